"""The style sheet: colours that can be read in both schemes, and no rule for what nothing makes."""

import re
from itertools import product
from pathlib import Path

from generator import shell
from generator.views import COLOURS

ROOT = Path(__file__).parents[2]
TOKENS = (shell.ASSETS / "styles/tokens.css").read_text(encoding="utf-8")
LEAST = 4.5
"""Least contrast of text, WCAG 2.2, 1.4.3."""

TINTED = ("red", "amber", "green", "blue", "teal", "slate")
TEXTS = ("ink", "muted", "link", *TINTED, *(f"mau-{n}" for n in range(1, COLOURS + 1)))
GROUNDS = ("paper", "card", "tint")


def schemes() -> dict[str, dict[str, str]]:
    light, _, dark = TOKENS.partition('[data-md-color-scheme="slate"]')
    colours = re.compile(r"--st-([\w-]+): (#[0-9a-f]{3,6});")
    return {"light": dict(colours.findall(light)), "dark": dict(colours.findall(light) + colours.findall(dark))}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000", "#ffffff") == 21
    assert round(contrast("#777777", "#fff"), 2) == 4.48


def test_every_colour_of_text_is_readable_on_every_ground() -> None:
    pairs = [*product(TEXTS, GROUNDS), ("brand-ink", "brand"), ("ink", "mark"), ("link", "mark")]
    pairs += [(text, f"{tint}-tint") for tint in TINTED for text in (tint, "ink", "muted", "link")]
    pale = [
        (name, text, ground)
        for name, colours in schemes().items()
        for text, ground in pairs
        if contrast(colours[text], colours[ground]) < LEAST
    ]
    assert pale == []


def test_roles_have_different_colours() -> None:
    for colours in schemes().values():
        assert len({colours[f"mau-{n}"] for n in range(1, COLOURS + 1)}) == COLOURS


def test_every_class_in_the_styles_is_used() -> None:
    places = [ROOT / "templates", ROOT / "generator"]
    sources = [path for place in places for path in place.rglob("*") if path.suffix in {".py", ".js", ".j2", ".html"}]
    used = set(re.findall(r"[\w-]+", " ".join(path.read_text(encoding="utf-8") for path in sources)))
    styles = " ".join(path.read_text(encoding="utf-8") for path in shell.styles())
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", styles, flags=re.DOTALL)
    classes = {name for name in re.findall(r"\.([a-zA-Z][\w-]*)", selectors) if not name.startswith("md-")}
    assert len(classes) > 100
    begun = tuple(word for word in used if len(word) > 3 and word.endswith("-") and word.strip("-"))  # `mau-{{ n }}`
    assert sorted(name for name in classes - used if not name.startswith(begun)) == []
