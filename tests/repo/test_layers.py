"""Imports point downwards: no module of generator/ imports one that stands beside or above it."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

LAYERS = """
cli
commands
adapters impact
preview
build bundle documents offline
api browser_editor entry_cards feeds glossary search_documents shell sitemap template_check
permalinks
pages
overviews
api_schema classroom importing manual schema template_names
understanding
fixing skeleton triage
rules
addresses
news
guides history lists rechecks scoped_guides views
content_parts forms reading_path relation_map selection syllabus themes timeline
coverage footnotes kept_pages linked_data reading
relations replaced unchanged unsafe_content
knowledge
audiences breadcrumbs citing digests facets links reading_time
catalog
frontmatter settings starter teaching untrusted
admin_settings exchange
anchors blocks excerpt field_problems form_declarations presentation recordings report source templating
reader_pages
drafts limits share_picture web_app
files legacy line_breaks parallel progress quick quick_yaml safe_html sandbox shapes
template_files vietnamese written_dates yaml_tokens
console diagnostics downloads fingerprints garbage git kinds markdown phrase_pattern placed_yaml qr search staging
cache sharing slimming stored_text temporary_store
"""
"""From the top; a line is a layer. Inside a package only circles are forbidden. A new module gets its place here."""

LONGEST = 300
LONGER_FOR_A_REASON: frozenset[str] = frozenset()
"""Modules of more lines, each with its reason beside it."""

ROOT = Path(__file__).parents[2] / "generator"
LAYER = {name: number for number, line in enumerate(LAYERS.strip().split("\n")) for name in line.split()}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(ROOT.rglob("*.py"))}


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules named by the import statements of a tree: packages of others by their own name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else str(node.module)


def at_module_level(tree: ast.Module) -> ast.Module:
    """What runs when the module is imported: no bodies of functions."""
    kept = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    return ast.Module(kept, [])


@cache
def tree_of(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def layer_name(module: str) -> str:
    return module.split(".")[1]


def test_every_module_has_its_layer() -> None:
    named = {layer_name(module) for module in MODULES if module != "generator"}
    assert len(MODULES) > 50
    assert named == LAYER.keys(), "put new modules into LAYERS, take removed ones out"


def upwards(module: str) -> list[str]:
    """The layers a module imports from that do not stand below its own."""
    own = layer_name(module)
    others = {layer_name(name) for name in imported(at_module_level(tree_of(module))) if name.startswith("generator.")}
    return sorted(other for other in others - {own} if LAYER[other] <= LAYER[own])


def test_imports_point_downwards() -> None:
    wrong = {module: upwards(module) for module in MODULES if module != "generator"}
    assert {module: found for module, found in wrong.items() if found} == {}


def test_no_imports_in_circles() -> None:
    graph = {
        module: {name for name in imported(at_module_level(tree_of(module))) if name in MODULES and name != module}
        for module in MODULES
    }
    assert sum(map(len, graph.values())) > 200
    TopologicalSorter(graph).prepare()


def test_only_its_adapter_knows_mkdocs() -> None:
    users = [module for module in MODULES if any(name.split(".")[0] == "mkdocs" for name in imported(tree_of(module)))]
    parts = ("links", "pages", "plugin", "preview", "shells", "writing")
    assert users == [f"generator.adapters.mkdocs_{part}" for part in parts]


@pytest.mark.parametrize("module", ["generator.build", "generator.cli", "generator.adapters.folder"])
def test_import_loads_no_mkdocs(module: str, repository: Path) -> None:
    program = f"import sys, {module}; print(sorted(name for name in sys.modules if name.split('.')[0] == 'mkdocs'))"
    said = subprocess.check_output([sys.executable, "-c", program], cwd=repository, encoding="utf-8")
    assert said == "[]\n"


def test_every_module_says_in_a_sentence_what_it_is_for() -> None:
    said = {module: ast.get_docstring(tree_of(module)) or "" for module in MODULES}
    assert [module for module, text in said.items() if not text.split("\n\n")[0].rstrip().endswith(".")] == []


def test_modules_are_short() -> None:
    lines = {module: path.read_text(encoding="utf-8").count("\n") for module, path in MODULES.items()}
    assert {module for module, count in lines.items() if count > LONGEST} == LONGER_FOR_A_REASON
