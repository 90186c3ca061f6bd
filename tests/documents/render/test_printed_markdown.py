from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from codev_voice.documents.render.printed_markdown import escaped, to_markdown
from codev_voice.documents.render.printing import printed
from documents.render.reading import lost
from documents.render.written import AROUND, HOSTILE, OTHER_SCRIPTS, PLAN, approved, typed, typed_contract, typed_notes, typed_plan

if TYPE_CHECKING:
    from markdown_it.token import Token

_READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _read(text: str) -> str:
    return "".join(_texts(_READER.parse(text)))


def _texts(tokens: list[Token]) -> list[str]:
    found: list[str] = []
    for token in tokens:
        found += _texts(token.children) if token.children else ["\n" if token.type.endswith("break") else token.content]
    return found


def test_a_proposition_says_so_first_and_last() -> None:
    lines = to_markdown(printed(PLAN, AROUND)).strip().split("\n")
    assert lines[2] == lines[-1] == "**Proposition\u00a0: brouillon à relire par Inès**"


def test_an_approved_plan_reads_as_a_letter() -> None:
    text = to_markdown(printed(approved(PLAN), AROUND)).replace("\u00a0", " ").replace("\u202f", " ")
    assert text.startswith("# Mon plan d’action\n\nLe codev de novembre · mardi 17 novembre 2026 · Consultation de Inès\n")
    assert (
        "- **Voir Marc**\n  - Pour quand : vendredi 20 novembre 2026 (« vendredi »)\n  - Premier pas : lui envoyer l’invitation\n" in text
    )
    assert "Proposition" not in text


@settings(max_examples=12, deadline=None)
@given(st.lists(typed, min_size=1, max_size=4))
def test_every_approved_word_is_read_back(texts: list[str]) -> None:
    for sheet in (typed_plan(texts), typed_notes(texts), typed_contract(texts)):
        assert lost(sheet, _read(to_markdown(printed(sheet, AROUND)))) == []


def test_every_approved_word_is_read_back_from_the_worst() -> None:
    for text in (*HOSTILE, *OTHER_SCRIPTS):
        for sheet in (typed_plan([text]), typed_notes([text]), typed_contract([text])):
            assert lost(sheet, _read(to_markdown(printed(sheet, AROUND)))) == [], text


@settings(max_examples=40, deadline=None)
@given(typed)
def test_nothing_typed_becomes_a_mark(text: str) -> None:
    shown = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    tokens = _READER.parse("- " + escaped(shown, "  "))
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    expected = {"bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "paragraph_open", "paragraph_close"}
    assert kinds <= {*expected, "inline", "text", "text_special", "hardbreak"}
