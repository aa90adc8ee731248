"""What was saved in, the newest edition that can be shown and what is wrong with it out, for all browsers at once."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
        self._ends = False
        self._said: frozenset[str] = frozenset()
        self._unread: frozenset[Path] = frozenset()
        """Files that changed since all content was last read."""
        edition = self._read()
        self.state = self._state(edition, make_frame(edition, None, frozenset()), edition.found)

    def begin(self, *, is_settled: bool) -> Thread:
        """Find what takes longer, then follow what `hear` is told, in the background until the `end`.

        Where files changed while they were first read, all is read anew.
        """
        thread = Thread(target=self._follow, args=(is_settled,), daemon=True)
        thread.start()
        return thread

    def end(self) -> None:
        """Let what was begun come to its end."""
        with self._news:
            self._ends = True
            self._news.notify_all()

    def _follow(self, is_settled: bool) -> None:
        with self._reading:
            if is_settled:
                self._look_further()
            else:
                self._refresh()
        while True:
            with self._news:
                self._news.wait_for(lambda: self._unread or self._ends)
            if self._ends:
                return
            self._wait_for_browser(self.state)
            with self._reading:
                self._refresh()

    def hear(self, changed: frozenset[Path]) -> None:
        """Show at once what one page became; what was begun leaves the rest to be read in the background."""
        own = ("mkdocs.yml", "templates", self.state.edition.site.docs)
        shown = frozenset(path for path in changed if path.parent != self.root or path.name in own)
        with self._news:
            self._unread |= shown
        if self._listeners and len(shown) == 1:
            self._show_saved(*shown)
        with self._news:
            self._news.notify_all()

    def refresh(self, changed: frozenset[Path]) -> None:
        """Show what is in the files now; where that cannot be, what was shown before and the reason."""
        with self._news:
            self._unread |= changed
        with self._reading:
            self._refresh()

    def _refresh(self) -> None:
        with self._news:
            before, changed, self._unread = self.state, self._unread, frozenset()
        try:
            _, about_settings = settings.load(self.root)
            if has_errors(about_settings):
                self._keep(self._tell(about_settings))
                return
            edition = self._read()
            frame = self._make_frame(edition, before.frame, changed)
        except UnusableSettingsError as failure:
            self._keep((Notice("mkdocs.yml", "mkdocs.yml", str(failure)),))
        except Exception as failure:
            log.exception("Chưa cập nhật được trang xem trước")
            self._keep((notices.of_failure(failure),))
        else:
            read = self._state(edition, frame, edition.found)
            self._show(lambda state: replace(read, saved=tuple(one for one in state.saved if self._is_unread(one))))
            self._look_further()

    def _is_unread(self, draft: Draft) -> bool:
        """Whether the page was saved after its file was read."""
        return draft.made_from is not None and self.root / draft.made_from in self._unread

    def _show_saved(self, file: Path) -> None:
        """Show the page of one saved entry to whoever has it open, before everything is read."""
        edition = self.state.edition
        if draft := draft_of(edition, file):
            added = draft

            def with_saved(state: State) -> State | None:
                others = (one for one in state.saved if one.path != added.path)
                is_newer = state.edition is not edition
                return None if is_newer else replace(state, saved=(added, *others), is_asked_for=Event())

            self._show(with_saved)

    def _look_further(self) -> None:
        """Add what takes longer to find, once the new page was asked for."""
        looked_at = self.state
        self._wait_for_browser(looked_at)
        if self._unread:
            return
        told = self._tell(looked_at.edition.look_further())
        if told != looked_at.notices:
            self._show(lambda state: replace(state, notices=told) if state.edition is looked_at.edition else None)

    def _wait_for_browser(self, state: State) -> None:
        if self._listeners:
            state.is_asked_for.wait(PATIENCE)

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

    def _keep(self, told: tuple[Notice, ...]) -> None:
        self._show(lambda state: replace(state, notices=told))

    def _show(self, change: Callable[[State], State | None]) -> None:
        """Put another state in the place of the one shown, under a new number; none leaves it."""
        with self._news:
            if (state := change(self.state)) is not None:
                self.state = replace(state, number=self._number())
                self._news.notify_all()

    def _tell(self, found: Iterable[Diagnostic]) -> tuple[Notice, ...]:
        """Log what was not said of the state before; the notices of the errors."""
        lines = {line_of(one): one for one in found}
        for line, one in lines.items():
            if line not in self._said:
                (log.error if one.is_error else log.warning)(line)
        self._said = frozenset(lines)
        return tuple(notices.of_finding(one) for one in lines.values() if one.is_error)
