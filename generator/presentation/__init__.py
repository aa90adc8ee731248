"""The name of a version in, how party documents are laid out under it out: data, because the rules change."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from generator import files
from generator.kinds.fields import Part
from generator.placed_yaml import YamlError, read_mapping

BUILT_IN = Path(__file__).parent


class Margins(Part):
    """Page margins in millimetres."""

    top: float
    bottom: float
    left: float
    right: float


class PageNumber(Part):
    """From which page numbers are printed, and how far from the paper's upper edge in millimetres."""

    from_page: int
    from_top: float


class Sizes(Part):
    """Type sizes in points of the parts of a document."""

    motto: float
    parent: float
    issuer: float
    number: float
    date: float
    type: float
    subject: float
    body: float
    heading: float


class Presentation(Part):
    """One version of the rules. `resolution` is the id of the document that sets them, if the base has it.

    `line_pitch` is the exact line height in points (None: single), `first_line_indent` stands in millimetres;
    `doubts` say what could not be confirmed. Source of the built-in ones: the public pages named in each file.
    """

    title: str
    resolution: str | None
    source: str | None
    font: str
    margins: Margins
    page_number: PageNumber
    sizes: Sizes
    line_pitch: float | None = None
    first_line_indent: float
    number_label: str
    issuer_mark: str
    subject_mark: str
    signer_is_bold: bool
    doubts: tuple[str, ...] = ()


def versions(root: Path) -> dict[str, Path]:
    """The files of all versions by name: those of the package, and in front of them `templates/presentation/*.yml`."""
    folders = (BUILT_IN, root / "templates" / "presentation")
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.yml"))}


def load(path: Path) -> Presentation:
    """Read one version; raises ValueError when the file is not one."""
    try:
        return Presentation.model_validate(read_mapping(files.read_bytes(path).decode()).values)
    except (ValidationError, YamlError, files.UnreadableError) as error:
        raise ValueError(str(error)) from error
