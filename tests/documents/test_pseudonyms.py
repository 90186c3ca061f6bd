from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.named import flattened
from codev_voice.documents.pseudonyms import Stranger, discreet, replacing, strangers, texts_of
from codev_voice.documents.render.ics import to_ics
from codev_voice.documents.render.json import sheets_json
from codev_voice.documents.render.pdf import to_pdf
from codev_voice.documents.render.printed_markdown import to_markdown
from codev_voice.documents.render.printing import printed
from codev_voice.documents.render.word import to_docx
from codev_voice.documents.sheet import Sheet
from documents.render.written import AROUND, CONTRACT, PLAN, approved, typed_notes, typed_plan

GROUP = ("Inès", "Claire", "Julien", "Fatou", "Jean-Marc")
HEARD = ("Mon adjoint, Marc, voulait le poste.", "Sylvie, c'est ma collègue.")


def _change(texts: list[str]) -> Callable[[str], str]:
    return replacing(strangers(texts, GROUP, HEARD), GROUP)


def test_the_same_person_bears_one_label_by_whatever_name() -> None:
    texts = ["Voir Marc vendredi", "M. Dupont ne sait rien", "dire à Marc Dupont que oui"]
    assert [_change(texts)(text) for text in texts] == [
        "Voir P1, l'adjoint, vendredi",
        "P1, l'adjoint, ne sait rien",
        "dire à P1, l'adjoint, que oui",
    ]


def test_what_is_said_beside_the_name_is_not_said_twice() -> None:
    assert _change(["ma collègue Sylvie le sait"])("ma collègue Sylvie le sait") == "ma collègue P1 le sait"
    assert _change(["Voir Sylvie, puis Sylvie seule"])("Voir Sylvie, puis Sylvie seule") == "Voir P1, la collègue, puis P1 seule"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("l'avis d'Élodie, qu’Élodie donne", "l'avis de P1, que P1 donne"),
        ("MARC, marc et Marc-là", "P1, l'adjoint, P1 et P1-là"),
        ("Jean-Marc et Claire le disent", "Jean-Marc et Claire le disent"),
        ("Marc\nDupont", "P1, l'adjoint"),
        ("parler à Pierre sans jeter la pierre", "parler à P1 sans jeter la pierre"),
    ],
)
def test_every_way_to_write_a_name(text: str, expected: str) -> None:
    assert _change([text])(text) == expected


def test_a_first_name_that_is_that_of_two_says_so() -> None:
    texts = ["Voir Luc Morin, puis Luc Favre", "dire à Luc"]
    assert _change(texts)("dire à Luc") == "dire à P1 ou P2"


def test_a_label_may_be_chosen_and_a_name_left() -> None:
    texts = ["Voir Marc avec Sylvie, à Bouaké"]
    people = strangers(texts, GROUP, chosen={"Marc": "P2, le collègue"}, kept=["Bouaké"])
    assert replacing(people, GROUP)(texts[0]) == "Voir P2, le collègue, avec P1, à Bouaké"
    alone = strangers(texts, GROUP, chosen={"Marc": "X"}, only_chosen=True)
    assert replacing(alone, GROUP)(texts[0]) == "Voir X avec Sylvie, à Bouaké"


def test_only_words_change_in_a_sheet() -> None:
    sheet = approved(replace(CONTRACT, title="Le départ de Marc"))
    changed = discreet(sheet, _change(list(texts_of([sheet]))))
    assert changed.title == "Le départ de P1, l'adjoint"
    assert "Comment garder P1, l'adjoint, motivé" in texts_of([changed])
    assert [(one.id, one.person, one.sources) for one in changed.entries] == [(one.id, one.person, one.sources) for one in sheet.entries]
    assert (changed.digest, changed.client) == (sheet.digest, sheet.client)


NAMES = ("Marc", "Marc Dupont", "M. Dupont", "Élodie", "MARC", "Jean-Yves", "Sylvie de La Tour", "Tour")
CONTEXTS = (
    "voir {} demain",
    "l'avis d'{}",
    "Mon chef, {}, le sait",
    "« {} » *{}* |{}|",
    "a_{}_b #{} {}2",
    "({})\n{}",
    "chez {}-là",
    "à {}.",
)
_named = st.tuples(st.sampled_from(CONTEXTS), st.sampled_from(NAMES)).map(lambda both: both[0].replace("{}", both[1]))


@settings(max_examples=60, deadline=None)
@given(st.lists(_named, min_size=1, max_size=6))
def test_no_replaced_name_remains(texts: list[str]) -> None:
    people = strangers(texts, GROUP)
    assert _remaining(people_words(people), "\n".join(map(replacing(people, GROUP), texts))) == []


@settings(max_examples=2, deadline=None)
@given(st.lists(_named, min_size=1, max_size=3))
def test_no_replaced_name_remains_in_any_export(texts: list[str]) -> None:
    sheets = (
        typed_plan(texts),
        replace(typed_notes(texts), entries=tuple(replace(one, person="Fatou") for one in typed_notes(texts).entries)),
    )
    people = strangers(texts_of(sheets), GROUP)
    hidden = [discreet(sheet, replacing(people, GROUP)) for sheet in sheets]
    assert all(_remaining(people_words(people), made) == [] for made in _exports(hidden))


def people_words(people: tuple[Stranger, ...]) -> set[str]:
    """Every word by which somebody was named."""
    return {word for one in people for word in one.parts}


def _remaining(words: set[str], text: str) -> list[str]:
    flat = flattened(text)
    return [word for word in words if re.search(rf"(?<![^\W\d_]){re.escape(word)}(?![^\W\d_])", flat)]


def _exports(sheets: list[Sheet]) -> list[str]:
    made = [printed(sheet, AROUND) for sheet in sheets]
    words = [docx.Document(io.BytesIO(to_docx(one))) for one in made]
    pages = [page for one in made for page in pypdf.PdfReader(io.BytesIO(to_pdf(one))).pages]
    now = datetime.datetime(2026, 11, 18, tzinfo=datetime.UTC)
    return [
        *(to_markdown(one) for one in made),
        *("\n".join(paragraph.text for paragraph in word.element.body.iter() if paragraph.text) for word in words),
        *(page.extract_text() for page in pages),
        to_ics((sheets[0],), "séance", now).decode().replace("\r\n ", ""),
        json.dumps(sheets_json(tuple(sheets), replace(AROUND, said={})), ensure_ascii=False),
    ]


def test_nobody_outside_the_group_changes_nothing() -> None:
    text = replacing(strangers(texts_of([PLAN]), (*GROUP, "Marc")), GROUP)("Voir Fatou")
    assert text == "Voir Fatou"
