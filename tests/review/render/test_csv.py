from __future__ import annotations

import csv
from dataclasses import replace

from codev_voice.review.render.csv import BOM, COLUMNS, number, render_csv, safe
from codev_voice.review.report import review_of
from codev_voice.session.seance import Seance
from codev_voice.session.values import Level, Notice
from review.spoken import PEOPLE, clarification, session, turns

SETTINGS = Seance(people=PEOPLE, preset=30)


def _rows(text: str) -> list[dict[str, str]]:
    assert text.startswith(BOM)
    return list(csv.DictReader(text.removeprefix(BOM).splitlines(), delimiter=";"))


def test_one_tidy_table() -> None:
    rows = _rows(render_csv(review_of(session(clarification()), SETTINGS)))
    assert all(tuple(row) == COLUMNS for row in rows)
    held = {(row["etape"], row["mesure"], row["qui"]): row for row in rows}
    share = held["2", "part de parole", "client·e"]
    assert (share["valeur"], share["de"], share["a"], share["marge"], share["unite"]) == ("", "60", "70", "2", "%")
    marker = held["2", "repère de la part de parole", "client·e"]
    assert (marker["valeur"], marker["de"], marker["a"], marker["marge"], marker["unite"]) == ("", "45", "65", "", "%")
    assert held["2", "part de la parole des consultant·es", "Cy"]["tours"] == "0 6 12 18"
    assert held["2", "questions ouvertes", "consultant·es"]["valeur"] == "12"
    assert held["2", "durée", "groupe"]["valeur"] == "720"


def test_it_gives_what_the_json_gives() -> None:
    spoken = [*clarification(), *turns(("Bo", 720, 770, "Qui d'autre ?"), ("Cy", 770, 780, "Qui, et depuis quand ?"), first=24)]
    rows = _rows(render_csv(review_of(session(spoken), SETTINGS)))
    held = {(row["etape"], row["mesure"], row["qui"]): row for row in rows}
    assert held["2", "temps de parole, tout le groupe", "groupe"]["valeur"] == "780"
    duration = held["2", "durée des interventions", "animation"]
    assert (duration["valeur"], duration["unite"]) == ("60", "s, arrondi")
    assert (held["2", "questions multiples", "consultant·es"]["valeur"], held["2", "questions multiples", "consultant·es"]["tours"]) == (
        "1",
        "25",
    )
    assert held["2", "parle juste après", "Ana après Cy"]["valeur"] == "4"
    assert held["2", "parle juste après", "Cy après Bo"]["valeur"] == "1"


def test_no_figure_that_may_not_be_told() -> None:
    short = _rows(render_csv(review_of(session(clarification()[:4]), SETTINGS)))
    assert {row["unite"] for row in short if row["mesure"] == "part de parole"} == {"trop court pour un chiffre"}
    assert not any(row["de"] or row["a"] for row in short)
    estimated = _rows(render_csv(review_of(session(clarification(), estimated=True), SETTINGS)))
    assert not any(row["de"] or row["a"] for row in estimated if row["mesure"] != "repère de la part de parole")
    assert any(row["mesure"] == "durée estimée" for row in estimated)
    assert not any("silences" in row["mesure"] for row in estimated)


def test_advice_is_the_groups_without_a_turn() -> None:
    spoken = clarification()
    spoken[0] = replace(spoken[0], notices=(Notice(0, "p0", "A1", "parle-lui", 0.9, Level.ALERT, "Que lui as-tu dit ?"),))
    (row,) = [row for row in _rows(render_csv(review_of(session(spoken), SETTINGS))) if "relevées" in row["mesure"]]
    assert (row["qui"], row["valeur"], row["tours"]) == ("groupe", "1", "")


def test_what_spreadsheets_make_of_it() -> None:
    assert [number(value) for value in (0.25, 12.5, 90, None)] == ["0,2", "12,5", "90", ""]
    assert safe("=1+1") == "'=1+1"
    assert safe("Cy") == "Cy"
