"""An old session on the page: it is read, and what people correct is written as it is at the terminal."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from codev_voice.companion.answering import answer
from codev_voice.companion.desk import Act, Message
from codev_voice.companion.followups import former
from codev_voice.companion.listening import piece_sound
from codev_voice.companion.live.followup_rows import event_of, rows
from codev_voice.companion.live.moment import Live
from codev_voice.companion.live.paper_rows import papers_view
from codev_voice.companion.live.publishing import Listeners
from codev_voice.companion.live.rows import passage
from codev_voice.companion.live.view import view
from codev_voice.companion.moving import move_passage
from codev_voice.companion.opening import check_ended, check_words, open_session
from codev_voice.companion.papers import change_of, present, redrafted, undrafted
from codev_voice.companion.papers import do as change
from codev_voice.companion.renaming import rename
from codev_voice.companion.tidying import apply, reviewed
from codev_voice.companion.understanding import conclusions
from codev_voice.companion.withdrawing import cut
from codev_voice.documents.approval import papers
from codev_voice.errors import CodevError, SessionError, SettingsError
from codev_voice.session.events import FACILITATOR, KeptForNotes, Opened
from codev_voice.session.folder import Folder, existing, writing
from codev_voice.session.journal import Journal, read_events, utc_now
from codev_voice.session.retention import What
from codev_voice.session.seance import Seance
from codev_voice.session.state import fold
from codev_voice.session.values import Answer, Stage

Later = Callable[[Callable[[], None]], object]
"""Does something a little later, on its own."""


class ReadDesk:
    """A session that is over, or was interrupted; nobody holds it while it is read."""

    def __init__(self, path: Path, later: Later | None = None) -> None:
        """Read it.

        Args:
            path: its folder.
            later: does what it is given when there is time; documents that the journal does not hold yet are then drafted once the
                page is shown, which says that they are coming. Without it they are drafted at once.

        Raises:
            SessionError: no session there, damaged, or nothing was heard yet.
            SettingsError: its `seance.toml` is wrong.
            MachineError: it cannot be read.
        """
        self._path = path
        self._acting = threading.Lock()
        self._order = threading.RLock()
        self._aside = threading.Lock()  # one thing at a time beside what people do: an act must not share the processor with several
        self._listeners = Listeners()
        self._seq = 0
        self._later = later
        self._drafting = False
        place = existing(path)
        self._former = former(place, place.settings(), read_events(place.journal))
        self._stamp = self._written()
        self._view = self._drawn(drafted=later is None)
        self._draft()

    def view(self) -> dict[str, Any]:
        """The whole view, as the session is on the disk now: what was destroyed there is shown no longer; an act is not waited for."""
        self._look()
        with self._order:
            return {**self._view, "seq": self._seq}

    def follow(self, listener: Callable[[Message], None]) -> Callable[[], None]:
        """Tell this listener what changes."""
        return self._listeners.follow(listener)

    def sound(self, piece: str) -> bytes | None:
        """That piece of speech as a WAV file; None when it is not there, or its sound is gone.

        Raises:
            SessionError: its key is not there, or it was altered.
            MachineError: it cannot be read.
        """
        folder = existing(self._path)
        return piece_sound(folder.sound, read_events(folder.journal), piece)

    def review(self) -> dict[str, Any]:
        """How speech was shared (see `review/view.py`).

        Raises:
            SessionError: no session there any more, damaged, or no word is there to count.
            SettingsError: its `seance.toml` is wrong.
        """
        from codev_voice.review.view import review_view

        opened = open_session(self._path, figures=True)
        found = review_view(opened.session, opened.seance)
        reviewed(self._path)  # it can be read
        return found

    def act(self, act: Act) -> None:
        """Correct the session.

        Raises:
            SettingsError: it names what is not there.
            SessionError: this is not done in a session that is over, it was not heard to its end, or another program holds it.
            MachineError: the journal cannot be written.
        """
        try:
            with self._acting:
                self._do(act)
        finally:
            self._look()  # what somebody else wrote is told too: it may be why this is refused
            self._draft()

    def prepare(self) -> None:
        """Judge once, and draft, what an act will have judged and drafted again: what is remembered of it makes its answer quick."""
        with self._aside, contextlib.suppress(CodevError):  # whoever looks is told
            folder = existing(self._path)
            events, seance = read_events(folder.journal), folder.settings()
            conclusions(events, seance)
            redrafted(events, seance)

    def _look(self) -> None:
        """Draw the view anew if something was written, here or by another program, and tell who follows."""
        with self._order:
            written = self._written()
            if written == self._stamp:
                return
            self._view = self._drawn(drafted=self._later is None) if written else _nothing_left()
            self._stamp = written
            self._seq += 1
            self._listeners.tell(Message("etat", {**self._view, "seq": self._seq}, self._seq))  # before anything newer is
        self._draft()

    def _draft(self) -> None:
        """Have the documents that are not there drafted, unless they already are, or an act that goes on will have them drafted."""
        with self._order:
            if self._later is None or self._drafting or not self._view["drafting"] or self._acting.locked():
                return
            self._drafting = True
        self._later(self._drafts)

    def _drafts(self) -> None:
        """Draft the documents of the session as it is on the disk, again if it changes meanwhile, and tell who follows."""
        while True:
            with self._order:
                stamp = self._stamp
            try:
                with self._aside:
                    drawn = self._drawn(drafted=True)
            except Exception:  # noqa: BLE001 - destroyed meanwhile, not to be read, or unforeseen (whose trace could hold speech): the next look asks again
                drawn = None
            with self._order:
                if drawn is not None and stamp != self._stamp:
                    continue
                self._drafting = False
                if drawn is None:
                    return
                self._view = drawn
                self._seq += 1
                self._listeners.tell(Message("change", {"papers": drawn["papers"], "drafting": False, "seq": self._seq}, self._seq))
                return

    def _written(self) -> tuple[int, ...]:
        """What tells one state of the journal from another; nothing when it is there no more."""
        try:
            found = Folder(self._path).journal.stat()
        except FileNotFoundError:
            return ()
        return found.st_ino, found.st_size, found.st_mtime_ns

    def _do(self, act: Act) -> None:
        match act:
            case Act(act="name", voice=str(voice), person=str(person)):
                rename(self._path, voice, person)
            case Act(act="answer", number=int(number), answer=str(given)):
                answer(self._path, number, Answer(given))
            case Act(act="stage", stage=int(stage), piece=str(piece)) if stage in set(Stage):
                move_passage(self._path, piece, Stage(stage))
            case Act(act="undo", piece=str(piece)):
                move_passage(self._path, piece, None)
            case Act(act="keep" | "unkeep", piece=str(piece)):
                keep(self._path, piece, kept=act.act == "keep")
            case Act(act="cut", piece=str(piece)):
                cut(self._path, piece)
            case Act(act="name" | "answer" | "stage" | "undo" | "keep" | "unkeep" | "cut"):
                raise SettingsError("Il manque de quoi le faire", "choisissez sur la page le passage et ce qu'il faut en dire")
            case Act(act="follow_up"):
                self._follow_up(act)
            case Act(act=kind) if kind.startswith("paper_"):
                change(self._path, change_of(act))
                apply(self._path, utc_now(), read=False)  # what was heard goes with the last decision
            case _:
                raise SessionError("Cette séance est finie", "relisez-la, nommez les voix, répondez aux phrases relevées")

    def _follow_up(self, act: Act) -> None:
        folder = existing(self._path)
        with writing(folder), Journal(folder.journal) as journal:
            journal.append(event_of(self._former, act))

    def _drawn(self, *, drafted: bool) -> dict[str, Any]:
        opened = open_session(self._path, wordless=True)
        events = opened.events
        title = next((event.title for event in events if isinstance(event, Opened)), None)
        heard = What.TRANSCRIPT not in opened.session.erased  # else the stages are gone too: no time was spent in any of them
        live = Live(phase="lecture", t=opened.session.duration if heard else 0.0, warnings=opened.warnings)
        drafting = not drafted and undrafted(events, opened.session)
        sheets = papers(events, opened.session, opened.seance) if drafting else present(events, opened.session, opened.seance)
        live = replace(live, drafting=drafting)
        followups = rows(self._former, events, over=True)
        return view(
            opened.session, opened.seance, live, title=title, papers=papers_view(sheets, opened.session, events), followups=followups
        )


def _nothing_left() -> dict[str, Any]:
    """The view of a session that was destroyed while it was read."""
    live = Live(phase="lecture", warnings=("cette séance n'est plus dans son dossier : elle a été effacée, ou déplacée.",))
    return view(fold((), Seance()), Seance(), live)


def keep(path: Path, piece: str, *, kept: bool) -> None:
    """Keep the turn of this piece for the notes, or no longer.

    Raises:
        SettingsError: the passage is not there.
        SessionError: no such session, it is being written, or it has not been heard to its end.
        MachineError: the journal cannot be written.
    """
    folder = existing(path)
    with writing(folder), Journal(folder.journal) as journal:
        check_ended(journal.events, folder, "recommencez")
        seance = folder.settings()
        session = fold(journal.events, seance)
        check_words(session, folder)
        marks = [KeptForNotes(piece=one, kept=kept, by=FACILITATOR) for one in passage(session, piece).pieces]
        journal.append(*marks, *redrafted([*journal.events, *marks], seance))
