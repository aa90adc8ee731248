"""Raw findings in, those to report out: levels from the settings, ignore comments, and ignores that ignore nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator import yaml_tokens
from generator.diagnostics import Diagnostic, Place, Rule, Severity
from generator.field_problems import closest
from generator.knowledge import Knowledge
from generator.links import RULES as REFERENCE_RULES
from generator.markdown import without_code
from generator.placed_yaml import YamlError
from generator.rules import FOUND_BY_CHECK, REPORTED_ELSEWHERE, USELESS_IGNORE
from generator.rules.addresses import UNNAMED_ANCHOR
from generator.settings import BAD_SETTING, Level, Site, place_of
from generator.source import Source

ADJUSTABLE: tuple[Rule, ...] = (*FOUND_BY_CHECK, *REFERENCE_RULES, USELESS_IGNORE)
"""Rules that can be relaxed or ignored: after their findings the entry is still whole, so nothing is lost unseen."""

ASKED_FOR = {UNNAMED_ANCHOR: Level.OFF}
"""Levels of the rules that a knowledge base has to ask for in `extra.sotay.rules`."""

_IN_BODY = re.compile(r"<!--[ \t]*sotay:[ \t]*ignore(?P<names>[^\n>]*?)-->")
_IN_FRONT = re.compile(r"#[ \t]*sotay:[ \t]*ignore(?P<names>[^\n]*)")
_NAME = re.compile(r"[A-Za-z0-9-]+")


@dataclass(frozen=True)
class Ignore:
    """One rule named in an ignore comment: `start` to `end` are the offsets it covers."""

    place: Place
    name: str
    start: int
    end: int

    def covers(self, found: Diagnostic) -> bool:
        is_named = self.name.lower() in (found.rule.name, found.rule.code.lower())
        return is_named and found.place.path == self.place.path and self.start <= found.place.offset < self.end


def triage(site: Site, knowledge: Knowledge, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """What is to be reported, each finding at the level that the settings give its rule."""
    adjustable = {rule.code for rule in ADJUSTABLE}
    ignores = [one for source in knowledge.content.sources for one in find_ignores(source)]
    used: set[Ignore] = set()
    kept: list[Diagnostic] = []
    for finding in found:
        matching = [one for one in ignores if one.covers(finding)] if finding.rule.code in adjustable else []
        used.update(matching)
        if not matching:
            kept.append(finding)
    useless = [_useless(one) for one in ignores if one not in used]
    levelled = _levelled([*kept, *useless], site.settings.rules)
    return (*levelled, *_unknown_rules(site))


def silent(site: Site, knowledge: Knowledge) -> frozenset[str]:
    """The codes of rules of whose findings nothing could be seen: they are off, and no ignore comment names them."""
    named = {one.name.lower() for source in knowledge.content.sources for one in find_ignores(source)}
    off = [rule for rule in ADJUSTABLE if _level(rule, site.settings.rules) is Level.OFF]
    return frozenset(rule.code for rule in off if not {rule.name, rule.code.lower()} & named)


def _level(rule: Rule, levels: dict[str, Level]) -> Level | None:
    """The level that is set for an adjustable rule; None where its own holds."""
    return levels.get(rule.name, ASKED_FOR.get(rule.name))


def find_ignores(source: Source) -> Iterator[Ignore]:
    """Every rule named in an ignore comment of a file, in the front matter (`#`) or in the body (`<!-- -->`)."""
    if not source.stored.has("sotay:"):
        return
    text = source.text
    fences = list(re.finditer(r"^---[ \t]*$", text, re.MULTILINE))[:2]
    body = fences[1].end() if len(fences) == 2 and fences[0].start() == 0 else 0
    try:
        comments = yaml_tokens.comments(text[fences[0].end() : fences[1].start()], fences[0].end()) if body else []
    except YamlError:
        comments = []
    for offset, comment in comments:
        if match := _IN_FRONT.match(comment):
            yield from _named(source, match, offset, _field_below(text, offset, body))
    masked = without_code(text[body:], keep_comments=True)
    for match in _IN_BODY.finditer(masked):
        yield from _named(source, match, body, _block_below(text, body + match.start(), body + match.end()))


def _named(source: Source, match: re.Match[str], base: int, span: tuple[int, int]) -> Iterator[Ignore]:
    for name in _NAME.finditer(match["names"]):
        place = source.at(base + match.start("names") + name.start(), len(name.group()))
        yield Ignore(place, name.group(), *span)


def _block_below(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph below a comment that has its line for itself, otherwise that line."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = _line_end(text, end)
    if (text[line_start:start] + text[end:line_end]).strip():
        return line_start, line_end
    below = re.compile(r"\s*\n((?:[^\n]*\S[^\n]*(?:\n|\Z))+)").match(text, end)
    return below.span(1) if below else (end, end)


def _field_below(text: str, start: int, limit: int) -> tuple[int, int]:
    """The field or list item below a comment that has its line for itself, with all its lines; otherwise that line."""
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip():
        return line_start, _line_end(text, start)
    lines = re.compile(r"[^\n]*(?:\n|\Z)")
    begin = position = min(_line_end(text, start) + 1, limit)
    indent: int | None = None
    is_item = False
    while position < limit and (line := lines.match(text, position)):
        content = line.group().strip()
        depth = len(line.group()) - len(line.group().lstrip())
        if content and not content.startswith("#"):
            continues = indent is None or depth > indent or (depth == indent and content[:2] == "- " and not is_item)
            if not continues:
                break
            if indent is None:
                indent, is_item = depth, content[:2] == "- "
        position = line.end()
    return begin, position


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def _useless(ignore: Ignore) -> Diagnostic:
    name = ignore.name.lower()
    names = [known for rule in ADJUSTABLE for known in (rule.name, rule.code)]
    if name in [known.lower() for known in names]:
        message, hint = f"ở đây không có lỗi “{ignore.name}” để bỏ qua", "xóa tên này hoặc cả ghi chú"
    elif any(name in (rule.name, rule.code.lower()) for rule in REPORTED_ELSEWHERE):
        message, hint = f"lỗi “{ignore.name}” không bỏ qua được", "sửa lỗi rồi xóa tên này"
    else:
        near = closest(ignore.name, names)
        message = f"không có quy tắc “{ignore.name}”"
        hint = f"có phải “{near}”?" if near else "tên quy tắc có trong báo cáo, sau mã"
    return Diagnostic(USELESS_IGNORE, ignore.place, message, hint)


def _levelled(found: Sequence[Diagnostic], levels: dict[str, Level]) -> Iterator[Diagnostic]:
    names = {rule.name for rule in ADJUSTABLE}
    for one in found:
        level = _level(one.rule, levels) if one.rule.name in names else None
        if level is None:
            yield one
        elif level is not Level.OFF:
            yield replace(one, rule=replace(one.rule, severity=Severity(level.value)))


def is_asked_for(site: Site, name: str) -> bool:
    """Whether a rule that has to be asked for is on."""
    return site.settings.rules.get(name, ASKED_FOR[name]) is not Level.OFF


def _unknown_rules(site: Site) -> Iterator[Diagnostic]:
    """Settings that name a rule that does not exist or cannot be changed."""
    names = [rule.name for rule in ADJUSTABLE]
    for name in site.settings.rules:
        if name in names:
            continue
        near = closest(name, names)
        hint = f"có phải “{near}”?" if near else "tên quy tắc có trong báo cáo, sau mã"
        message = f"không có quy tắc “{name}” nào đổi mức được"
        yield Diagnostic(BAD_SETTING, place_of(site.root, "rules", name), message, hint)
