from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from codev_voice.companion.opening import open_session
from codev_voice.companion.papers import do, sheets
from codev_voice.companion.withdrawing import cut, withdraw
from codev_voice.documents.changing import Change
from codev_voice.documents.sheet import Document, Entry, Part, Status
from codev_voice.errors import SessionError, SettingsError
from codev_voice.session.events import Consent, ConsentWithdrawn, Cut, Followed, Forgotten
from codev_voice.session.folder import Folder, writing
from codev_voice.session.journal import Journal, read_events
from codev_voice.session.values import Turn
from codev_voice.sound.segments import read_blocks
from companion.kept_sessions import all_said, small_session


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return small_session(tmp_path)


def _turn(folder: Folder, start: str) -> Turn:
    return next(turn for turn in open_session(folder.path).session.turns if turn.text.startswith(start))


def _silent(folder: Folder, channel: str, start: float, end: float) -> bool:
    sound = np.concatenate([block.samples for block in read_blocks(folder.sound, channel)])
    return not sound[round(start * 16_000) : round(end * 16_000)].any()


def _entries(folder: Folder, part: Part) -> list[Entry]:
    return [entry for sheet in sheets(folder.path) for entry in sheet.entries if entry.part is part]


def _sheet(folder: Folder, document: Document) -> str:
    return " ".join(entry.text for sheet in sheets(folder.path) if sheet.document is document for entry in sheet.entries)


def test_a_passage_cut_afterwards_is_gone_from_every_file(folder: Folder) -> None:
    turn = _turn(folder, "Tu devrais")
    assert "une lettre" in all_said(folder)
    cut(folder.path, turn.pieces[0])
    assert "une lettre" not in all_said(folder)
    assert not folder.exports.exists()
    assert sorted(place.name for place in folder.path.iterdir() if "recupere" in place.name) == []
    for channel in ("micro", "appel"):
        assert _silent(folder, channel, turn.start, turn.end)
        assert not _silent(folder, channel, 0.0, turn.start)
    session = open_session(folder.path).session
    assert session.cuts == (turn.index,)
    assert [notice for one in session.turns for notice in one.notices] == []


def test_a_cut_takes_what_was_drafted_of_it_and_nothing_that_was_approved(folder: Folder) -> None:
    do(folder.path, Change("mark", Document.NOTES, 0, entry=sheets(folder.path)[1].entries[0].id, mark="garde"))
    assert "projet Lyon" in _sheet(folder, Document.NOTES)
    plan = next(sheet for sheet in sheets(folder.path) if sheet.document is Document.PLAN)
    do(folder.path, Change("approve", Document.PLAN, 0, digest=plan.digest, by="client"))
    cut(folder.path, _turn(folder, "Tu pourrais lui proposer").pieces[0])
    cut(folder.path, _turn(folder, "Je garde l'idée").pieces[0])
    assert "projet Lyon" not in all_said(folder)
    after = next(sheet for sheet in sheets(folder.path) if sheet.document is Document.PLAN)
    assert after.approval is not None
    assert [entry.text for entry in after.approval.entries] == [entry.text for entry in plan.entries]


def test_one_who_withdraws_is_taken_out_of_words_sound_notices_and_drafts(folder: Folder) -> None:
    lines = sheets(folder.path)[1].entries
    do(folder.path, Change("mark", Document.NOTES, 0, entry=lines[0].id, mark="garde"))  # the drafts are in the journal
    before = open_session(folder.path).session
    hers = [turn for turn in before.turns if turn.person == "Fatou"]
    assert len(hers) == 4
    assert "projet Lyon" in _sheet(folder, Document.NOTES)
    taken = withdraw(folder.path, "fatou")
    said = all_said(folder)
    for words in ("une lettre", "projet Lyon", "dire les choses plus tôt"):
        assert words not in said
    session = open_session(folder.path).session
    assert len(session.turns) == len(before.turns) - 4
    assert "Fatou" not in {voice.person or voice.label for voice in session.voices}
    assert "Fatou" not in {entry.person for sheet in sheets(folder.path) for entry in sheet.entries}
    assert all(_silent(folder, channel, turn.start, turn.end) for turn in hers for channel in ("micro", "appel"))
    assert not _silent(folder, "appel", before.turns[3].start, before.turns[3].end)
    assert (taken.person, taken.passages, taken.notices, taken.approved) == ("Fatou", 4, 1, 0)
    assert taken.lines >= 1
    assert taken.seconds == pytest.approx(sum(turn.end - turn.start for turn in hers))


