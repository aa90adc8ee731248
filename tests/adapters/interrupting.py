"""How builds are killed in, at random moments, until it has happened so often; out, an error if a site came out mixed.

Run as a program (`python -m tests.adapters.interrupting ROOT ENGINE=KILLS ...`): everything is imported and every
page is made once, then each build is a fork of this process, so that a build takes tenths of a second.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from generator.adapters import folder, mkdocs_plugin
from generator.build import Build, build
from generator.commands import documents
from generator.kinds.record import Visibility
from tests.samples import files_below

PAGES = 6
"""Enough to be cut in two, few enough to be quick."""

Site = dict[str, bytes]
Write = Callable[[Build], object]


def writer(engine: str, root: Path, site: Path) -> Write:
    """What replaces `site` by the pages of a build, as the command does it."""
    if engine == "documents":
        return lambda made: documents.write(
            {f"{n}.docx": page.text.encode() for n, page in enumerate(made.pages)}, site
        )
    adapter: Any = {"mkdocs": mkdocs_plugin, "zensical": folder}[engine]

    def write(made: Build) -> None:
        adapter.build = lambda *_, **__: made
        assert adapter.build_site(root, site, Visibility.PUBLIC, False) == 0

    return write


def editions(root: Path) -> tuple[Build, Build]:
    """Two states of the content that differ in every page and in which pages there are."""
    made = build(root)
    old, new = made.pages[:PAGES], made.pages[1 : PAGES + 1]
    made = replace(made, files={})
    return replace(made, pages=old), replace(
        made, pages=tuple(replace(page, content=page.text + "\nBản mới.\n") for page in new)
    )


def killed(write: Write, made: Build, delay: float) -> bool:
    """Build in a process of its own and kill that after `delay` seconds; whether it had not ended before."""
    child = os.fork()
    if not child:
        write(made)
        os._exit(0)

    def kill(*_: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, kill)
    signal.setitimer(signal.ITIMER_REAL, delay)
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return os.WIFSIGNALED(status)


def main(engine: str, root: Path, name: str, kills: int) -> None:
    site = root / name
    write, (old, new) = writer(engine, root, site), editions(root)
    sites: list[Site] = []
    for made in (old, new):
        started = monotonic()
        write(made)
        took = monotonic() - started
        sites.append(files_below(site))
    assert sites[0] != sites[1]
    assert len(sites[0]) >= PAGES
    random, shown, done, swaps = Random(engine), 1, 0, 0
    while done < kills:
        done += killed(write, (old, new)[1 - shown], random.uniform(0.001, 1.1 * took))
        found = files_below(site)
        assert found in sites, f"after {done} kills: {len(found)} files, {sorted(found)}"
        swaps += sites.index(found) != shown
        shown = sites.index(found)
    write(old)
    assert files_below(site) == sites[0]
    leftovers = sorted(path.name for path in root.iterdir() if path.name.startswith("."))
    assert leftovers == [], leftovers
    sys.stdout.write(f"{engine}: {kills} kills, {swaps} changes of the site, {took:.2f} s a build\n")


if __name__ == "__main__":
    for number, task in enumerate(sys.argv[2:]):
        name, _, times = task.partition("=")
        main(name, Path(sys.argv[1]), f"site-{number}", int(times))
