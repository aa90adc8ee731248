"""A knowledge base and a number in; a made-up base of that many documents as a project for each builder out.

All get the same source documents, front matter and all, in the same folders. What `sotay` makes besides (guides,
lists, search, data) has no source, so the others have nothing to make it of; they get an index page per section that
leads to its first hundred documents, and a navigation of these index pages only: a navigation that names every
document makes MkDocs slower than linear, and nobody compares with that in earnest.

A process of its own (`python -m bench.projects`): what it holds in memory would else be counted as the builders'.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from bench.bases import write_base
from generator.kinds import ORDER

LISTED = 100
"""Documents that an index page leads to."""

HUGO: dict[str, Any] = {
    "locale": "vi",
    "disableKinds": ["taxonomy", "term", "rss"],
    "outputs": {"home": ["html", "json"]},
    "markup": {"tableOfContents": {"startLevel": 2, "endLevel": 3}},
}


def write_projects(given: Path, folder: Path, size: int) -> None:
    """Fill `folder`/{sotay,mkdocs,zensical,hugo} with a project each; the first one is the base itself."""
    base = folder / "sotay"
    write_base(given, base, size)
    settings = yaml.safe_load((base / "mkdocs.yml").read_text(encoding="utf-8"))
    for name in ("mkdocs", "zensical"):
        _write_mkdocs(base, folder / name, settings)
    _write_hugo(base, folder / "hugo", settings)


def _write_mkdocs(base: Path, folder: Path, settings: dict[str, Any]) -> None:
    """The base's own settings, with MkDocs' default plugin, its search, in the place of ours."""
    docs = folder / "docs"
    for path in _documents(base):
        _put(docs / path, (base / "docs" / path).read_text(encoding="utf-8"))
    for name, text in _index_pages(base, "index.md", ".md"):
        _put(docs / name, text)
    kept = {key: settings[key] for key in ("site_name", "site_url", "theme", "markdown_extensions")}
    own = {"plugins": ["search"], "site_dir": "site", "nav": ["index.md", *(f"{one}/index.md" for one in _sections())]}
    _put(folder / "mkdocs.yml", yaml.safe_dump(kept | own, allow_unicode=True, sort_keys=False))


def _write_hugo(base: Path, folder: Path, settings: dict[str, Any]) -> None:
    """Front matter moves below `params`: some of our names, such as `kind`, mean something else to Hugo."""
    content = folder / "content"
    for path in _documents(base):
        front, body = (base / "docs" / path).read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
        lines = "\n".join(f"  {line}" for line in front.split("\n"))
        _put(content / path, f"---\nparams:\n{lines}\n---\n{body}")
    for name, text in _index_pages(base, "_index.md", "/"):
        _put(content / name, text)
    root = urlsplit(settings["site_url"]).path.rstrip("/")
    own = {"title": settings["site_name"], "baseURL": settings["site_url"], "params": {"root": root}}
    _put(folder / "hugo.yaml", yaml.safe_dump(own | HUGO, allow_unicode=True))


def _sections() -> list[str]:
    return [kind.folder for kind in ORDER]


def _documents(base: Path) -> list[Path]:
    """The documents' paths below docs/, in order."""
    docs = base / "docs"
    return sorted(path.relative_to(docs) for section in _sections() for path in (docs / section).glob("*.md"))


def _index_pages(base: Path, name: str, ending: str) -> Iterator[tuple[str, str]]:
    """Path and text of the front page and of each section's; `ending` is how links to documents end."""
    documents = _documents(base)
    links = [f"- [{kind.plural}]({kind.folder}/{'' if ending == '/' else name})" for kind in ORDER]
    yield name, _page("Trang đầu", links)
    for kind in ORDER:
        own = [path.stem for path in documents if path.parts[0] == kind.folder]
        yield f"{kind.folder}/{name}", _page(kind.plural, [f"- [{one}]({one}{ending})" for one in own[:LISTED]])


def _page(title: str, lines: list[str]) -> str:
    front = yaml.safe_dump({"title": title, "params": {"title": title}}, allow_unicode=True)
    return f"---\n{front}---\n\n" + "\n".join(lines) + "\n"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("given", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("--theme", type=Path, help="a folder that becomes part of Hugo's project")
    options = parser.parse_args()
    write_projects(options.given, options.folder, options.size)
    if options.theme:
        shutil.copytree(options.theme, options.folder / "hugo", dirs_exist_ok=True)


if __name__ == "__main__":
    main()
