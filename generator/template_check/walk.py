"""One parsed template in, what is wrong in it out, also in branches that the present content never reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import nodes

from generator.template_check.scope import RETURNED, Scope
from generator.template_check.types import Type, attribute, element_of, parts_of

KEEP_ITEMS = frozenset(
    {"list", "sort", "reverse", "selectattr", "rejectattr", "select", "reject", "unique", "in_list_order"}
)
"""Filters that give a list of the same items."""

ONE_ITEM = frozenset({"first", "last"})
IN_A_LOOP = "loop"


@dataclass(frozen=True)
class Fault:
    """What is wrong at a word of a line."""

    line: int
    word: str
    message: str
    hint: str


@dataclass(frozen=True)
class Known:
    """What a template can name besides its values."""

    attributes: frozenset[str]
    filters: frozenset[str]
    tests: frozenset[str]
    templates: frozenset[str]
    audiences: tuple[str, ...]
    folders: frozenset[str]


@dataclass
class Walk:
    """Goes through a template in order, with what each name stands for; `blocks` are those of what it extends."""

    known: Known
    blocks: frozenset[str] | None
    is_open: bool
    """Whether the template may get values that nobody can tell."""
    members: Mapping[str, frozenset[str] | None]
    """What stands behind `self` and imported names; None for what a template fills itself, such as namespaces."""
    faults: list[Fault] = field(default_factory=list)

    def visit(self, node: nodes.Node, scope: Scope, depth: int = 0) -> None:
        """Check a node and what it holds; `set` and `import` add to the scope. `depth` counts blocks around it."""
        if isinstance(node, nodes.Expr):
            self.type_of(node, scope)
        else:
            getattr(self, f"_on_{type(node).__name__.lower()}", self._on_other)(node, scope, depth)

    def _on_other(self, node: nodes.Node, scope: Scope, depth: int) -> None:
        self._all(node.iter_child_nodes(), scope, depth)

    def _on_for(self, node: nodes.For, scope: Scope, depth: int) -> None:
        inner = scope | {IN_A_LOOP: None}
        self._assign(node.target, element_of(self.type_of(node.iter, scope)), inner)
        self._all([node.test] if node.test else [], inner, depth)
        self._all(node.body, inner, depth)
        self._all(node.else_, scope, depth)

    def _on_assign(self, node: nodes.Assign, scope: Scope, depth: int) -> None:
        self._assign(node.target, self.type_of(node.node, scope), scope)

    def _on_assignblock(self, node: nodes.AssignBlock, scope: Scope, depth: int) -> None:
        self._all(node.body, dict(scope), depth)
        self._assign(node.target, None, scope)

    def _on_macro(self, node: nodes.Macro | nodes.CallBlock, scope: Scope, depth: int) -> None:
        self._all(node.defaults, scope, depth)
        arguments = (one.name for one in node.args)
        self._all(node.body, scope | dict.fromkeys([*arguments, "caller", "varargs", "kwargs"]), depth)

    def _on_callblock(self, node: nodes.CallBlock, scope: Scope, depth: int) -> None:
        self.type_of(node.call, scope)
        self._on_macro(node, scope, depth)

    def _on_block(self, node: nodes.Block, scope: Scope, depth: int) -> None:
        if depth == 0 and self.blocks is not None and node.name not in self.blocks:
            self._report(node, node.name, f"khuôn được mở rộng không có khối “{node.name}”", sorted(self.blocks))
        self._all(node.body, dict(scope), depth + 1)

    def _on_import(self, node: nodes.Import, scope: Scope, depth: int) -> None:
        scope[node.target] = None
        self._template(node.template)

    def _on_fromimport(self, node: nodes.FromImport, scope: Scope, depth: int) -> None:
        scope.update(dict.fromkeys(one if isinstance(one, str) else one[1] for one in node.names))
        self._template(node.template)

    def _on_include(self, node: nodes.Include | nodes.Extends, scope: Scope, depth: int) -> None:
        self._template(node.template)

    _on_extends = _on_include

    def _all(self, found: Iterable[nodes.Node], scope: Scope, depth: int) -> None:
        for node in found:
            self.visit(node, scope, depth)

    def _assign(self, target: nodes.Node, kind: Type, scope: Scope) -> None:
        match target:
            case nodes.Name():
                scope[target.name] = kind
            case nodes.Tuple():
                for part, one in zip(target.items, parts_of(kind, len(target.items)), strict=True):
                    self._assign(part, one, scope)

    def type_of(self, node: nodes.Node, scope: Scope) -> Type:
        """The type of an expression, None where it is not known; what is wrong inside it is reported."""
        return getattr(self, f"_type_{type(node).__name__.lower()}", self._inside)(node, scope)

    def _type_getitem(self, node: nodes.Getitem, scope: Scope) -> Type:
        kind = self.type_of(node.node, scope)
        self.type_of(node.arg, scope)
        return kind if isinstance(node.arg, nodes.Slice) else element_of(kind)

    def _type_test(self, node: nodes.Test, scope: Scope) -> Type:
        if node.name not in self.known.tests:
            self._report(node, node.name, f"không có phép thử “{node.name}”", sorted(self.known.tests))
        if node.name not in ("defined", "undefined"):
            self._inside(node, scope)

    def _type_compare(self, node: nodes.Compare, scope: Scope) -> Type:
        self._inside(node, scope)
        self._audience_compared(node)

    def _type_const(self, node: nodes.Const, scope: Scope) -> Type:
        return type(node.value)

    def _inside(self, node: nodes.Node, scope: Scope) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.type_of(child, scope)
            else:
                self._inside(child, scope)

    def _type_name(self, node: nodes.Name, scope: Scope) -> Type:
        if node.name not in scope and node.name not in ("self", "super", "caller") and not self.is_open:
            self._report(node, node.name, f"khuôn này không nhận giá trị nào tên “{node.name}”", sorted(scope))
        return scope.get(node.name)

    def _type_getattr(self, node: nodes.Getattr, scope: Scope) -> Type:
        kind = self.type_of(node.node, scope)
        if isinstance(node.node, nodes.Name) and node.node.name in self.members:
            self._member(node, self.members[node.node.name])
            return None
        exists, found = attribute(kind, node.attr)
        if kind is None and not self.is_open and node.attr not in self.known.attributes:
            exists = False
        if not exists:
            names = [name for name in self.known.attributes if attribute(kind, name)[0]]
            self._report(node, node.attr, f"không có trường “{node.attr}” ở đây", sorted(names))
        return found

    def _member(self, node: nodes.Getattr, members: frozenset[str] | None) -> None:
        """A block of this template, a macro of an imported one; None: whatever the template put there."""
        if members is not None and node.attr not in members:
            self._report(node, node.attr, f"không có khối hay macro “{node.attr}”", sorted(members))

    def _type_call(self, node: nodes.Call, scope: Scope) -> Type:
        self._inside(nodes.List(node.args), scope)
        self._inside(nodes.List([one.value for one in node.kwargs]), scope)
        kind = self.type_of(node.node, scope)
        if not isinstance(node.node, nodes.Name):
            return kind
        if node.node.name in ("find", "has", "of"):
            self._looked_up(node)
        return RETURNED.get(node.node.name)

    def _type_filter(self, node: nodes.Filter, scope: Scope) -> Type:
        if node.name not in self.known.filters:
            self._report(node, node.name, f"không có bộ lọc “{node.name}”", sorted(self.known.filters))
        kind = self.type_of(node.node, scope) if node.node else None
        self._inside(nodes.List([*node.args, *(one.value for one in node.kwargs)]), scope)
        if node.name in ONE_ITEM:
            return element_of(kind)
        return kind if node.name in KEEP_ITEMS else None

    def _looked_up(self, node: nodes.Call) -> None:
        """The folder and the audience that a template names."""
        words = [one.value for one in node.args if isinstance(one, nodes.Const)]
        if words and words[0] not in self.known.folders:
            self._report(node, str(words[0]), f"không có loại mục “{words[0]}”", sorted(self.known.folders))
        elif len(words) == 2 and words[0] == "doi-tuong":
            self._audience(node, str(words[1]))

    def _audience_compared(self, node: nodes.Compare) -> None:
        """An audience's id that is compared: `guide.record.id == "x"`, `"x" in record.audiences`."""
        for operand in node.ops:
            sides = (node.expr, operand.expr)
            text = next(
                (one.value for one in sides if isinstance(one, nodes.Const) and isinstance(one.value, str)), None
            )
            named = next((_path(one) for one in sides if isinstance(one, nodes.Getattr)), "")
            if text is not None and named.endswith(("audiences", "guide.record.id", "audience.record.id")):
                self._audience(node, text)

    def _audience(self, node: nodes.Node, identifier: str) -> None:
        if identifier not in self.known.audiences:
            self._report(node, identifier, f"không có đối tượng “{identifier}”", list(self.known.audiences))

    def _template(self, node: nodes.Expr) -> None:
        if isinstance(node, nodes.Const) and node.value not in self.known.templates:
            self._report(node, str(node.value), f"không có khuôn “{node.value}”", sorted(self.known.templates))

    def _report(self, node: nodes.Node, word: str, message: str, known: list[str]) -> None:
        close = get_close_matches(word, known, 1)
        hint = f"ý bạn là “{close[0]}”?" if close else "xem danh sách trong templates/README.md"
        self.faults.append(Fault(node.lineno, word, message, hint))


def _path(node: nodes.Node) -> str:
    """`guide.record.id` of such an expression."""
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""


def macros_of(tree: nodes.Template) -> frozenset[str]:
    """The macros that others can import from a template."""
    return frozenset(node.name for node in tree.body if isinstance(node, nodes.Macro))


def imported(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """Name and template of every import."""
    for node in tree.find_all(nodes.Import):
        if isinstance(node.template, nodes.Const):
            yield node.target, str(node.template.value)


def extended(tree: nodes.Template) -> str | None:
    """The template that this one extends; None when there is none or its name is computed."""
    found = next(iter(tree.find_all(nodes.Extends)), None)
    return str(found.template.value) if found and isinstance(found.template, nodes.Const) else None
