"""Files by path in, a zip archive with the same bytes for the same files out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The archive, its members in the order given, none with a moment of its own."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            member = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return buffer.getvalue()


def repeatable(archive: bytes) -> bytes:
    """The same archive without the moments its members were written at."""
    with zipfile.ZipFile(io.BytesIO(archive)) as old:
        return zipped({name: old.read(name) for name in old.namelist()})
