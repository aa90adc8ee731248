"""Text in, the same text in composed letters (NFC) and without characters that nobody sees out."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from generator.rules.text import INVISIBLE

_SEPARATORS = re.compile("[\u0085\u2028\u2029]")


def clean(text: str) -> str:
    """Invisible characters go (line separators become a space), then letters and marks are composed."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", _SEPARATORS.sub(" ", text)))


def clean_value(value: Any) -> Any:
    """The same for every text inside a front-matter value, keys included."""
    if isinstance(value, dict):
        return {clean(key): clean_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean_value(item) for item in value]
    return clean(value) if isinstance(value, str) else value
