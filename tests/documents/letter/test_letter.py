"""The client's page as a file: its policy, what it holds, its size; how it runs is in tests/real/test_letter.py."""

from __future__ import annotations

import base64
import datetime
import hashlib
import json
import re
import secrets
from dataclasses import replace

import pytest

from codev_voice.documents.letter.age import unseal
from codev_voice.documents.letter.letter import LIMIT, Quote, content_of, letter_html, script, sealed_html
from codev_voice.documents.sheet import Approval, Document, Entry, Part, Status
from documents.letter.letters import EVIL, NOTES, PLAN, letter, made

CONTENT = re.compile(r'<script type="application/json" id="content">(.*?)</script>', re.DOTALL)


def inside(html: str, tag: str) -> str:
    return html.split(f"<{tag}>", 1)[1].split(f"</{tag}>", 1)[0]


def held(html: str) -> dict[str, object]:
    found = CONTENT.findall(html)
    assert len(found) == 1
    content: dict[str, object] = json.loads(found[0])
    return content


def test_the_policy_lets_nothing_in_but_the_pages_own_script_and_style() -> None:
    html = letter_html(letter())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy

    def hashed(text: str) -> str:
        return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"

    assert policy[1] == (
        f"default-src 'none'; script-src {hashed(inside(html, 'script'))}; style-src {hashed(inside(html, 'style'))}; "
        "base-uri 'none'; form-action 'none'"
    )


def test_it_names_no_address_of_any_network() -> None:
    assert not re.search(
        r"https?://|wss?://|\burl\(|@import|\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|innerHTML|eval\(", letter_html(letter())
    )


def test_scripts_use_what_telephones_of_five_years_ago_know() -> None:
    assert "(?<" not in script()  # looking behind came to Safari in 2023, and its absence would stop the whole script
    assert "crypto.subtle" not in re.sub(r"//.*|/\*.*?\*/", "", script(), flags=re.DOTALL)


def test_it_holds_the_sheets_as_they_stand_in_her_order() -> None:
    content = content_of(letter())
    assert content["sheets"][0]["digest"] == PLAN.digest
    assert [sheet["document"] for sheet in content["sheets"]] == ["plan", "notes", "contrat"]
    assert content["names"] == {
        "answer": "2026-11-24 codev - réponse - Sophie.codev.json",
        "calendar": "2026-11-24 codev - dates - Sophie.ics",
    }
    first = content["sheets"][0]["entries"][1]
    assert first["details"]["due"] == "2026-11-27"
    assert first["quotes"] == [{"who": "Sophie", "at": 3502.0, "text": "Du coup je vais voir Marc jeudi, euh non, vendredi."}]
    assert held(letter_html(letter())) == content


def test_it_says_what_was_approved_before() -> None:
    at = datetime.datetime(2026, 11, 24, 18, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
    sheet = replace(PLAN, approval=Approval("Sophie", at, 1, PLAN.digest, PLAN.entries[:2], whole=False), status=Status.PARTLY)
    assert content_of(letter(sheet))["sheets"][0]["approved"] == {
        "person": "Sophie",
        "at": "2026-11-24T17:05:00Z",
        "version": 1,
        "whole": False,
        "entries": ["je_fais:p2:0", "je_garde:p1:0"],
    }


def test_two_letters_are_told_apart() -> None:
    assert content_of(letter())["id"] != content_of(letter(NOTES))["id"]
    assert content_of(letter())["id"] == content_of(letter())["id"]


def test_nothing_typed_leaves_its_place() -> None:
    sheet = made(Document.NOTES, Entry(EVIL, Part.NOTE, EVIL, person=EVIL, note=EVIL), client=EVIL)
    given = replace(letter(replace(sheet, title=EVIL)), session=EVIL, quotes=({EVIL: (Quote(EVIL, 1.0, EVIL),)},))
    html = letter_html(given)
    assert html.count("<script") == 2
    assert html.count("</script>") == 2
    assert html.count("<img") == 0
    assert "\u2028" not in CONTENT.findall(html)[0]
    assert held(html)["title"] == EVIL


def test_a_sealed_page_holds_nothing_in_clear() -> None:
    html = sealed_html(letter(), "trois petits chats bleus", secrets.token_bytes)
    for word in ("Sophie", "voir Marc", "Claire", "2026-11-24", "motivation", "Codev du mardi", "5" * 64):
        assert word not in html
    sealed = held(html)
    assert list(sealed) == ["sealed"]
    opened = unseal(base64.b64decode(str(sealed["sealed"])), "trois petits chats bleus")
    assert opened is not None
    assert json.loads(opened) == content_of(letter())


@pytest.mark.parametrize("length", [90, 900, 4000])
def test_a_long_session_stays_under_the_limit(length: int) -> None:
    words = ("Tu pourrais lui proposer de piloter le projet, " * 100)[:length]
    notes = made(
        Document.NOTES, *(Entry(f"note:p{rank}:0", Part.NOTE, words[:300], person="Nadia", sources=(f"p{rank}",)) for rank in range(200))
    )
    quotes = {entry.id: (Quote("Nadia", 60.0, words),) for entry in notes.entries}
    given = replace(letter(PLAN, notes), quotes=({}, quotes))
    for html in (letter_html(given), sealed_html(given, "trois petits chats bleus", secrets.token_bytes)):
        assert len(html.encode()) < LIMIT
    assert len(content_of(given)["sheets"][1]["entries"]) == 200
