"""Our styles and scripts without their comments."""

from pathlib import Path

import pytest

from generator import search, shell
from generator.slimming import slim

OWN = {path for paths in (*shell.scripts().values(), *search.scripts().values()) for path in paths}


def test_comments_on_lines_of_their_own_and_indentation_go() -> None:
    source = b"/** what\n * for */\n  // why\n  const a = 'x // y /* z */'; // kept\n\n\n  /* one */ b();\n"
    assert slim(source, is_script=True) == b"const a = 'x // y /* z */'; // kept\n/* one */ b();\n"


def test_styles_keep_what_only_looks_like_a_comment() -> None:
    source = b"/* --- */\n.a { color: red; } /* b */\n  //x\n"
    assert slim(source, is_script=False) == b".a { color: red; } /* b */\n//x\n"


@pytest.mark.parametrize("path", sorted(OWN), ids=lambda path: path.stem)
def test_no_text_of_a_script_runs_over_several_lines(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.count("`") % 2] == []
