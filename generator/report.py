"""Diagnostics in, text for people and machines out: plain, JSON, GitHub, GitLab, SARIF, reviewdog."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from generator.diagnostics import Diagnostic, Severity

Report = Callable[[Sequence[Diagnostic]], str]


def line_of(d: Diagnostic) -> str:
    """`path:line:column: CODE name: message (gợi ý: hint)`."""
    p = d.place
    return f"{p.path}:{p.line}:{p.column}: {d.rule.code} {d.rule.name}: {d.message} (gợi ý: {d.hint})"


def as_text(diagnostics: Sequence[Diagnostic]) -> str:
    """One line a finding, then the count."""
    return "\n".join([*(line_of(d) for d in diagnostics), total(diagnostics)])


def total(diagnostics: Sequence[Diagnostic]) -> str:
    """The count of errors and warnings."""
    errors = sum(d.is_error for d in diagnostics)
    return f"{errors} lỗi, {len(diagnostics) - errors} cảnh báo" if diagnostics else "Không thấy lỗi nào."


def as_json(diagnostics: Sequence[Diagnostic]) -> str:
    """A list of objects with code, name, severity, path, line, column, message, hint."""
    return json.dumps([_fields(d) for d in diagnostics], ensure_ascii=False, indent=2)


def _fields(d: Diagnostic) -> dict[str, Any]:
    return {
        "code": d.rule.code,
        "name": d.rule.name,
        "severity": d.rule.severity.value,
        "path": d.place.path,
        "line": d.place.line,
        "column": d.place.column,
        "message": d.message,
        "hint": d.hint,
    }


def as_github(diagnostics: Sequence[Diagnostic]) -> str:
    """GitHub Actions workflow commands (documented as `::error file=,line=,col=,title=::message`)."""
    return "\n".join(
        f"::{d.rule.severity.value} file={_property(d.place.path)},line={d.place.line},col={d.place.column},"
        f"title={_property(f'{d.rule.code} {d.rule.name}')}::{_data(f'{d.message} (gợi ý: {d.hint})')}"
        for d in diagnostics
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(diagnostics: Sequence[Diagnostic]) -> str:
    """GitLab's code quality report (a subset of Code Climate's format)."""
    return json.dumps([_issue(d) for d in diagnostics], ensure_ascii=False, indent=2)


def _issue(d: Diagnostic) -> dict[str, Any]:
    mark = "\0".join((d.rule.code, d.place.path, d.place.text[d.place.offset : d.place.offset + 80], d.message))
    return {
        "description": f"{d.message} (gợi ý: {d.hint})",
        "check_name": f"{d.rule.code} {d.rule.name}",
        "fingerprint": hashlib.sha256(mark.encode()).hexdigest(),
        "severity": "major" if d.is_error else "minor",
        "location": {"path": d.place.path, "lines": {"begin": d.place.line}},
    }


def as_sarif(diagnostics: Sequence[Diagnostic]) -> str:
    """SARIF 2.1.0 (OASIS): one run, the rules that were broken, a result a finding."""
    rules = {d.rule.code: d.rule for d in diagnostics}
    driver = {
        "name": "sotay",
        "rules": [
            {
                "id": code,
                "name": rule.name,
                "shortDescription": {"text": rule.headline},
                "help": {"text": rule.manual},
            }
            for code, rule in sorted(rules.items())
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(d) for d in diagnostics],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(d: Diagnostic) -> dict[str, Any]:
    end = d.place.column + d.place.end - d.place.offset
    region = {"startLine": d.place.line, "startColumn": d.place.column, "endColumn": end}
    location = {"physicalLocation": {"artifactLocation": {"uri": quote(d.place.path)}, "region": region}}
    level = "error" if d.rule.severity is Severity.ERROR else "warning"
    message = {"text": f"{d.message} (gợi ý: {d.hint})"}
    return {"ruleId": d.rule.code, "level": level, "message": message, "locations": [location]}


def as_rdjson(diagnostics: Sequence[Diagnostic]) -> str:
    """Reviewdog's diagnostic format (`rdjson`, reviewdog.proto); its columns count bytes of UTF-8 from 1."""
    result = {"source": {"name": "sotay"}, "diagnostics": [_rd_diagnostic(d) for d in diagnostics]}
    return json.dumps(result, ensure_ascii=False, indent=2)


def _rd_diagnostic(d: Diagnostic) -> dict[str, Any]:
    begin = d.place.text.rfind("\n", 0, d.place.offset) + 1
    start, end = (len(d.place.text[begin:offset].encode()) + 1 for offset in (d.place.offset, d.place.end))
    line = d.place.line
    return {
        "message": f"{d.message} (gợi ý: {d.hint})",
        "severity": d.rule.severity.value.upper(),
        "code": {"value": f"{d.rule.code} {d.rule.name}"},
        "location": {
            "path": d.place.path,
            "range": {"start": {"line": line, "column": start}, "end": {"line": line, "column": end}},
        },
    }


REPORTS: dict[str, Report] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
    "sarif": as_sarif,
    "rdjson": as_rdjson,
}
