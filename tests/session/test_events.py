"""Every kind of event is found in the package and comes back from its JSON as it went."""

from __future__ import annotations

import datetime
import importlib
import pkgutil

from hypothesis import given
from hypothesis import strategies as st

import codev_voice
from codev_voice.session import events, paper_events
from codev_voice.session.coding import KINDS, decode, encode
from codev_voice.session.events import Event, Heard, Noticed, VoiceNamed
from codev_voice.session.papers import PaperDetails, PaperLine
from codev_voice.session.values import Answer, Level, Notice, Piece, Role, Stage, Voice, Word

LINE = PaperLine(
    "je_fais:p1:0",
    "je_fais",
    "Appeler Marc",
    person="Sophie",
    details=PaperDetails(due_said="jeudi", due=datetime.date(2026, 3, 19), support="Bruno"),
    sources=("p1",),
    origin="cliente",
    edited=True,
    mark="garde",
)
SAMPLES: dict[str, Event] = {
    "opened": events.Opened(version="1", source="abc base", title="Ma séance"),
    "consent": events.Consent(given=True, person="Sophie", text="v1", by="facilitator"),
    "consent_withdrawn": events.ConsentWithdrawn(person="Sophie", by="facilitator"),
    "started": events.Started(device="fichier"),
    "heard": Heard(
        id="p1", start=0.5, end=2.0, voice="v1", text="Bonjour.", words=(("Bonjour.", 0.5, 1.0, 0.9),), role=Role.CLIENT, opens=True
    ),
    "corrected": events.Corrected(piece="p1", voice="v2", by="facilitator"),
    "paused": events.Paused(t=12.0),
    "resumed": events.Resumed(t=60.5),
    "gap": events.Gap(channel="micro", seconds=3.5, why="le casque est débranché", t=70.0),
    "kept_for_notes": events.KeptForNotes(piece="p1", kept=False),
    "cut": events.Cut(after="p1"),
    "person_joined": events.PersonJoined(person="Marc", role=Role.OBSERVER),
    "voice_named": VoiceNamed(voice="v1", person=None, by="facilitator"),
    "role_changed": events.RoleChanged(person="Sophie", role=Role.CLIENT),
    "consultation_opened": events.ConsultationOpened(piece="p1", last="p9", client="Sophie"),
    "stage_moved": events.StageMoved(piece="p1", stage=Stage.CONTRACT, confidence=0.5),
    "stage_move_undone": events.StageMoveUndone(piece="p1"),
    "noticed": Noticed(piece="p1", advice="A1", excerpt="Parle-lui", confidence=0.9, level=Level.ALERT, question="Que lui as-tu dit ?"),
    "opined": events.Opined(piece="p1", excerpt="Parle-lui", departs=False, model="gemma3:4b"),
    "notice_answered": events.NoticeAnswered(piece="p1", excerpt="Parle-lui", answer=Answer.NOT_ADVICE, by="facilitator"),
    "rejudged": events.Rejudged(by="after"),
    "ended": events.Ended(seconds=12.5),
    "reviewed": events.Reviewed(by="facilitator"),
    "figures": events.Figures(review={"duration": 12.5, "consultations": []}, by="after"),
    "counted": events.Counted(advice=({"A1": 2}, {}), by="after"),
    "expired": events.Expired(what=("son", "transcription"), why="jours", by="after"),
    "forgotten": events.Forgotten(person="Sophie", by="facilitator"),
    "followed": events.Followed(plan="ab/0", person="Karim", entry="je_fais:p1:0", state="fait", text="j'ai osé", by="facilitator"),
    "drafted": paper_events.Drafted(
        consultation=1, document="plan", entries=(LINE,), client="Sophie", consultants=("Marc",), remarks=("…",)
    ),
    "edited": paper_events.Edited(consultation=0, document="plan", line=LINE, by="client"),
    "added": paper_events.Added(consultation=0, document="plan", line=LINE, by="client"),
    "removed": paper_events.Removed(consultation=0, document="plan", entry="je_fais:p1:0", restored=True),
    "reordered": paper_events.Reordered(consultation=0, document="plan", order=("b", "a")),
    "marked": paper_events.Marked(consultation=0, document="notes", entry="note:p1:0", mark="garde"),
    "approved": paper_events.Approved(
        consultation=0, document="plan", person="Sophie", version=2, digest="ab", entries=(LINE,), whole=False, by="client"
    ),
    "refused": paper_events.Refused(consultation=0, document="plan", client="Sophie", facilitator="Malik", by="client"),
    "shared": paper_events.Shared(consultation=0, document="plan", audience="groupe", by="client"),
}


def _event_classes() -> set[type[Event]]:
    for module in pkgutil.walk_packages(codev_voice.__path__, "codev_voice."):
        if module.name != "codev_voice.__main__":
            importlib.import_module(module.name)
    found: set[type[Event]] = set()
    waiting = [Event]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            found.add(kind)
            waiting.append(kind)
    return found


def test_every_event_class_of_the_package_has_a_sample_and_round_trips() -> None:
    classes = _event_classes()
    assert {type(sample) for sample in SAMPLES.values()} == classes
    for tag, sample in SAMPLES.items():
        dated = type(sample)(
            **{
                **{name: getattr(sample, name) for name in sample.__struct_fields__},
                "at": datetime.datetime(2026, 3, 12, tzinfo=datetime.UTC),
            }
        )
        assert decode(encode(dated)) == dated
        assert KINDS[tag] is type(sample)


@given(
    st.builds(
        Piece,
        id=st.text(),
        start=st.floats(0, 1e5),
        end=st.floats(0, 1e5),
        voice=st.text(),
        text=st.text(),
        opens=st.booleans(),
        words=st.lists(st.builds(Word, st.text(), st.floats(0, 1e5), st.floats(0, 1e5), st.floats(0, 1))).map(tuple),
    )
)
def test_a_piece_survives_its_event(piece: Piece) -> None:
    event = decode(encode(Heard.of(piece)))
    assert isinstance(event, Heard)
    assert event.piece == piece


def test_notices_and_voices_survive_their_events() -> None:
    notice = Notice(4, "p1", "B2", "c'est lui, non", 0.7, Level.LIGHT, "Et toi ?", withdrawn=True)
    assert Noticed.of(notice).notice(4) == notice
    assert VoiceNamed.of(Voice("v1", "Sophie")) == VoiceNamed(voice="v1", person="Sophie")
