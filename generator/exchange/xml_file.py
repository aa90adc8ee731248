"""An element in, the bytes of its XML file out."""

from __future__ import annotations

from xml.etree import ElementTree as ET


def written(root: ET.Element) -> bytes:
    """The file in UTF-8, indented, with its declaration."""
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()
