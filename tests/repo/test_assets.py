"""Every style and script that lies in `assets/` reaches a page."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import search, shell
from generator.slimming import join_scripts

SCRIPTS = {**shell.scripts(), **search.scripts()}


@pytest.mark.parametrize(
    ("parts", "pattern"),
    [
        (shell.styles(), "styles/*"),
        ([path for paths in shell.scripts().values() for path in paths if path.parent.name == "scripts"], "scripts/*"),
        ([path for paths in search.scripts().values() for path in paths], "search/*"),
    ],
    ids=["styles", "scripts", "search"],
)
def test_every_part_is_put_in(parts: list[Path], pattern: str) -> None:
    lying_there = sorted(shell.ASSETS.glob(pattern))
    assert lying_there
    assert sorted(parts) == lying_there


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_joined_script_is_one_that_parses(name: str) -> None:
    node = shutil.which("node") or ".venv/bin/node"
    joined = join_scripts(SCRIPTS[name])
    assert subprocess.run([node, "--check", "-"], input=joined, capture_output=True, check=False).stderr == b""


def test_every_script_on_demand_is_asked_for() -> None:
    asking = (shell.ASSETS / "scripts" / "on-demand.js").read_text(encoding="utf-8")
    assert set(re.findall(r'^ *"([a-z-]+\.js)": ', asking, re.MULTILINE)) == set(shell.SCRIPTS_ON_DEMAND)
