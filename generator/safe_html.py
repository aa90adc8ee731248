"""The HTML that an engine has made of a page's Markdown in, the same with nothing that could act or spy out.

A Python-Markdown extension, since that is what every engine runs. It is the last line of defence: `untrusted` reports
and defuses what contributors write; what it takes for harmless is judged here once more, as the parser understood it.
nh3 (ammonia, html5ever) reads the HTML as a browser does and keeps what is listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from generator.markdown import SCHEMES

_TEXT = """a abbr b bdi bdo br cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong
sub sup time u var wbr"""
_BLOCKS = """address article aside blockquote caption col colgroup dd details div dl dt figcaption figure
footer h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table tbody td
tfoot th thead tr ul"""
_CONTROLS = "button datalist fieldset form input label legend meter optgroup option output progress select textarea"
_PICTURES = """img svg circle clipPath defs desc ellipse g line linearGradient marker path pattern polygon
polyline radialGradient rect stop symbol text title tspan"""

TAGS = frozenset(f"{_TEXT} {_BLOCKS} {_CONTROLS} {_PICTURES}".split())
"""Elements that Markdown and our templates make: none loads, runs or frames anything but a picture."""

_ANYWHERE = "class dir hidden id lang role tabindex title translate"
_DRAWN = """clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule font-family
font-size font-weight gradientTransform gradientUnits height marker-end marker-mid marker-start
markerHeight markerUnits markerWidth offset opacity orient paint-order pathLength points
preserveAspectRatio r refX refY rx ry stop-color stop-opacity stroke stroke-dasharray
stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor transform viewBox width x
x1 x2 xlink:href xmlns xmlns:xlink y y1 y2"""
_OF_CONTROLS = """action autocomplete checked cols disabled enterkeyhint for form high inputmode label list low max
maxlength method min minlength multiple name optimum pattern placeholder readonly required rows
selected size spellcheck step type value wrap"""
_OF_TAG = {
    "a": "download href hreflang rel",
    "blockquote": "cite",
    "col": "align span width",
    "colgroup": "align span width",
    "data": "value",
    "del": "cite datetime",
    "details": "name open",
    "img": "align alt decoding height loading src width",
    "ins": "cite datetime",
    "li": "value",
    "ol": "reversed start type",
    "q": "cite",
    "td": "align colspan headers rowspan",
    "th": "abbr align colspan headers rowspan scope",
    "time": "datetime",
}

ATTRIBUTES: dict[str, set[str]] = {
    "*": set(_ANYWHERE.split()),
    **{tag: set(_OF_CONTROLS.split()) for tag in _CONTROLS.split()},
    **{tag: set(_DRAWN.split()) for tag in _PICTURES.split()},
    **{tag: set(names.split()) for tag, names in _OF_TAG.items()},
}
"""Attributes by element: no event handler, no style, no address but of links, pictures and forms."""

_LOADED = ("src", "action")
_SHOWN = tuple(f' {name}="' for name in _LOADED)
_ELSEWHERE = re.compile(r"[\x00-\x20]*(?:[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2})")


def keep_here(tag: str, name: str, value: str) -> str | None:
    """The value of an attribute; None for a picture or a form's target on another host, which no page may ask."""
    return None if name in _LOADED and _ELSEWHERE.match(value) else value


def _cleaner(attribute_filter: Callable[[str, str, str], str | None] | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        attribute_filter=attribute_filter,
        generic_attribute_prefixes={"aria-", "data-"},
        link_rel=None,
        url_schemes=set(SCHEMES),
    )


_CLEANER, _CLEANER_HERE = _cleaner(None), _cleaner(keep_here)


def clean(html: str) -> str:
    """HTML with nothing but what is listed, and nothing from another host.

    nh3 asks about each attribute where it is to ask at all, which takes a sixth of its time. So what it has written
    is looked at first: an attribute there has a space before and its value between quotation marks.
    """
    cleaned = _CLEANER.clean(html)
    return _CLEANER_HERE.clean(html) if any(map(_leads_away, map(unescape, _loaded(cleaned)))) else cleaned


def _loaded(cleaned: str) -> Iterator[str]:
    """The values of attributes with addresses that are loaded, and perhaps text that looks like one."""
    for sign in _SHOWN:
        place = cleaned.find(sign)
        while place >= 0:
            start = place + len(sign)
            place = cleaned.find(sign, start)
            yield cleaned[start : cleaned.find('"', start)]


def _leads_away(value: str) -> bool:
    return _ELSEWHERE.match(value) is not None


_PLAIN = re.compile(r"[^<&\r\x00]*")


class _Clean(Postprocessor):
    def run(self, text: str) -> str:
        """The text cleaned; the parser also asks for every heading, and most of those have nothing to be cleaned."""
        return text if _PLAIN.fullmatch(text) else clean(text)


class SafeHtml(Extension):
    """Cleans the page after every other extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.postprocessors.register(_Clean(md), "safe-html", -1000)


def makeExtension(**options: Any) -> SafeHtml:  # noqa: N802 - the name that Python-Markdown calls
    """Python-Markdown loads an extension that is named by its module through this function."""
    return SafeHtml(**options)
