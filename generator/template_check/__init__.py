"""A knowledge base's own templates in, what is wrong in them out: nothing is rendered, every branch is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from generator import files, template_files
from generator.diagnostics import Diagnostic, Place
from generator.kinds import KINDS, Audience
from generator.knowledge import Knowledge
from generator.settings import Site
from generator.template_check.scope import Given, Scope, drafts_of, given
from generator.template_check.walk import Fault, Known, Walk, extended, imported, macros_of
from generator.template_files import TEMPLATE_ERROR
from generator.templating import Templates


def check(site: Site, knowledge: Knowledge) -> tuple[Diagnostic, ...]:
    """Everything wrong with the templates below the base's own `templates/`; those of the package are not."""
    paths = template_files.own(site.root)
    if not paths:
        return ()
    drafts, templates = drafts_of(site, knowledge)
    checker = _Checker(templates, given(drafts, templates), tuple(sorted(knowledge.catalog.ids(Audience.folder))))
    return tuple(found for path in paths for found in checker.check(site.root, path))


def _unreadable(shown: str, error: files.UnreadableError | UnicodeDecodeError) -> Diagnostic:
    if isinstance(error, files.UnreadableError):
        return Diagnostic(TEMPLATE_ERROR, Place(shown, "", 0), f"khuôn mẫu có lỗi: {error.message}", error.hint)
    message = "khuôn mẫu có lỗi: không phải văn bản UTF-8"
    return Diagnostic(TEMPLATE_ERROR, Place(shown, "", 0), message, "lưu lại tệp bằng bảng mã UTF-8")


class _Checker:
    """Checks templates of one base; each is parsed once, however many others extend it."""

    def __init__(self, templates: Templates, values: Given, audiences: tuple[str, ...]) -> None:
        self.environment = templates.environment
        self.values = values
        self.audiences = audiences
        self.names = frozenset(self.environment.list_templates(extensions=["j2"]))
        self.trees: dict[str, nodes.Template] = {}

    def check(self, root: Path, path: Path) -> Iterator[Diagnostic]:
        name = path.relative_to(root / "templates").as_posix()
        shown = path.relative_to(root).as_posix()
        try:
            text = files.read_bytes(path).decode()
        except (files.UnreadableError, UnicodeDecodeError) as error:
            if not name.startswith("forms/"):  # a form's declaration is read, and reported, before
                yield _unreadable(shown, error)
            return
        try:
            faults = list(self._faults(name))
        except TemplateSyntaxError as error:
            # What it extends or imports may be what cannot be read: that file has its own line in the report.
            faults = (
                [Fault(error.lineno, "", str(error.message), "kiểm tra cú pháp ở dòng này")]
                if error.name == name
                else []
            )
        for fault in faults:
            yield Diagnostic(
                TEMPLATE_ERROR, _place(shown, text, fault), f"khuôn mẫu có lỗi: {fault.message}", fault.hint
            )

    def _faults(self, name: str) -> Iterator[Fault]:
        folder, _, file = name.partition("/")
        audience = file.removesuffix(".md.j2")
        if folder == "guides" and not file.startswith("_") and audience not in (*self.audiences, "guide", "scope"):
            known = ", ".join(self.audiences)
            yield Fault(1, "", f"không có đối tượng “{audience}” cho khuôn này", f"các đối tượng: {known}")
        tree = self._tree(name)
        scope = self.values.to(name)
        inherited: Scope = {} if scope is None else scope
        blocks = self._inherit(tree, inherited)
        walk = self._walk(tree, blocks, is_open=scope is None)
        walk.visit(tree, inherited | dict.fromkeys(macros_of(tree)))
        yield from dict.fromkeys(walk.faults)

    def _inherit(self, tree: nodes.Template, scope: Scope) -> frozenset[str] | None:
        """The blocks of all templates this one extends (None: it extends none); what they set is added to the scope."""
        parent = extended(tree)
        if parent is None or parent not in self.names:
            return None
        above = self._tree(parent)
        further = self._inherit(above, scope) or frozenset()
        scope.update(dict.fromkeys(macros_of(above)))
        self._walk(above, None, is_open=True).visit(above, scope)
        return further | {block.name for block in above.find_all(nodes.Block)}

    def _walk(self, tree: nodes.Template, blocks: frozenset[str] | None, *, is_open: bool) -> Walk:
        own = {block.name for block in tree.find_all(nodes.Block)}
        members: dict[str, frozenset[str] | None] = dict.fromkeys(["loop", *_namespaces(tree)])
        members["self"] = frozenset(own | (blocks or frozenset()))
        members |= {alias: macros_of(self._tree(one)) for alias, one in imported(tree) if one in self.names}
        environment = self.environment
        known = Known(
            attributes=self.values.attributes,
            filters=frozenset(environment.filters),
            tests=frozenset(environment.tests),
            templates=self.names,
            audiences=self.audiences,
            folders=frozenset(KINDS),
        )
        return Walk(known, blocks, is_open, members)

    def _tree(self, name: str) -> nodes.Template:
        if name not in self.trees:
            loader = self.environment.loader
            assert loader
            source, file, _ = loader.get_source(self.environment, name)
            self.trees[name] = self.environment.parse(source, name, file)
        return self.trees[name]


def _namespaces(tree: nodes.Template) -> Iterator[str]:
    """The names of `{% set x = namespace(...) %}`, whose attributes the template makes itself."""
    for node in tree.find_all(nodes.Assign):
        target, value = node.target, node.node
        called = value.node if isinstance(value, nodes.Call) else None
        if isinstance(target, nodes.Name) and isinstance(called, nodes.Name) and called.name == "namespace":
            yield target.name


def _place(path: str, text: str, fault: Fault) -> Place:
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: fault.line - 1])
    line = lines[fault.line - 1] if fault.line <= len(lines) else ""
    column = max(line.find(fault.word), 0) if fault.word else 0
    return Place(path, text, min(start + column, len(text)))
