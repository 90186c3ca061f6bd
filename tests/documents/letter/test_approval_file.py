"""The answer's reader: what a page writes is read however a mail carried it; anything else is refused by name."""

from __future__ import annotations

import base64
import copy
import datetime
import json
import re
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codev_voice.documents.changing import Change
from codev_voice.documents.letter.age import seal
from codev_voice.documents.letter.approval_file import LARGEST, read_answer
from codev_voice.errors import FileError

AT = datetime.datetime(2026, 11, 24, 19, 30, 5, 250000, tzinfo=datetime.UTC)
ANSWER: dict[str, Any] = {
    "format": "codev-voice reponse",
    "version": 1,
    "session": "5" * 64,
    "letter": "a" * 32,
    "person": "Sophie",
    "at": "2026-11-24T19:30:05.250Z",
    "documents": [
        {
            "consultation": 0,
            "document": "plan",
            "version": 1,
            "digest": "1" * 64,
            "after": "2" * 64,
            "changes": [
                {
                    "kind": "edit",
                    "entry": "je_fais:p2:0",
                    "part": None,
                    "text": "Voir Marc",
                    "details": {"due": "2026-12-01", "due_said": ""},
                },
                {"kind": "add", "entry": "ajout:0123456789abcdef", "part": "je_garde", "person": None, "text": "à moi", "details": None},
                {"kind": "order", "order": ["b", "a"]},
            ],
            "decision": {"kind": "approve", "digest": "2" * 64, "entries": ["a"], "audience": "groupe"},
        },
        {
            "consultation": 0,
            "document": "notes",
            "version": 1,
            "digest": "3" * 64,
            "after": "4" * 64,
            "changes": [{"kind": "mark", "entry": "note:p6:0", "mark": "non"}],
            "decision": {"kind": "refuse"},
        },
    ],
}


def written(answer: object = ANSWER) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode()


def armoured(data: bytes, name: str = "CODEV-VOICE REPONSE") -> str:
    return f"-----BEGIN {name}-----\n{base64.encodebytes(data).decode()}-----END {name}-----\n"


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    answer = copy.deepcopy(ANSWER)
    change(answer)
    return written(answer)


def test_it_becomes_changes_in_order_with_her_decision_last() -> None:
    answer = read_answer(written())
    assert (answer.session, answer.person, answer.at) == ("5" * 64, "Sophie", AT)
    plan, notes = answer.documents
    assert (plan.document, plan.version, plan.digest, plan.after) == ("plan", 1, "1" * 64, "2" * 64)
    details = {"due": "2026-12-01", "due_said": ""}
    assert plan.changes == (
        Change("edit", "plan", entry="je_fais:p2:0", text="Voir Marc", details=details, at=AT),
        Change("add", "plan", entry="ajout:0123456789abcdef", part="je_garde", text="à moi", at=AT),
        Change("order", "plan", order=("b", "a"), at=AT),
        Change("share", "plan", audience="groupe", at=AT),
        Change("approve", "plan", digest="2" * 64, entries=("a",), person="Sophie", at=AT),
    )
    assert notes.changes == (Change("refuse", "notes", at=AT),)
    assert {change.by for each in answer.documents for change in each.changes} == {"client"}


CARRIED = (
    b"\xef\xbb\xbf" + written(),
    armoured(written()).encode(),
    ("Bonjour,\r\n\r\n" + armoured(written()).replace("\n", "\r\n") + "\r\nSophie").encode(),
    ("> > " + armoured(written()).replace("\n", "\n> > ")).encode(),
    armoured(written()).replace("\n", " ").encode(),
    ("\ufeff" + armoured(written())).encode("utf-16-le"),
    re.sub("(?m)^.{9}(?!.*---)", "\\g<0>\u00a0", armoured(written())).encode(),
)


@pytest.mark.parametrize("carried", CARRIED, ids=range(len(CARRIED)))
def test_a_mail_may_wrap_quote_and_code_it_as_it_likes(carried: bytes) -> None:
    assert read_answer(carried) == read_answer(written())


def test_a_closed_answer_is_opened_by_its_phrase_which_is_asked_again() -> None:
    sealed = seal(written(), "trois chats", secrets.token_bytes, 4)
    for data in (sealed, armoured(sealed, "AGE ENCRYPTED FILE").encode()):
        assert read_answer(data, iter(["chat", "trois chats"]).__next__) == read_answer(written())
        with pytest.raises(FileError, match="fermée par une phrase"):
            read_answer(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "n'est pas une réponse"),
        (b"\x00\xff\xfe", "n'est pas une réponse"),
        (b"[1]", "n'est pas une réponse"),
        (b'{"format": "autre"}', "n'est pas une réponse"),
        (b"[" * 100_000, "n'est pas une réponse"),
        (b"<!doctype html>\n<html lang=fr>", "la page à relire"),
        (b" " * (LARGEST + 1), "bien trop gros"),
        (b"-----BEGIN CODEV-VOICE REPONSE-----\nabcde\n-----END CODEV-VOICE REPONSE-----", "coupé ou modifié"),
        (armoured(written())[:-60].encode(), "n'est pas une réponse"),
        (b"age-encryption.org/v1\n-> scrypt", "abîmé ou incomplet"),
        (changed(lambda answer: answer.update(version=2)), "version plus récente"),
        (changed(lambda answer: answer.update(version=0)), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer.update(documents=[])), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer["documents"].append(answer["documents"][0])), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer.update(at="2026-11-24T19:30:05")), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer.update(more="plus")), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer.pop("session")), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer["documents"][0]["changes"][0].update(kind="approve")), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer["documents"][0]["changes"][0].update(by="facilitator")), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer["documents"][0]["decision"].update(digest="9" * 64)), "incomplète ou a été modifiée"),
        (changed(lambda answer: answer["documents"][0].update(changes=[{"kind": "remove"}] * 2001)), "incomplète ou a été modifiée"),
    ],
)
def test_anything_else_is_refused_by_name(data: bytes, said: str) -> None:
    with pytest.raises(FileError, match=said):
        read_answer(data, lambda: "trois chats")


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 900), st.integers(0, 30))
def test_whatever_it_holds_it_is_read_or_refused(noise: bytes, at: int, cut: int) -> None:
    whole = written()
    for data in (noise, whole[:at] + noise + whole[at + cut :]):
        try:
            assert read_answer(data, lambda: "x").documents
        except FileError as refused:
            assert refused.remedy  # noqa: PT017 - either way is right, a crash is not
