"""`make release`: everything that a release consists of into dist/, or what keeps it from being one (exit code 1)."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

from generator.staging import staged
from release.agreement import Notes, disagreements, read_notes
from release.bill import bill_of_materials
from release.parts import Part, find_parts, licence_table

ROOT = Path.cwd()


def release(root: Path) -> int:
    """Check a checkout, then write its wheel, source archive, bill of materials, licences, notes and checksums."""
    notes, parts = read_notes(root), find_parts(root)
    if found := list(disagreements(root, notes, parts)):
        print("\n".join(f"release: {one}" for one in found), file=sys.stderr)
        return 1
    assert notes.day
    with staged(root / "dist") as stage:
        _write(root, stage.new, notes, notes.day, parts)
    print(f"dist/ holds {notes.version}; next: git tag v{notes.version}, and upload what is in it")
    return 0


def _write(root: Path, folder: Path, notes: Notes, day: date, parts: tuple[Part, ...]) -> None:
    _pack(root, folder, day)
    name = f"sotay-{notes.version}"
    (folder / f"{name}.cdx.json").write_text(bill_of_materials(notes.version, day, parts), encoding="utf-8")
    (folder / f"{name}.licences.md").write_text(licence_table(parts), encoding="utf-8")
    (folder / f"{name}.notes.md").write_text(notes.text, encoding="utf-8")
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


def _pack(root: Path, folder: Path, day: date) -> None:
    """Wheel and source archive, which carry the day of the release and are the same bytes wherever they are made."""
    moment = int(datetime.combine(day, time.min, UTC).timestamp())
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment)}
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["licences"]:
        print(licence_table(find_parts(ROOT)), end="")
    else:
        sys.exit(release(ROOT))
