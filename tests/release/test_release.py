"""A release: only of what agrees, the same bytes wherever it is made, its parts named; and it runs where nothing is."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion

from release.__main__ import release
from release.agreement import disagreements, read_notes
from release.parts import Part, find_parts, licence_table, read_lock

SHIPPED = (
    "pyproject.toml",
    "CHANGELOG.md",
    "README.md",
    "LICENSE",
    ".gitignore",
    "requirements.lock",
    "requirements-dev.lock",
)
UV = Path(sys.executable).with_name("uv")


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=thu", "-c", "user.email=thu@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", root, *identity, *arguments], check=True, capture_output=True)


def check_out(repository: Path, root: Path) -> Path:
    """A checkout of this repository's shipped files, ready to be released."""
    root.mkdir()
    for name in SHIPPED:
        shutil.copyfile(repository / name, root / name)
    for name in ("generator", "templates"):
        shutil.copytree(
            repository / name,
            root / name,
            copy_function=shutil.copyfile,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    changes = root / "CHANGELOG.md"
    text = changes.read_text(encoding="utf-8").replace("(unreleased)", "(2026-11-22)", 1)
    changes.write_text(text, encoding="utf-8")
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "phát hành")
    return root


@pytest.fixture(scope="module")
def dist(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a release consists of; read it, never write into it."""
    root = check_out(repository, tmp_path_factory.mktemp("release") / "kho")
    assert release(root) == 0
    return root / "dist"


@pytest.fixture(scope="module")
def parts(repository: Path) -> tuple[Part, ...]:
    return find_parts(repository)


def test_release_is_complete_and_its_checksums_hold(dist: Path) -> None:
    names = {path.name for path in dist.iterdir()}
    version = read_notes(dist.parent).version
    assert names == {
        f"sotay-{version}-py3-none-any.whl",
        f"sotay-{version}.tar.gz",
        f"sotay-{version}.cdx.json",
        f"sotay-{version}.licences.md",
        f"sotay-{version}.notes.md",
        "SHA256SUMS",
    }
    lines = [line.split("  ") for line in (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    sums = {name: value for value, name in lines}
    assert sums.keys() == names - {"SHA256SUMS"}
    assert [name for name in sums if hashlib.sha256((dist / name).read_bytes()).hexdigest() != sums[name]] == []
    assert "### Added" in (dist / f"sotay-{version}.notes.md").read_text(encoding="utf-8")


def test_wheel_and_source_archive_carry_everything(dist: Path) -> None:
    shipped = {path.relative_to(dist.parent).as_posix() for path in dist.parent.rglob("*") if path.is_file()}
    wanted = {path for path in shipped if path.startswith(("generator/", "templates/"))}
    assert len(wanted) > 200
    (wheel,), (archive,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    in_wheel = set(zipfile.ZipFile(wheel).namelist())
    assert {path.replace("templates/", "generator/_templates/", 1) for path in wanted} <= in_wheel
    assert not [name for name in in_wheel if not name.startswith(("generator/", "sotay-"))]
    with tarfile.open(archive) as tar:
        assert wanted <= {name.partition("/")[2] for name in tar.getnames()}


@pytest.mark.slow
def test_same_release_wherever_it_is_made(
    dist: Path, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    root = check_out(repository, tmp_path / "nơi khác")
    (root / "generator/cli.py").touch()
    (root / "generator/cli.py").chmod(0o600)
    assert release(root) == 0
    assert (root / "dist/SHA256SUMS").read_text() == (dist / "SHA256SUMS").read_text()


def test_bill_of_materials_is_valid_and_complete(dist: Path, parts: tuple[Part, ...], repository: Path) -> None:
    from cyclonedx.validation.json import JsonStrictValidator  # takes seconds, so not while tests are collected

    (path,) = dist.glob("*.cdx.json")
    text = path.read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    listed = {one["name"]: one for one in bill["components"]}
    assert listed.keys() == {part.name for part in parts} >= read_lock(repository / "requirements.lock").keys()
    assert all(one["hashes"] and one["licenses"] for one in listed.values())
    assert {"weasyprint", "zensical", "lxml"} <= listed.keys()
    needed = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert listed["markupsafe"]["bom-ref"] in needed[listed["jinja2"]["bom-ref"]]


def test_every_licence_is_known_and_permitted(parts: tuple[Part, ...]) -> None:
    assert [f"{part.name}: {part.licence}" for part in parts if not part.is_permitted] == []
    table = licence_table(parts)
    assert "| mkdocs | 1.6.1 | BSD-2-Clause | site |" in table
    assert table.count("\n") == len(parts) + 2


@pytest.mark.parametrize(
    ("licence", "is_permitted"),
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", True),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND LGPL-3.0-or-later", False),
        ("", False),
    ],
)
def test_one_of_the_offered_licences_must_be_permitted(licence: str, is_permitted: bool) -> None:
    part = Part("x", "1", (), "site")
    part.__dict__["licence"] = licence
    assert part.is_permitted is is_permitted


FAULTS = {
    "CHANGELOG.md begins with 9.9.9": ("CHANGELOG.md", "## 0.", "## 9.9.9 (2026-11-23)\n\nMới.\n\n## 0."),
    "has no day yet": ("CHANGELOG.md", "(2026-11-22)", "(unreleased)"),
    "is not of the form 1.2.3": ("pyproject.toml", 'version = "0.', 'version = "0.dev'),
    "requirements.lock: jinja2>=99 but locked is": ("pyproject.toml", "jinja2>=3.1", "jinja2>=99"),
    "requirements.lock: chua-khoa>=1 but locked is nothing": ("pyproject.toml", '"jinja2', '"chua-khoa>=1", "jinja2'),
    "licence of x 1: unknown": ("README.md", "", ""),
    "changes that are not committed": ("README.md", "", "Thêm.\n"),
}


@pytest.mark.parametrize("message", FAULTS)
def test_what_disagrees_stops_a_release(message: str, dist: Path, tmp_path: Path) -> None:
    root = tmp_path / "kho"
    shutil.copytree(dist.parent, root, ignore=shutil.ignore_patterns("dist", "generator", "templates"))
    git(root, "add", ".")
    git(root, "commit", "-m", "chỉ các tệp ở gốc")
    name, old, new = FAULTS[message]
    text = (root / name).read_text(encoding="utf-8")
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    if "licence" in message:
        part = Part("x", "1", (), "site")
        part.__dict__["licence"] = ""
        found = list(disagreements(root, read_notes(root), (part,)))
    else:
        found = list(disagreements(root, read_notes(root), ()))
    assert [one for one in found if message in one], found
    assert len(found) <= 3


def test_version_released_as_another_commit_is_refused(dist: Path, tmp_path: Path) -> None:
    root = tmp_path / "kho"
    shutil.copytree(dist.parent, root, ignore=shutil.ignore_patterns("dist"))
    notes = read_notes(root)
    assert list(disagreements(root, notes, ())) == []
    git(root, "tag", f"v{notes.version}")
    assert list(disagreements(root, notes, ())) == []
    git(root, "commit", "--allow-empty", "-m", "sau đó")
    assert list(disagreements(root, notes, ())) == [f"v{notes.version} is released already, as another commit"]


# Where nothing else is.


def install(names: list[str], folder: Path) -> None:
    """Put installed packages into another environment as links to their folders, which takes no network and no time."""
    for name in names:
        package = metadata.distribution(name)
        tops = {file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}
        for top in tops:
            if not (folder / top).exists():
                (folder / top).symlink_to(Path(str(package.locate_file(top))))


@pytest.mark.slow
def test_wheel_builds_a_new_knowledge_base_in_a_bare_environment(
    dist: Path, repository: Path, parts: tuple[Part, ...], tmp_path: Path
) -> None:
    bare = tmp_path / "bare"
    (wheel,) = dist.glob("*.whl")
    subprocess.run([UV, "venv", "--quiet", "--offline", "--python", sys.executable, bare], check=True)
    (packages,) = bare.glob("lib/python3*/site-packages")
    install([part.name for part in parts if part.use == "site"], packages)
    python = bare / "bin/python"
    subprocess.run(
        [UV, "pip", "install", "--quiet", "--offline", "--no-index", "--no-deps", "--python", python, wheel], check=True
    )

    def call(*command: str | Path) -> str:
        environment = {"PATH": os.defpath, "HOME": str(tmp_path)}
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    where = call(python, "-c", "import generator, sys; print(generator.__file__, *sys.path)")
    assert where.startswith(str(packages))
    assert str(repository / "tests") not in where
    assert f"{repository} " not in where + " "
    call(bare / "bin/sotay", "init", "kho", "--name", "Kho mới")
    call(bare / "bin/sotay", "build", "-C", "kho")
    assert "Kho mới" in (tmp_path / "kho/site/index.html").read_text(encoding="utf-8")
    assert (tmp_path / "kho/site/assets/search/search.js").is_file()
    assert (tmp_path / "kho/site/bieu-mau/index.html").is_file()
