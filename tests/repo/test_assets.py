"""Every style and script that lies in `assets/` reaches a page."""

import shutil
import subprocess

import pytest

from generator import shell


@pytest.mark.parametrize(
    ("parts", "pattern"), [(shell.styles(), "styles/*"), (shell.scripts(), "scripts/*")], ids=["styles", "scripts"]
)
def test_every_part_is_put_in(parts: list[object], pattern: str) -> None:
    lying_there = sorted(shell.ASSETS.glob(pattern))
    assert lying_there
    assert sorted(parts, key=str) == lying_there


def test_the_joined_script_is_one_that_parses() -> None:
    node = shutil.which("node") or ".venv/bin/node"
    joined = shell.assets()["assets/sotay.js"]
    assert subprocess.run([node, "--check", "-"], input=joined, capture_output=True, check=False).stderr == b""
