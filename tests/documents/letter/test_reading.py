"""The letter without scripts: all that is proposed, and nothing of it taken for HTML."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from codev_voice.documents.letter.reading import closed_html, reading_html
from codev_voice.documents.sheet import Document, Entry, Part, Status
from codev_voice.documents.values import Kind
from documents.letter.letters import CONTRACT, EVIL, NOTES, PLAN, made

TAGS = {"div", "h1", "h2", "h3", "p", "span", "ol", "li", "small"}


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"class", "dir"}

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> _Seen:
    found = _Seen()
    found.feed(html)
    return found


def test_everything_proposed_is_read_in_the_plans_order() -> None:
    text = seen(reading_html((CONTRACT, NOTES, PLAN))).text
    order = [
        "Sophie, voici ce qui a été entendu",
        "Mon plan",
        "Voir Marc",
        "vendredi 27 novembre 2026",
        "Notes de l",
        "Écris-lui",
        "Contrat",
        "« comment garder Marc motivé\u202f? »",
    ]
    places = [text.index(words.replace("« ", "«\u00a0").replace(" »", "\u00a0»")) for words in order]
    assert places == sorted(places)
    assert text.count("Proposition") == 3
    assert "pas de corriger" in text


def test_nothing_typed_is_html() -> None:
    sheet = made(Document.NOTES, Entry(EVIL, Part.NOTE, EVIL, person=EVIL, note=EVIL), client=EVIL)
    found = seen(reading_html((replace(sheet, remarks=(EVIL,)),)))
    assert found.tags <= TAGS
    assert "\u202e" not in found.text


def test_a_refused_document_shows_nothing_but_that() -> None:
    text = seen(reading_html((replace(PLAN, status=Status.REFUSED),))).text
    assert "Vous avez refusé ce document" in text
    assert "Voir Marc" not in text


def test_a_closed_letter_says_how_to_open_it() -> None:
    assert "fermé par une phrase" in seen(closed_html()).text


def test_law_and_technique_are_said_to_be_unchecked() -> None:
    known = made(Document.NOTES, Entry("note:p1:0", Part.NOTE, "Une rupture est d'un commun accord", kind=Kind.KNOWLEDGE))
    assert "non vérifiées" in seen(reading_html((known,))).text
    assert "non vérifiées" not in seen(reading_html((NOTES,))).text
