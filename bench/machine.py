"""The machine and the builders' versions out, in a line each: figures without them say nothing."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

from bench.builders import find_hugo


def describe_machine() -> str:
    """Processors, memory, system, and how busy it is at this moment, in Vietnamese."""
    cores = len(os.sched_getaffinity(0))
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = f"{os.getloadavg()[0]:.1f}".replace(".", ",")
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return f"{cores} nhân {_processor()}, {gibibytes:.0f} GiB bộ nhớ, {system}; tải của máy trước khi đo: {load}"


def describe_versions() -> str:
    """What built."""
    names = (("MkDocs", "mkdocs"), ("Material", "mkdocs-material"), ("Zensical", "zensical"))
    hugo = find_hugo()
    said = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout if hugo else ""
    own = [f"{label} {version(name)}" for label, name in names]
    return ", ".join([f"Python {platform.python_version()}", *own, *([f"Hugo {_number(said)}"] if said else [])])


def _number(said: str) -> str:
    """`hugo v0.168.0-e27a67+extended linux/amd64 ...` -> `0.168.0`."""
    return said.split()[1].removeprefix("v").split("-")[0].split("+")[0]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
