"""What was saved in, the newest edition that can be shown and what is wrong with it out, for all browsers at once."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from threading import Condition, Event, Lock, Thread

from generator import cache, settings
from generator.diagnostics import Diagnostic, has_errors
from generator.drafts import Draft
from generator.preview import notices
from generator.preview.edition import Edition
from generator.preview.frame import Frame, UnusableSettingsError
from generator.preview.notices import Notice
from generator.preview.saved import draft_of
from generator.report import line_of
from generator.templating import BadTemplateError
from generator.understanding import understand

PATIENCE = 1.0
"""Seconds that slow checks wait for a browser to ask for the new page first."""

log = logging.getLogger("sotay")

MakeFrame = Callable[[Edition, Frame | None, frozenset[Path]], Frame]
"""A new edition, the frame of the one before, the files that changed in between -> the frame of the new one.

Raises UnusableSettingsError.
"""


@dataclass(frozen=True, eq=False)
class State:
    """What browsers get at one moment; `number` differs from those of all others, also of other runs."""

    number: str
    edition: Edition
    frame: Frame
    notices: tuple[Notice, ...]
    saved: tuple[Draft, ...] = ()
    """Pages that are newer than the edition."""
    is_asked_for: Event = field(default_factory=Event)
    """Set when the first page was made."""


class Session:
    """The newest state, for any thread."""

    def __init__(self, root: Path, make_frame: MakeFrame, editor: Mapping[str, bytes] | None = None) -> None:
        """Read the content for the first time; raises UnusableSettingsError."""
        self.root = root
        self._make_frame = make_frame
        self._editor = editor
        self._run, self._numbers = secrets.token_hex(4), count(1)
        self._reading, self._rendering = Lock(), Lock()
        self._news = Condition()
        self._listeners = 0
        self._said: frozenset[str] = frozenset()
        edition = self._read()
        self.state = self._state(edition, make_frame(edition, None, frozenset()), edition.found)

    def begin(self, *, is_settled: bool) -> None:
        """What takes longer to find, in the background; all anew where files changed while they were first read."""
        work = self._look_further if is_settled else partial(self._refresh, frozenset())
        Thread(target=self._in_turn, args=(work,), daemon=True).start()

    def refresh(self, changed: frozenset[Path]) -> None:
        """Show what is in the files now; where that cannot be, what was shown before and the reason."""
        own = ("mkdocs.yml", "templates", self.state.edition.site.docs)
        shown = frozenset(path for path in changed if path.parent != self.root or path.name in own)
        if shown:
            self._in_turn(partial(self._refresh, shown))

    def _in_turn(self, work: Callable[[], None]) -> None:
        with self._reading:
            work()

    def _refresh(self, changed: frozenset[Path]) -> None:
        self._show_saved(self.state, changed)
        before = self.state
        try:
            _, about_settings = settings.load(self.root)
            if has_errors(about_settings):
                self._show(replace(before, number=self._number(), notices=self._tell(about_settings)))
                return
            edition = self._read()
            frame = self._make_frame(edition, before.frame, changed)
        except UnusableSettingsError as failure:
            self._keep(before, Notice("mkdocs.yml", "mkdocs.yml", str(failure)))
        except Exception as failure:
            log.exception("Chưa cập nhật được trang xem trước")
            self._keep(before, notices.of_failure(failure))
        else:
            self._show(self._state(edition, frame, edition.found))
            self._look_further()

    def _show_saved(self, before: State, changed: frozenset[Path]) -> None:
        """Show the page of one saved entry to whoever has it open, before everything is read."""
        if not self._listeners or len(changed) != 1:
            return
        (file,) = changed
        draft = draft_of(before.edition, file)
        if draft:
            saved = (draft, *(one for one in before.saved if one.path != draft.path))
            state = replace(before, number=self._number(), saved=saved, is_asked_for=Event())
            self._show(state)
            state.is_asked_for.wait(PATIENCE)

    def _look_further(self) -> None:
        """Add what takes longer to find, once the new page was asked for."""
        state = self.state
        if self._listeners:
            state.is_asked_for.wait(PATIENCE)
        told = self._tell(state.edition.look_further())
        if told != state.notices:
            self._show(replace(state, number=self._number(), notices=told))

    def wait_for_other(self, number: str, seconds: float) -> str:
        """The number of the state shown; when it is `number`, only after another one came or the time is over."""
        with self._news:
            self._listeners += 1
            self._news.wait_for(lambda: self.state.number != number, seconds)
            self._listeners -= 1
            return self.state.number

    def page(self, state: State, path: str) -> tuple[str, bool]:
        """The HTML of a page, and whether it is that page; otherwise it says why it could not be made."""
        try:
            with self._rendering:
                saved = next((one for one in state.saved if one.path == path), None)
                page = state.edition.page(path, saved)
                html = state.frame.finish(page)
        except BadTemplateError as failure:
            return notices.page_of([notices.of_finding(failure.diagnostic)]), False
        except Exception as failure:
            log.exception("Chưa dựng được trang %s", path)
            return notices.page_of([notices.of_failure(failure)]), False
        finally:
            state.is_asked_for.set()
        return html, True

    def not_found(self, state: State) -> str:
        """The page for unknown addresses."""
        with self._rendering:
            return state.frame.not_found()

    def _read(self) -> Edition:
        with cache.open_for(self.root) as kept:
            return Edition(*understand(self.root, kept), self._editor)

    def _state(self, edition: Edition, frame: Frame, found: Iterable[Diagnostic]) -> State:
        return State(self._number(), edition, frame, self._tell(found))

    def _number(self) -> str:
        return f"{self._run}-{next(self._numbers)}"

    def _keep(self, before: State, notice: Notice) -> None:
        self._show(replace(before, number=self._number(), notices=(notice,)))

    def _show(self, state: State) -> None:
        with self._news:
            self.state = state
            self._news.notify_all()

    def _tell(self, found: Iterable[Diagnostic]) -> tuple[Notice, ...]:
        """Log what was not said of the state before; the notices of the errors."""
        lines = {line_of(one): one for one in found}
        for line, one in lines.items():
            if line not in self._said:
                (log.error if one.is_error else log.warning)(line)
        self._said = frozenset(lines)
        return tuple(notices.of_finding(one) for one in lines.values() if one.is_error)
