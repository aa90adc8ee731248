"""What templates ask for in, what Jinja's sandbox lets them have out, by shorter ways where these give the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import partial
from types import BuiltinMethodType, CodeType, FunctionType, MethodType
from typing import Any

import markupsafe
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

_METHODS = frozenset({BuiltinMethodType, MethodType})
"""Among these are `str.format` and `str.format_map`, which the sandbox wraps."""

_SET_BY_COMPILER = ("_loop_vars", "_block_vars")
"""What compiled templates pass with every call, for functions that ask for the context."""


def printed(value: Any) -> str:
    """What a template prints of a value: escaped, but not marked as safe, since all of it is joined to one text."""
    text: str = value
    if type(value) is str:
        text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
        return text.replace("'", "&#39;").replace('"', "&#34;")
    return text if type(value) is Markup else markupsafe.escape(value)


_marked = partial(str.__new__, Markup)
"""A text as Markup, without asking it first whether it is any."""


class PrintingTemplate(Template):
    """A template that prints by `printed` and marks by `_marked`: compiled ones use these names for nothing else."""

    @classmethod
    def from_code(
        cls, environment: Any, code: CodeType, globals: MutableMapping[str, Any], uptodate: Any = None
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__.update(escape=printed, Markup=_marked)
        return template

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """The macros for who imports them without its context: the same for all, unless making them asks for anything.

        Then each page that imports them is to ask for it, since what a page asks for is noted.
        """
        assert isinstance(self.environment, Sandbox)
        asked = self.environment.asked()
        module = super()._get_default_module(ctx)
        if self.environment.asked() != asked:
            self._module = None
        return module


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox; what it says of an attribute depends on the object's type alone, so each answer is kept."""

    template_class = PrintingTemplate

    def __init__(self, asked: Callable[[], int] = int, **options: Any) -> None:
        """`asked` counts what templates have asked for that depends on the base."""
        super().__init__(**options, cache_size=-1)
        self.asked = asked
        self.answers: dict[tuple[type, str], bool] = {}

    def make_globals(self, d: Mapping[str, Any] | None) -> dict[str, Any]:
        """All names in one dictionary: each page copies them, and they change no more once templates are loaded."""
        return {**self.globals, **(d or {})}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        asked = (type(obj), attr)
        if asked not in self.answers:
            self.answers[asked] = super().is_safe_attribute(obj, attr, value)
        return self.answers[asked]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The attribute at once where it is known to be safe and its value needs no wrapping."""
        if self.answers.get((type(obj), attribute)):
            value: Any = getattr(obj, attribute, self)
            if value is not self and (type(value) not in _METHODS or not isinstance(value.__self__, str)):
                return value
        return super().getattr(obj, attribute)

    def call(self, context: Context, called: Any, /, *args: Any, **options: Any) -> Any:
        """A macro or bare function at once: nothing is written on it that could forbid the call or change it."""
        kind = type(called)
        function = called.__func__ if kind is MethodType else called
        if kind is not Macro and (type(function) is not FunctionType or function.__dict__):
            return super().call(context, called, *args, **options)
        for name in _SET_BY_COMPILER:
            options.pop(name, None)
        if kind is not Macro:
            return called(*args, **options)
        if options or not _takes_just(called, args):
            return called(context.eval_ctx, *args, **options)
        text = called._func(*args)
        return _marked(text) if context.eval_ctx.autoescape else text


def _takes_just(macro: Macro, args: Sequence[Any]) -> bool:
    """Whether the macro's function gets these arguments and nothing else."""
    has_more = macro.caller or macro.catch_kwargs or macro.catch_varargs
    return not has_more and len(args) == len(macro.arguments)
