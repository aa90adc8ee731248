"""What is kept comes back as it was or not at all: in other runs, after a kill, from a damaged file."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.cache import FILE, FOLDER_VARIABLE, LARGEST_WAITING, WAITING, Cache, folder_of, version_of_program
from generator.parallel import LEAST, SWITCH, beside, map_in_processes

KILLED = f"""
import os
from pathlib import Path
from generator.cache import Cache
cache = Cache(Path(os.environ["FOLDER"]), b"1")
for number in range({WAITING} + 1):
    cache.put("page", str(number), b"digest", b"value")
os._exit(9)
"""


def kept(folder: Path, name: str, digest: bytes = b"digest", version: bytes = b"1") -> bytes | None:
    with Cache(folder, version) as cache:
        return cache.get("page", name, digest)


def put(folder: Path, name: str, value: bytes, digest: bytes = b"digest", version: bytes = b"1") -> None:
    with Cache(folder, version) as cache:
        cache.put("page", name, digest, value)


def test_what_was_put_is_found_under_its_kind_name_digest_and_version_alone(tmp_path: Path) -> None:
    put(tmp_path, "a", b"value")
    assert kept(tmp_path, "a") == b"value"
    assert kept(tmp_path, "b") is None
    assert kept(tmp_path, "a", digest=b"other") is None
    assert kept(tmp_path, "a", version=b"2") is None
    with Cache(tmp_path, b"1") as cache:
        assert cache.get("search", "a", b"digest") is None


def test_what_waits_to_be_written_is_found_too(tmp_path: Path) -> None:
    with Cache(tmp_path, b"1") as cache:
        cache.put("page", "a", b"digest", b"value")
        assert cache.get("page", "a", b"digest") == b"value"
        assert cache.get("page", "a", b"other") is None


def test_large_values_do_not_wait_for_many_others(tmp_path: Path) -> None:
    with Cache(tmp_path, b"1") as cache:
        cache.put("page", "a", b"digest", bytes(LARGEST_WAITING))
        assert kept(tmp_path, "a") == bytes(LARGEST_WAITING)


def test_all_of_a_kind_come_at_once(tmp_path: Path) -> None:
    put(tmp_path, "b", b"other version", version=b"2")
    put(tmp_path, "c", b"3", digest=b"x")
    with Cache(tmp_path, b"1") as cache:
        cache.put("page", "a", b"digest", b"waits")
        cache.put("search", "a", b"digest", b"other kind")
        assert list(cache.each("page")) == [("a", b"digest", b"waits"), ("c", b"x", b"3")]
    assert list(Cache(None, b"1").each("page")) == []


def test_a_newer_value_takes_the_place_of_the_older(tmp_path: Path) -> None:
    put(tmp_path, "a", b"old", digest=b"1")
    put(tmp_path, "a", b"new", digest=b"2")
    assert kept(tmp_path, "a", digest=b"1") is None
    assert kept(tmp_path, "a", digest=b"2") == b"new"


def test_other_names_of_a_kind_can_be_dropped(tmp_path: Path) -> None:
    put(tmp_path, "a", b"value")
    put(tmp_path, "b", b"value")
    with Cache(tmp_path, b"1") as cache:
        cache.keep_only("page", frozenset({"b"}))
    assert (kept(tmp_path, "a"), kept(tmp_path, "b")) == (None, b"value")


def test_two_at_a_time_do_no_harm(tmp_path: Path) -> None:
    with Cache(tmp_path, b"1") as one, Cache(tmp_path, b"2") as other:
        for number in range(WAITING + 1):
            one.put("page", f"one-{number}", b"digest", b"1")
            other.put("page", f"other-{number}", b"digest", b"2")
    assert kept(tmp_path, "one-7") == b"1"
    assert kept(tmp_path, "other-7", version=b"2") == b"2"


def test_forked_processes_find_what_is_kept_and_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "2")
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    put(tmp_path, "a", b"value")
    with Cache(tmp_path, b"1") as cache:
        cache.put("page", "b", b"digest", b"waiting")
        found = map_in_processes(lambda name: cache.get("page", name, b"digest"), ["a", "b", "c", *"d" * LEAST])
    assert found[:3] == [b"value", b"waiting", None]
    assert kept(tmp_path, "b") == b"waiting"


def test_a_killed_run_leaves_what_it_had_written(tmp_path: Path, repository: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED], cwd=repository, env={**os.environ, "FOLDER": str(tmp_path)})
    assert done.returncode == 9
    assert kept(tmp_path, "0") == b"value"
    assert kept(tmp_path, str(WAITING)) is None
    put(tmp_path, "after", b"value")
    assert kept(tmp_path, "after") == b"value"


def test_a_file_that_is_no_cache_is_replaced(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    put(tmp_path, "a", b"value")
    assert kept(tmp_path, "a") == b"value"


def test_damaged_bytes_never_come_back(tmp_path: Path) -> None:
    put(tmp_path, "a", b"value" * 4000)
    sound = (tmp_path / FILE).read_bytes()
    for start in range(0, len(sound), 3000):
        (tmp_path / FILE).write_bytes(sound[:start] + b"\x55" * 40 + sound[start + 40 :])
        assert kept(tmp_path, "a") in (None, b"value" * 4000)


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights")
def test_a_folder_that_others_may_write_to_is_not_trusted(tmp_path: Path) -> None:
    put(tmp_path, "a", b"value")
    tmp_path.chmod(0o777)
    assert kept(tmp_path, "a") is None
    tmp_path.chmod(0o700)
    assert kept(tmp_path, "a") == b"value"


def test_a_place_where_nothing_can_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    put(tmp_path / "file" / "below", "a", b"value")
    assert kept(tmp_path / "file" / "below", "a") is None


def test_each_knowledge_base_has_its_own_folder_outside_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    one, other = folder_of(tmp_path / "one"), folder_of(tmp_path / "other")
    assert one is not None
    assert one.parent == tmp_path / "caches" / "sotay"
    assert one == folder_of(tmp_path / "other" / ".." / "one") != other
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "mine"))
    chosen = folder_of(tmp_path / "one")
    assert chosen is not None
    assert chosen.parent == tmp_path / "mine"
    monkeypatch.setenv(FOLDER_VARIABLE, "off")
    assert folder_of(tmp_path / "one") is None


def test_the_version_changes_with_every_file_of_the_program(tmp_path: Path) -> None:
    (tmp_path / "a.md.j2").write_text("text", encoding="utf-8")
    before = version_of_program(tmp_path)
    assert before == version_of_program(tmp_path) != version_of_program()
    (tmp_path / "a.md.j2").write_text("texts", encoding="utf-8")
    changed = version_of_program(tmp_path)
    (tmp_path / "a.md.j2").rename(tmp_path / "b.md.j2")
    assert len({before, changed, version_of_program(tmp_path)}) == 3


def test_a_forked_process_keeps_what_it_has_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SWITCH, "2")
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # the test runner has threads, which touch no cache
    put(tmp_path, "old", b"value")
    with Cache(tmp_path, b"1") as cache:
        cache.put("page", "waiting", b"digest", b"of the parent")

        def work() -> bytes | None:
            cache.put("page", "new", b"digest", b"of the fork")
            cache.keep_only("page", frozenset({"new", "waiting"}))
            return cache.get("page", "waiting", b"digest")

        with beside(work, pays=True, finish=cache.write) as found:
            assert found() == b"of the parent"
        assert cache.get("page", "new", b"digest") == b"of the fork"
        assert kept(tmp_path, "waiting") is None, "what waited in the parent is the parent's"
    assert kept(tmp_path, "new") == b"of the fork"
    assert kept(tmp_path, "waiting") == b"of the parent"
    assert kept(tmp_path, "old") is None
