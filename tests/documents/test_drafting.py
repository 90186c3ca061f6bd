from __future__ import annotations

import datetime
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents import draft, to_json
from codev_voice.documents.sheets import sheets_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Session, Stage
from documents.conversation import TUESDAY, session

NAMES = ["Inès", "Claire", "Julien", "Fatou", "Samir"]
BITS = [
    "je vais voir Marc jeudi",
    "euh non, vendredi",
    "la lettre, je laisse tomber",
    "ce que je garde, c'est l'image du phare",
    "comment annoncer à Nora la nouvelle, le 12 mars",
    "Oui, voilà",
    "d'accord, avec une réserve : je connais Paul",
    "ça reste entre nous et je veux pas que ce soit écrit pour Zoé",
    "on parle pas du salaire de 2026",
    "des idées et des expériences",
    "écris-lui trois lignes avant le 30",
    "et si tu laissais l'équipe de Lyon choisir",
    "non, oubliez",
    "ça, je le fais ce week-end",
    "j'aimerais bien appeler la mairie, si j'ai le temps",
    "quand j'ai repris la boucherie, j'ai perdu 12 clients",
    "qu'est-ce que tu protèges",
    "je veux bien relire, si ça t'aide",
    "avec plaisir",
    "à quoi tu verras que ça marche",
    "ton premier pas",
    "…",
    "« Vu du quai",
    "12",
]
TURNS = st.tuples(
    st.sampled_from(list(Stage)),
    st.sampled_from(NAMES),
    st.lists(st.tuples(st.sampled_from(BITS), st.sampled_from([". ", " ? ", "… ", ", ", " "])), min_size=1, max_size=5).map(
        lambda bits: "".join(text + mark for text, mark in bits)
    ),
)


def lines(document: Any) -> list[tuple[str, list[int]]]:  # noqa: ANN401 - a JSON document of any depth
    """Every text that rests on turns, with these turns."""
    if isinstance(document, list):
        return [line for item in document for line in lines(item)]
    if not isinstance(document, dict):
        return []
    found: list[tuple[str, list[int]]] = []
    if "sources" in document:
        texts = [document.get(key) for key in ("text", "action", "due_said", "demand", "first_step", "indicator", "obstacle", "support")]
        texts += (
            document.get("out_of_scope", []) + document.get("protections", []) + [each["text"] for each in document.get("reserves", [])]
        )
        found = [(text, document["sources"]) for text in texts if isinstance(text, str)]
    return found + [line for value in document.values() for line in lines(value)]


@settings(deadline=None)  # the first example loads the models
@given(said=st.lists(TURNS, min_size=1, max_size=14))
def test_no_draft_holds_a_name_or_a_number_absent_from_its_sources(said: list[tuple[Stage, str, str]]) -> None:
    heard = session(*said)
    for text, sources in lines(to_json(draft(heard, Seance(date=TUESDAY)))):
        known = " ".join(f"{heard.turns[source].speaker} {heard.turns[source].text}" for source in sources)
        for token in re.findall(r"\d+|(?<=[a-zé,] )[A-ZÉ][\w-]+", text):
            assert token in known or token.lower() in known.lower()
        assert "Zoé" not in text or not re.search(
            r"pas que ce soit écrit", " ".join(turn.text for turn in heard.turns if turn.stage is Stage.CONTRACT and turn.speaker == "Inès")
        )


@settings(deadline=None)  # the first example loads the models
@given(said=st.lists(TURNS, min_size=1, max_size=14))
def test_a_date_is_always_hers(said: list[tuple[Stage, str, str]]) -> None:
    heard = session(*said)
    for action in to_json(draft(heard, Seance(date=TUESDAY)))["plan"]["actions"]:
        assert action["due"] is None or action["due_said"]
        if action["due_said"]:
            spoken = " ".join(turn.text for turn in heard.turns if turn.speaker == "Inès").lower()
            assert action["due_said"].lower() in spoken
        assert any(heard.turns[source].speaker == "Inès" for source in action["sources"])


@settings(deadline=None)
@given(text=st.text(max_size=200), stage=st.sampled_from(list(Stage)), name=st.sampled_from(NAMES))
def test_no_text_makes_it_fail(text: str, stage: Stage, name: str) -> None:
    heard = session((stage, name, text))
    seance = Seance(date=TUESDAY)
    assert len(sheets_of(draft(heard, seance), heard, seance)) == 3


def test_nothing_heard_gives_no_draft() -> None:
    assert draft(Session((), ()), Seance()) == ()


def test_names_she_asked_not_to_see_written_are_in_no_document() -> None:
    heard = session(
        (Stage.CONTRACT, "Inès", "Comment annoncer la nouvelle à mon équipe."),
        (Stage.CONTRACT, "Inès", "Ce que j'ai dit sur Zoé. Ça sort pas d'ici, et je veux pas que ce soit écrit."),
        (Stage.EXPLORATION, "Julien", "Écris trois lignes à Zoé avant de la voir."),
    )
    text = str(draft(heard, Seance(date=datetime.date(2026, 1, 5))))
    assert "Zoé" not in text
    assert "une personne" in text
