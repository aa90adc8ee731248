"""A folder is replaced as a whole or not at all, and keeps what is not the build's."""

import errno
import fcntl
import logging
import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from generator import staging
from generator.staging import WriteError, open_stage, staged
from tests.samples import write_files


def read(folder: Path) -> dict[str, str]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def fail(site: Path) -> None:
    """A build that ends badly, in a folder where nothing is left of others."""
    with staged(site) as stage:
        assert list(stage.new.iterdir()) == []
        write_files(stage.new, {"b": "dở dang"})
        raise ZeroDivisionError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path / "trang web", {"a/index.html": "cũ", "CNAME": "so-tay.vn", ".git/objects/aa": "kho"})


def refuse(path: Path) -> Callable[[Path, Path], Path]:
    """`Path.rename` that treats one folder as overlayfs does one from the image of a container."""
    rename = Path.rename

    def try_to_rename(self: Path, target: Path) -> Path:
        if self == path:
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), str(self))
        return rename(self, target)

    return try_to_rename


def refuse_the_last(move: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
    """A move that fails once, when it comes to the third new entry."""
    new: list[Path] = []

    def try_to_move(source: Path, target: Path) -> None:
        if source.parent.name == "new":
            new.append(source)
            if len(new) == 3:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        move(source, target)

    return try_to_move


@pytest.fixture(params=["one step", "two renames", "cannot be renamed", "shell stands in it"])
def way(request: pytest.FixtureRequest, site: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each of the ways in which `site` can be replaced."""
    if request.param in ("two renames", "cannot be renamed"):
        monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
    if request.param == "cannot be renamed":
        monkeypatch.setattr(Path, "rename", refuse(site))
    if request.param == "shell stands in it":
        monkeypatch.chdir(site / "a")
    return str(request.param)


def test_all_is_replaced_but_hidden_entries(way: str, site: Path) -> None:
    """As MkDocs leaves them; a CNAME belongs into docs/ for it, too."""
    identity = site.stat().st_ino
    with staged(site) as stage:
        write_files(stage.new, {"b/index.html": "mới", ".git/objects/bb": "của bản mới"})
        assert read(site)["a/index.html"] == "cũ"
    assert read(site) == {"b/index.html": "mới", ".git/objects/aa": "kho", ".git/objects/bb": "của bản mới"}
    assert (site.stat().st_ino == identity) is (way in ("cannot be renamed", "shell stands in it"))
    assert [path.name for path in site.parent.iterdir()] == [site.name]


def test_everything_stays_where_all_is_kept(way: str, site: Path) -> None:
    link = site / "a/link"
    link.symlink_to("index.html")
    with staged(site, keeps=lambda name: True) as stage:
        write_files(stage.new, {"a/index.html": "mới", "c": "thêm"})
    assert read(site) == {
        "a/index.html": "mới",
        "a/link": "mới",
        "c": "thêm",
        "CNAME": "so-tay.vn",
        ".git/objects/aa": "kho",
    }
    assert link.is_symlink()


def test_failure_changes_nothing(way: str, site: Path) -> None:
    before = read(site)
    with pytest.raises(ZeroDivisionError):
        fail(site)
    assert read(site) == before
    assert [path.name for path in site.parent.iterdir()] == [site.name]


def test_failure_at_the_very_end_changes_nothing(way: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When everything is written and only to be put in its place."""
    before = read(site)
    if way in ("one step", "two renames"):
        monkeypatch.setattr(staging, "_exchange", lambda one, other: False)
        monkeypatch.setattr(Path, "rename", refuse(site.with_name(f".{site.name}.sotay") / "new"))
    else:
        monkeypatch.setattr(staging, "_move", refuse_the_last(staging._move))
    with pytest.raises(WriteError), staged(site) as stage:
        write_files(stage.new, {"a/index.html": "mới", "b": "mới", "c": "mới"})
    monkeypatch.undo()
    assert read(site) == before
    assert [path.name for path in site.parent.iterdir()] == [site.name]


def test_new_folder_is_as_open_as_any(tmp_path: Path) -> None:
    (tmp_path / "thường").mkdir()
    with staged(tmp_path / "sâu/hơn/site") as stage:
        write_files(stage.new, {"a": "một"})
    assert read(tmp_path / "sâu") == {"hơn/site/a": "một"}
    assert (tmp_path / "sâu/hơn/site").stat().st_mode == (tmp_path / "thường").stat().st_mode


def test_mode_of_the_folder_stays(site: Path) -> None:
    site.chmod(0o2750)
    with staged(site) as stage:
        write_files(stage.new, {"a": "một"})
    assert site.stat().st_mode & 0o7777 == 0o2750


def test_link_to_a_folder_stays_a_link(site: Path) -> None:
    link = site.with_name("lối vào")
    link.symlink_to(site.name)
    with staged(link) as stage:
        write_files(stage.new, {"a": "một"})
    assert link.is_symlink()
    assert (site / "a").read_text(encoding="utf-8") == "một"


@pytest.mark.parametrize("has_old", [True, False])
def test_next_build_undoes_what_a_killed_one_left(has_old: bool, site: Path) -> None:
    """Between the two renames, and after the swap: the old content is kept where readers have nothing else."""
    before = read(site)
    stage = open_stage(site)
    write_files(stage.new, {"b": "dở dang"})
    if has_old:
        site.rename(stage.work / "old")
    stage.lock.close()  # as the end of a process does
    with pytest.raises(ZeroDivisionError):
        fail(site)
    assert read(site) == before
    assert [path.name for path in site.parent.iterdir()] == [site.name]


def test_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("tệp", encoding="utf-8")
    with pytest.raises(WriteError, match="đây là tệp, không phải thư mục"), staged(tmp_path / "site"):
        pass
    assert read(tmp_path) == {"site": "tệp"}


def test_second_build_waits_for_the_first(site: Path, caplog: pytest.LogCaptureFixture) -> None:
    is_waiting = Event()
    caplog.set_level(logging.WARNING)

    def note(record: logging.LogRecord) -> bool:
        is_waiting.set()
        return True

    caplog.handler.addFilter(note)

    def build_second() -> None:
        with staged(site) as stage:
            write_files(stage.new, {"b": "hai"})

    second = Thread(target=build_second)
    with staged(site) as stage:
        write_files(stage.new, {"a": "một"})
        second.start()
        assert is_waiting.wait(60)
    second.join(60)
    assert read(site) == {".git/objects/aa": "kho", "b": "hai"}
    assert "Một lần dựng khác đang ghi" in caplog.text
    assert [path.name for path in site.parent.iterdir()] == [site.name]


def test_lock_outlives_its_process_while_a_program_of_it_writes(site: Path) -> None:
    """A killed build's engine may go on writing for a while; the handles it inherits say so."""
    stage = open_stage(site)
    inherited = os.dup(stage.handles[0])
    stage.lock.close()
    with (stage.work / "lock").open("ab") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(inherited)
    open_stage(site).discard()


def test_a_file_that_stays_the_same_is_shared_and_keeps_its_time(site: Path) -> None:
    write_files(site, {"b/c": "như cũ", "đổi": "cũ", "dài hơn": "cũ"})
    before = {name: (site / name).stat() for name in ("b/c", "đổi", "dài hơn")}
    with staged(site) as stage:
        for name, text in {"b/c": "như cũ", "đổi": "mớ", "dài hơn": "mới", "mới/x": "mới"}.items():
            stage.put(name, text.encode())
    after = {name: (site / name).stat() for name in before}
    assert read(site) == {
        ".git/objects/aa": "kho",
        "b/c": "như cũ",
        "dài hơn": "mới",
        "mới/x": "mới",
        "đổi": "mớ",
    }
    assert [name for name in before if after[name].st_ino == before[name].st_ino] == ["b/c"]
    assert after["b/c"].st_mtime_ns == before["b/c"].st_mtime_ns
    assert after["b/c"].st_nlink == 1


def test_a_file_that_others_wrote_keeps_its_time_too(site: Path) -> None:
    write_files(site, {"b": "như cũ", "c": "cũ"})
    before = {name: (site / name).stat() for name in ("b", "c")}
    with staged(site) as stage:
        write_files(stage.new, {"b": "như cũ", "c": "mớ"})
    assert (site / "b").stat().st_mtime_ns == before["b"].st_mtime_ns
    assert (site / "b").stat().st_ino == before["b"].st_ino
    assert (site / "c").stat().st_ino != before["c"].st_ino
    assert read(site) == {".git/objects/aa": "kho", "b": "như cũ", "c": "mớ"}


def test_what_is_written_twice_leaves_the_old_site_alone(site: Path) -> None:
    write_files(site, {"b": "cũ"})
    stage = open_stage(site)
    stage.put("b", "cũ".encode())
    stage.put("b", "mới".encode())
    assert read(stage.new) == {"b": "mới"}
    stage.discard()
    assert read(site)["b"] == "cũ"


def test_a_link_is_no_file_to_share(site: Path, tmp_path: Path) -> None:
    (tmp_path / "ngoài").write_text("chữ", encoding="utf-8")
    (site / "b").symlink_to(tmp_path / "ngoài")
    with staged(site) as stage:
        stage.put("b", "chữ".encode())
    assert not (site / "b").is_symlink()
    assert (site / "b").read_text(encoding="utf-8") == "chữ"


def test_where_there_are_no_links_files_are_written(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_links(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    write_files(site, {"b": "cũ"})
    monkeypatch.setattr(os, "link", refuse_links)
    with staged(site) as stage:
        stage.put("b", "cũ".encode())
        stage.put("c/d", "mới".encode())
    assert (site / "b").read_text(encoding="utf-8") == "cũ"
    assert (site / "c" / "d").read_text(encoding="utf-8") == "mới"
