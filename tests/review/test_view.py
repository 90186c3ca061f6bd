from __future__ import annotations

import json
from dataclasses import replace

import pytest

from codev_voice.errors import SessionError
from codev_voice.review.view import own_view, review_view
from codev_voice.session.seance import Seance
from codev_voice.session.values import Level, Notice
from review.spoken import PEOPLE, clarification, session
from review.wording import FORBIDDEN

SETTINGS = Seance(people=PEOPLE, preset=30)
NOTICE = Notice(0, "p0", "A1", "parle-lui", 0.9, Level.ALERT, "Que lui as-tu dit ?")


def test_all_that_the_tab_shows_is_json() -> None:
    spoken = clarification()
    spoken[0] = replace(spoken[0], notices=(NOTICE,))
    view = json.loads(json.dumps(review_view(session(spoken), SETTINGS)))
    assert view.keys() == {"estimated", "line", "sentences", "describes", "pictures", "consultations", "figures", "people"}
    assert [picture["key"] for picture in view["pictures"]] == ["deroulement", "parole", "echanges"]
    assert all(picture["svg"].startswith("<svg") and picture["tables"] for picture in view["pictures"])
    assert view["people"] == ["Ana", "Cy", "Dee", "Eve"]
    (one,) = view["consultations"]
    assert one["advice"] == {"total": 1, "kinds": [{"name": "conseil direct", "count": 1}]}
    assert [table["title"] for table in one["tables"]] == [
        "Le temps par étape",
        "Les consultant·es dans l'étape 2. Clarification : parole répartie",
        "Autres observations",
    ]
    assert "parle-lui" not in json.dumps(view, ensure_ascii=False)
    assert not FORBIDDEN.search(json.dumps([view["sentences"], view["describes"], one], ensure_ascii=False))


def test_estimates_are_said() -> None:
    view = review_view(session(clarification()[:4], estimated=True), SETTINGS)
    assert view["line"].startswith("Temps estimé")


def test_a_persons_own_figures() -> None:
    own = own_view(session(clarification()), SETTINGS, "Cy")
    assert own["figures"]["person"] == "Cy"
    assert own["text"].startswith("# Vos chiffres, Cy")
    with pytest.raises(SessionError):
        own_view(session(clarification()), SETTINGS, "Zoé")
