"""The client's documents while a session is held: each is proposed when its stage ends, away from what hears and judges."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from codev_voice.companion.live.paper_rows import papers_view
from codev_voice.companion.papers import Key, changed, parts_of, present
from codev_voice.documents.approval import papers
from codev_voice.documents.sheet import Document
from codev_voice.errors import MachineError
from codev_voice.session.events import HEARD, Event, Unknown
from codev_voice.session.paper_cutting import is_paper
from codev_voice.session.paper_events import Drafted
from codev_voice.session.values import Session, Stage

if TYPE_CHECKING:
    from codev_voice.companion.live.kept import Kept

ENDS = {Stage.CONTRACT: Document.CONTRACT, Stage.EXPLORATION: Document.NOTES, Stage.SYNTHESIS: Document.PLAN}
"""The stages at whose end a document is proposed: the contract, so that the group can hear it read back."""
CALM = 1.0
"""Seconds during which a burst of what is kept is waited for."""


class Papers:
    """Proposes the documents of a session that is held, in a thread of its own, and shows them."""

    def __init__(self, kept: Kept) -> None:
        """Nothing runs before `start`."""
        self._kept = kept
        self._fresh, self._over = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._seen: object = None

    def start(self) -> None:
        """Propose from now on."""
        if self._thread is None and not self._over.is_set():
            self._thread = threading.Thread(target=self._run, name="documents", daemon=True)
            self._thread.start()
            self.look()

    def look(self) -> None:
        """Something was kept."""
        self._fresh.set()

    def stop(self) -> None:
        """Propose nothing more."""
        self._over.set()
        self._fresh.set()
        if self._thread is not None:
            self._thread.join()

    def propose(self) -> None:
        """Draft the documents whose stage has ended, if what was kept since changes them.

        Raises:
            MachineError: the journal cannot be written.
        """
        with self._kept.order:
            events, session, seance = list(self._kept.events), self._kept.session, self._kept.seance
            ended = self._kept.ended
        held = {(event.consultation, event.document) for event in events if isinstance(event, Drafted)}
        wanted = held if ended else held | set(finished(session))
        seen = (wanted, session.entries, session.voices, session.people, session.cuts, session.kept)
        if seen == self._seen or not session.turns:
            return
        new = changed(events, session, seance, wanted, by=HEARD, t=session.turns[-1].end)
        with self._kept.order:
            if not _follows(self._kept.events, events):
                self.look()  # somebody cut, or wrote, meanwhile
                return
            if new:
                self._kept.keep(*new)
        self._seen = seen

    def rows(self, *, whole: bool) -> list[dict[str, Any]]:
        """What the page is shown: what has been proposed; the `whole`, with what nobody has drafted yet, once the session is over."""
        events, session, seance = self._kept.events, self._kept.session, self._kept.seance
        found = present(events, session, seance) if whole else papers(events, session, seance)
        return papers_view(found, session, events)

    def _run(self) -> None:
        while not self._over.is_set():
            self._fresh.wait()
            self._over.wait(CALM)
            self._fresh.clear()
            if not self._over.is_set():
                try:
                    self.propose()
                except MachineError:  # what is heard meets the same disk, and says so
                    continue
                except Exception as error:  # noqa: BLE001 - it would end this thread unseen, and its trace could hold what was said
                    self._kept.failed(error)


def finished(session: Session) -> Iterator[Key]:
    """The documents whose stage has ended at least once, in each consultation begun so far."""
    parts = parts_of(session).consultations
    for at, part in enumerate(parts):
        stages: list[Stage | None] = [turn.stage for turn in session.turns[part.first_turn : part.last_turn + 1]]
        last = at == len(parts) - 1
        stages.append(session.entries[-1].stage if last and session.entries else None)
        passed = {one for one, following in itertools.pairwise(stages) if one is not following}
        yield from ((at, str(document)) for stage, document in ENDS.items() if stage in passed)


def _follows(now: Sequence[Event | Unknown], before: Sequence[Event | Unknown]) -> bool:
    """Whether a journal only grew since, and by nothing about documents: a cut moves what follows it."""
    grown = len(now) >= len(before) and (not before or now[len(before) - 1] is before[-1])
    return grown and not any(is_paper(event) for event in now[len(before) :])