def test_nothing_is_said_of_the_agreement_of_one_whose_words_were_erased(folder: Folder) -> None:
    do(
        folder.path, Change("mark", Document.NOTES, 0, entry=_entries(folder, Part.NOTE)[0].id, mark="garde")
    )  # the drafts are in the journal
    assert [entry.text for entry in _entries(folder, Part.AGREED)] == ["Julien", "Fatou"]
    withdraw(folder.path, "Fatou")
    assert [entry.text for entry in _entries(folder, Part.AGREED)] == ["Julien"]
    assert _entries(folder, Part.UNHEARD) == []
    assert "Fatou" not in _sheet(folder, Document.CONTRACT)


def test_the_lines_that_go_are_counted_even_when_nobody_has_touched_the_drafts(folder: Folder) -> None:
    before = {(sheet.document, entry.id) for sheet in sheets(folder.path) for entry in sheet.entries}
    taken = withdraw(folder.path, "Fatou")
    gone = before - {(sheet.document, entry.id) for sheet in sheets(folder.path) for entry in sheet.entries}
    assert taken.lines == len(gone) > 0


def test_the_proof_of_a_withdrawal_stays_once(folder: Folder) -> None:
    withdraw(folder.path, "Fatou")
    withdraw(folder.path, "Fatou")  # nothing is left of her: it is done all the same
    events = read_events(folder.journal)
    assert [event.person for event in events if isinstance(event, ConsentWithdrawn)] == ["Fatou"]
    assert [(event.person, event.given) for event in events if isinstance(event, Consent)] == [("Fatou", False)]
    assert [event.person for event in events if isinstance(event, Forgotten)] == ["Fatou", "Fatou"]
    assert any(isinstance(event, Cut) for event in events)


def test_what_was_approved_stays_and_is_told(folder: Folder) -> None:
    notes = next(sheet for sheet in sheets(folder.path) if sheet.document is Document.NOTES)
    do(folder.path, Change("approve", Document.NOTES, 0, digest=notes.digest, by="client"))
    assert withdraw(folder.path, "Fatou").approved == 1
    after = next(sheet for sheet in sheets(folder.path) if sheet.document is Document.NOTES)
    assert after.status is Status.APPROVED


def test_nobody_of_that_name_nor_a_session_that_is_not_over(folder: Folder) -> None:
    with pytest.raises(SettingsError, match="« Zoé » dans cette séance : choisissez parmi Claire, Fatou, Inès, Julien"):
        withdraw(folder.path, "Zoé")
    with pytest.raises(SettingsError, match="plus là"):
        cut(folder.path, "ailleurs")
    with writing(folder), pytest.raises(SessionError, match="en cours d'écriture"):
        withdraw(folder.path, "Fatou")
    with Journal(folder.journal) as journal:
        journal.rewrite(lambda events: [None if type(event).__name__ == "Ended" else event for event in events])
    with pytest.raises(SessionError, match="jusqu'au bout"):
        withdraw(folder.path, "Fatou")


def test_what_became_of_her_former_plan_goes_with_her(folder: Folder) -> None:
    with writing(folder), Journal(folder.journal) as journal:
        journal.append(*(Followed(plan="ab/0", person=name, text=f"{name} a osé", by="facilitator") for name in ("Julien", "Inès")))
    withdraw(folder.path, "Julien")
    assert [event.person for event in read_events(folder.journal) if isinstance(event, Followed)] == ["Inès"]
    assert "Julien a osé" not in str(read_events(folder.journal))
