"""A page that Material for MkDocs rendered in; templates with which Hugo makes such pages out.

So both write the same frame, the same styles and scripts, a table of contents and an index for the search, and differ
in how they get there. The page is rendered when the measurement begins: nothing of the theme is kept here.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

TITLE = "dat-tieu-de"
"""Stands in the sample for the title."""

SAMPLE = f"---\ntitle: {TITLE}\n---\n\n## Mục\n\nLời.\n"
"""A document of the section `SECTION`, as an input of Material."""

SECTION = "bai-hoc"

SLOTS = (
    (r'<link rel="canonical" href="[^"]*">', '<link rel="canonical" href="{{ .Permalink }}">'),
    (r'<ul class="md-nav__list" data-md-component="toc".*?</ul>', "{{ .TableOfContents }}"),
    (r"</h1>.*?</article>", "</h1>{{ .Content }}</article>"),
    (TITLE, "{{ .Params.title }}"),
    (r'="\.\./\.\.(?=[/"])', '="{{ site.Params.root }}'),
    (r'="\.\./(?=")', f'="{{{{ site.Params.root }}}}/{SECTION}/'),
)
"""What differs from page to page, as a pattern; what Hugo puts there."""

INDEX = """\
[{{ range $number, $page := site.RegularPages }}{{ if $number }},
{{ end }}{{ dict "location" $page.RelPermalink "title" $page.Params.title "text" $page.Plain | jsonify }}{{ end }}]
"""


def make_template(page: str) -> str:
    """Hugo's template of a page like the sample; raises ValueError when the theme has changed its form."""
    for pattern, slot in SLOTS:
        page, found = re.subn(pattern, lambda _, slot=slot: slot, page, flags=re.DOTALL)  # type: ignore[misc]
        if not found:
            raise ValueError(f"Material's page has no {pattern}")
    return page


def write_theme(site: Path, folder: Path) -> None:
    """Fill `folder` with layouts/ and static/ from the `site` that Material made of a base with the sample."""
    page = (site / SECTION / TITLE / "index.html").read_text(encoding="utf-8")
    layouts = folder / "layouts"
    layouts.mkdir(parents=True)
    for name in ("page", "section", "home", "404"):
        (layouts / f"{name}.html").write_text(make_template(page), encoding="utf-8")
    (layouts / "home.json").write_text(INDEX, encoding="utf-8")
    shutil.copytree(site / "assets", folder / "static/assets")
