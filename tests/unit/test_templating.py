"""A template's error is reported in the file and on the line where it happens; values are never templates."""

from pathlib import Path

import pytest

from generator.template_files import built_in
from generator.templating import BadTemplateError, Templates

BUILT_IN = "pages/_parts.md.j2"


def write(root: Path, name: str, text: str) -> Templates:
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return Templates(root, {"text": str}, {})


def failure(templates: Templates, name: str, **values: object) -> tuple[str, int, str]:
    with pytest.raises(BadTemplateError) as caught:
        templates.render(name, **values)
    diagnostic = caught.value.diagnostic
    return diagnostic.place.path, diagnostic.place.line, diagnostic.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("một\nhai {{ la }}\n", 2),
        ("{% if x %}\n{{ x.la }}\n{% endif %}\n", 2),
        ("một\n{% for %}\n", 2),
        ("{{ x | la }}\n", 1),
        ("một\n\n{% include 'khong-co.md.j2' %}\n", 3),
    ],
)
def test_error_stands_where_it_happens(text: str, line: int, tmp_path: Path) -> None:
    path, found, message = failure(write(tmp_path, "pages/a.md.j2", text), "pages/a.md.j2", x="x")
    assert (path, found) == ("templates/pages/a.md.j2", line)
    assert message


def test_error_in_an_included_file_stands_there(tmp_path: Path) -> None:
    write(tmp_path, "pages/b.md.j2", "một\nhai\n{{ la }}\n")
    templates = write(tmp_path, "pages/a.md.j2", "{% include 'pages/b.md.j2' %}")
    assert failure(templates, "pages/a.md.j2")[:2] == ("templates/pages/b.md.j2", 3)


def test_error_in_a_built_in_file_names_that_file(tmp_path: Path) -> None:
    text = f'{{% import "{BUILT_IN}" as parts with context %}}\n{{{{ parts.crumbs(la) }}}}\n'
    path, line, _ = failure(write(tmp_path, "pages/a.md.j2", text), "pages/a.md.j2")
    assert path == f"templates/{BUILT_IN}"
    assert 1 <= line <= (built_in() / BUILT_IN).read_text(encoding="utf-8").count("\n")


def test_values_are_never_templates_and_are_escaped(tmp_path: Path) -> None:
    templates = write(tmp_path, "pages/a.md.j2", "{{ x }}\n")
    assert templates.render("pages/a.md.j2", x="{{ 7 * 7 }} <b>") == "{{ 7 * 7 }} &lt;b&gt;\n"


def test_templates_reach_nothing_but_their_values(tmp_path: Path) -> None:
    templates = write(tmp_path, "pages/a.md.j2", "{{ x.__class__.__mro__ }}\n")
    assert failure(templates, "pages/a.md.j2", x="x")[:2] == ("templates/pages/a.md.j2", 1)


def test_own_template_comes_before_the_built_in_one(tmp_path: Path) -> None:
    templates = write(tmp_path, "guides/guide.md.j2", "của kho\n")
    assert templates.render("guides/guide.md.j2") == "của kho\n"
    assert templates.has("guides/guide.md.j2")
    assert templates.has(BUILT_IN)
    assert not templates.has("guides/khong-co.md.j2")
