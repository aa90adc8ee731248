"""An open page in, what axe-core (github.com/dequelabs/axe-core) finds against WCAG 2.2 A and AA out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import BrowserContext, Page, ViewportSize

from generator.browser_editor import npm

LOCKED = Path(__file__).parent / "axe"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1440, "height": 900}
Scheme = Literal["default", "slate"]
Look = tuple[ViewportSize, Scheme, list[str]]
"""A screen, its colours, the rules to apply; none means all of them."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
OF_WIDTH = ["target-size", "landmark-unique", "scrollable-region-focusable", "region", "heading-order"]
"""The rules whose answer depends on the colours or on the width: the others would say the same again."""

# What is closed is looked at as well; a colour on its way to another one would be measured half way.
STAND_STILL = """() => {
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets.push(still);
    for (const part of document.querySelectorAll("details:not([open])")) part.open = true;
}"""
CHANGE_COLOURS = "(scheme) => { document.body.dataset.mdColorScheme = scheme; }"
RUN = """async ([tags, rules, left]) => {
    const only = rules.length ? {type: "rule", values: rules} : {type: "tag", values: tags};
    const parts = left.length ? {exclude: left} : document;
    const {violations} = await axe.run(parts, {runOnly: only, resultTypes: ["violations"], preload: false});
    return violations.flatMap(({id, help, nodes}) => nodes.map(({target, html, any, all, none}) => ({
        rule: id, help, target: target.join(" "), html: html.slice(0, 160),
        detail: [...any, ...all, ...none].map(({message}) => message).join("; "),
    })));
}"""


@dataclass(frozen=True)
class Violation:
    """One element against one rule, and at which width and in which colours it was seen."""

    rule: str
    target: str
    html: str
    detail: str
    width: int
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.rule} ({self.width} px, {self.scheme}) at {self.target}: {self.detail}\n    {self.html}"


def prepare(context: BrowserContext) -> None:
    """Let every page that the context opens from now on have axe-core; raises PackagesUnavailableError."""
    packages = npm.keep_packages(LOCKED)
    context.add_init_script(path=packages / "axe-core" / "axe.min.js")


BRIEF: tuple[Look, ...] = ((PHONE, "default", []), (PHONE, "slate", OF_COLOUR))
"""Every rule on a phone in light, and what depends on the colours in dark: what a test can afford of every type."""
WIDE: Look = (DESK, "slate", OF_WIDTH)
"""What depends on the width, for the types that are laid out otherwise on a desk."""

THOROUGH: tuple[Look, ...] = tuple((size, scheme, []) for size in (PHONE, DESK) for scheme in ("default", "slate"))


FRAME = (".md-header", ".md-sidebar", ".md-footer")
"""What is around every page alike."""


def find_violations(page: Page, looks: Sequence[Look] = BRIEF, *, left_out: Sequence[str] = ()) -> Iterator[Violation]:
    """What is wrong with the open page on a phone and on a desk, in light and in dark; parts may be left out."""
    page.evaluate(STAND_STILL)
    for size, scheme, rules in looks:
        if page.viewport_size != size:
            page.set_viewport_size(size)
        page.evaluate(CHANGE_COLOURS, scheme)
        found: list[dict[str, Any]] = page.evaluate(RUN, [TAGS, rules, [*left_out]])
        for one in found:
            yield Violation(one["rule"], one["target"], one["html"], one["detail"], size["width"], scheme)
