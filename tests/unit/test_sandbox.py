"""The shorter ways of the sandbox let templates have what Jinja's own sandbox lets them have, and print the same."""

from types import SimpleNamespace
from typing import Any

import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, StrictUndefined, pass_context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.sandbox import Sandbox, printed


class Safe:
    def __html__(self) -> str:
        return "<b>"


@given(st.text(st.sampled_from("&<>'\"a;#ế")) | st.integers() | st.none() | st.floats())
def test_prints_as_markupsafe_escapes(value: Any) -> None:
    assert printed(value) == markupsafe.escape(value)
    assert printed(Markup(value)) == markupsafe.escape(Markup(value))


def test_prints_what_makes_its_own_html() -> None:
    assert printed(Safe()) == "<b>"


def forbidden() -> str:
    return "không được gọi"


forbidden.unsafe_callable = True  # type: ignore[attr-defined]


class Thing:
    def format(self, one: object = "không", two: str = "<") -> str:
        return f"{one}{two}"

    @pass_context
    def shown(self, context: Any, name: str) -> str:
        return str(context.get(name, "không thấy"))

    refused = forbidden


@pass_context
def shown(context: Any, name: str) -> str:
    return str(context.get(name, "không thấy"))


VALUES = {
    "x": SimpleNamespace(y="<i>", f=len, z=None),
    "rows": [{"a": 1}, {"a": "&"}],
    "forbidden": forbidden,
    "shown": shown,
    "thing": Thing(),
    "plain": lambda one, two="2": f"{one}<{two}",
    "tricky": SimpleNamespace(y="{0.__class__}".format),
    "safe": Markup("<b>{}</b>"),
}
TEMPLATES = """
{{ x.y }} {{ x.y }} {{ x["y"] }} {{ x.f(rows) }}{{ x.f(rows) }} {{ x.z }}
{{ x.w }}
{{ x.y }}{{ tricky.y(x) }}
{{ x.__class__ }}
{{ "{0.__class__}".format(x) }}
{{ "{0.__class__}".format(x) }}{{ "{0.y}".format(x) }}
{{ "{a.y}".format_map({"a": x}) }} {{ safe.format(x.y) }}
{% set g = "{0.__class__}".format %}{{ g(x) }}
{% for row in rows %}{{ row.a }}{{ row.items() | list }}{{ plain(row.a, two=loop.index) }}{{ shown("row") }}{% endfor %}
{{ rows.append(1) }}
{{ rows.clear }}
{{ forbidden() }}
{{ thing.format() }}{{ thing.format(x.y, two=thing.format()) }}
{{ thing.shown("safe") }}{{ thing.shown("safe") }}
{{ thing.refused() }}
{{ unknown() }}
{{ x() }}
{{ plain() }}
{{ range(3) | list }} {{ dict(a=1) }} {{ cycler("a", "b").next() }}
{% macro m(a, b="<") %}{{ a }}{{ b }}{{ kwargs }}{{ varargs }}{% endmacro %}{{ m(1) }}{{ m("&", b=2) }}{{ m(1, 2, 3) }}
{% macro m(a) %}{{ a }}{{ caller("<") }}{% endmacro %}{% call(c) m(">") %}{{ c }}{{ x.y }}{% endcall %}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}
{% macro m(a) %}{{ a }}<{% endmacro %}{{ m("&") }}{{ m(m("&")) ~ "&" }}
{% macro m(a) %}{{ a }}<{% endmacro %}{% autoescape false %}{{ m("&") ~ "<" }}{% endautoescape %}{{ m("&") ~ "<" }}
{% macro m(a, b=1) %}{{ a }}{% if b > 1 %}{{ m(a ~ "<", b - 1) }}{% endif %}{% endmacro %}{{ m("&", 3) | upper }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(x.y) ~ x.y }}{% set s %}{{ m(x.y) }}<i>{% endset %}{{ s }}{{ s | length }}
{% block b %}{{ plain(1) }}{{ shown("x") }}{% endblock %}{{ self.b() }}
""".strip().split("\n")


def outcome(environment: ImmutableSandboxedEnvironment, text: str) -> str:
    try:
        return environment.from_string(text).render(VALUES)
    except Exception as error:  # noqa: BLE001 - which one it is, is what is compared
        return f"{type(error).__name__}: {error}"


@pytest.mark.parametrize("text", TEMPLATES)
def test_gives_what_the_sandbox_of_jinja_gives(text: str) -> None:
    options: dict[str, Any] = {"undefined": StrictUndefined, "autoescape": True}
    assert outcome(Sandbox(**options), text) == outcome(ImmutableSandboxedEnvironment(**options), text)


def test_forbids_as_expected() -> None:
    sandbox = Sandbox(undefined=StrictUndefined, autoescape=True)
    for text in ("{{ x.__class__ }}", '{{ "{0.__class__}".format(x) }}', "{{ forbidden() }}", "{{ rows.append(1) }}"):
        assert outcome(sandbox, text * 2).startswith("SecurityError"), text


@pytest.mark.parametrize("asks", [False, True])
def test_macros_are_made_once_unless_that_asks_for_anything(asks: bool) -> None:
    answers = [1, 2]
    loader = DictLoader({"macros": "{% set n = ask() %}{% macro m() %}<{{ n }}>{% endmacro %}"})
    sandbox = Sandbox(lambda: len(answers) if asks else 0, undefined=StrictUndefined, autoescape=True, loader=loader)
    sandbox.globals["ask"] = lambda: answers.pop(0)
    page = sandbox.from_string('{% import "macros" as own %}{{ own.m() }}')
    assert [page.render(), page.render()] == ["<1>", "<2>" if asks else "<1>"]
