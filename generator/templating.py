"""Template files in, a sandboxed environment that turns values into Markdown out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket

from generator.cache import Cache
from generator.diagnostics import Diagnostic, Place
from generator.sandbox import Sandbox
from generator.template_files import TEMPLATE_ERROR, built_in, folders


@dataclass(eq=False)
class BadTemplateError(Exception):
    """A template that cannot be rendered, as the diagnostic to report."""

    diagnostic: Diagnostic


_COMPILED: dict[tuple[str, str], bytes] = {}
"""Name and text's digest -> the compiled template: compiling takes longer than rendering, so a process does it once."""


class CompiledOnce(BytecodeCache):
    """Compiled templates of this process, and those that earlier ones have kept."""

    KIND = "template"

    def __init__(self, kept: Cache | None) -> None:
        self.kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        name = bucket.key, bucket.checksum
        if name not in _COMPILED and self.kept and (found := self.kept.get(self.KIND, bucket.key, name[1].encode())):
            _COMPILED[name] = found
        if name in _COMPILED:
            bucket.bytecode_from_string(_COMPILED[name])

    def dump_bytecode(self, bucket: Bucket) -> None:
        _COMPILED[bucket.key, bucket.checksum] = compiled = bucket.bytecode_to_string()
        if self.kept:
            self.kept.put(self.KIND, bucket.key, bucket.checksum.encode(), compiled)


WRONG_USE = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What a template raises that uses a value as what it is not: its author needs the line, not a traceback."""


class Templates:
    """The templates of a knowledge base: its own `templates/` first, then those of the package.

    Content is data: no value is ever evaluated as a template, and what is printed is escaped as HTML.
    """

    def __init__(
        self,
        root: Path,
        filters: dict[str, Any],
        names: dict[str, Any],
        kept: Cache | None = None,
        asked: Callable[[], int] = int,
    ) -> None:
        """`asked` counts how often any of `names` was used that depends on the base."""
        self.environment = Sandbox(
            asked,
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders(root)]),
            undefined=StrictUndefined,
            autoescape=True,
            # `{#id}` is how Markdown gives a heading its id, so comments look different here.
            comment_start_string="{##",
            comment_end_string="##}",
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=CompiledOnce(kept),
            auto_reload=False,  # whoever made these templates makes new ones when a file changes
        )
        self.environment.filters.update(filters)
        self.environment.globals.update(names)
        self.root = root

    def has(self, name: str) -> bool:
        """Whether a template of this name exists."""
        return name in self.environment.list_templates(extensions=["j2"])

    def prepare(self, names: Collection[str]) -> None:
        """Compile the named templates and the parts they share, once for all processes; errors wait for `render`."""
        for name in self.environment.list_templates(extensions=["j2"]):
            if name in names or Path(name).name.startswith("_"):
                with suppress(TemplateError, *WRONG_USE):
                    self.environment.get_template(name)

    def render(self, name: str, **values: Any) -> str:
        """The template's text with `values`; raises BadTemplateError with file and line."""
        try:
            return self.environment.get_template(name).render(values)
        except (TemplateError, *WRONG_USE) as error:
            raise BadTemplateError(self._diagnose(name, error)) from error

    def _diagnose(self, name: str, error: Exception) -> Diagnostic:
        path, line = self._where(name, error)
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        offset = sum(len(part) + 1 for part in text.split("\n")[: line - 1])
        place = Place(self._shown(path), text, min(offset, len(text)))
        return Diagnostic(
            TEMPLATE_ERROR,
            place,
            f"khuôn mẫu có lỗi: {error.message if isinstance(error, TemplateError) else repr(error)}",
            "kiểm tra tên biến và cú pháp ở dòng này",
        )

    def _shown(self, path: Path) -> str:
        """The path as a maintainer knows it: below the knowledge base, or below the generator's own checkout."""
        for folder, prefix in ((self.root, Path()), (built_in(), Path("templates"))):
            if path.is_relative_to(folder):
                return (prefix / path.relative_to(folder)).as_posix()
        return (Path("templates") / path).as_posix()

    def _where(self, name: str, error: Exception) -> tuple[Path, int]:
        """File and line of the innermost template frame."""
        if isinstance(error, TemplateSyntaxError):
            return Path(error.filename or name), error.lineno
        found = (Path(name), 1)
        trace = error.__traceback__
        while trace:
            file = trace.tb_frame.f_code.co_filename
            if file.endswith(".j2"):
                found = (Path(file), trace.tb_lineno)
            trace = trace.tb_next
        return found
