"""`python -m bench.fuzz [LIBFUZZER ARGUMENTS] [CORPUS]`: seeds and random bytes in, crashing inputs and figures out.

Needs atheris, which is no dependency of this project: `make fuzz` puts it into an environment of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

from bench.fuzz import seeds

with atheris.instrument_imports(include=["generator"]):
    from bench.fuzz import targets

CORPUS = Path(".cache") / "fuzz"
DEFAULTS = ("-max_len=4096", "-timeout=20", "-rss_limit_mb=2048", f"-artifact_prefix={CORPUS}/")


def main() -> None:
    """Fuzz until libFuzzer ends it (`-max_total_time=600`); found inputs stay in the corpus."""
    found = CORPUS / "corpus"
    seeds.write(found, len(targets.TARGETS))
    dictionary = CORPUS / "words.dict"
    dictionary.write_text(seeds.dictionary(), encoding="utf-8")
    arguments = [sys.argv[0], *DEFAULTS, f"-dict={dictionary}", *sys.argv[1:], str(found)]
    atheris.Setup(arguments, targets.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
