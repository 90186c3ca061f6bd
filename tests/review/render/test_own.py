from __future__ import annotations

import json

from codev_voice.review.own import own_of
from codev_voice.review.render.own import own_json, render_own
from codev_voice.review.report import review_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Consultation, Session
from review.spoken import PEOPLE, clarification, session
from review.wording import FORBIDDEN

SETTINGS = Seance(people=PEOPLE, preset=30)


def _both(held: Session) -> tuple[str, str]:
    own = own_of(review_of(held, SETTINGS), held, "Cy")
    return render_own(own), json.dumps(own_json(own), ensure_ascii=False)


def test_nobody_else_is_in_it() -> None:
    for text in _both(session(clarification())):
        assert "Cy" in text
        assert not any(person.name in text for person in PEOPLE if person.name != "Cy")
        assert not FORBIDDEN.search(text)


def test_her_row() -> None:
    text, plain = _both(session(clarification()))
    assert "| 2. Clarification | 1 minute | 12 minutes | 4 | environ 30 à 40 % | 4 | 12 |" in text
    (stage,) = json.loads(plain)["consultations"][0]["stages"]
    assert (stage["seconds"], stage["group_seconds"], stage["role"]) == (60, 720, "consultant·e")


def test_short_and_estimated_sessions_say_so() -> None:
    assert "trop court pour un chiffre" in _both(session(clarification()[:4]))[0]
    assert "| environ 1 minute | environ 12 minutes | 4 | sans chiffre sûr |" in _both(session(clarification(), estimated=True))[0]


def test_two_consultations_are_told_apart() -> None:
    both = (Consultation("Ana", "Bo", 0, 11), Consultation("Eve", "Bo", 12, 23))
    assert "## Consultation d'Eve" in _both(session(clarification(), consultations=both))[0]
