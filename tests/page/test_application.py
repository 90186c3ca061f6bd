from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from importlib.resources import files

import pytest
from starlette.testclient import TestClient

from codev_voice.companion.desk import Act
from codev_voice.errors import SessionError
from codev_voice.page.application import application
from codev_voice.page.guard import HEADERS, MOST
from page.standin import StandIn, view

BASE = "http://127.0.0.1:8123"


@pytest.fixture
def desk() -> StandIn:
    return StandIn(view("ecoute"))


@pytest.fixture
def client(desk: StandIn) -> Iterator[TestClient]:
    with TestClient(application(desk, "clef", 8123), base_url=BASE, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("path", ["/clef/", "/clef/nowhere", "/autre/", "/clef", "/clef/static/page.css", "/clef/static/../index.html"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers[name] for name, _ in HEADERS} == dict(HEADERS)


def test_the_page_is_in_french_and_loads_only_its_own_files(client: TestClient) -> None:
    text = client.get("/clef/").text
    assert '<html lang="fr">' in text
    asked = re.findall(r'(?:src|href)="(?!data:|#)([^"]+)"', text)
    assert asked == [f"static/{name}" for name in ("page.css", "places.css", "papers.css", "review.css", "followups.css", "main.js")]
    assert all(client.get(f"/clef/{name}").status_code == HTTPStatus.OK for name in asked)


def test_every_file_of_the_page_is_served_with_its_type(client: TestClient) -> None:
    types = {"css": "text/css", "js": "text/javascript", "html": "text/html"}
    names = sorted(entry.name for entry in (files("codev_voice.page") / "static").iterdir())
    assert "main.js" in names
    for name in names:
        answer = client.get(f"/clef/static/{name}")
        assert answer.headers["content-type"].startswith(types[name.rpartition(".")[2]]), name


def test_no_file_of_the_page_names_an_address_or_writes_html() -> None:
    for entry in (files("codev_voice.page") / "static").iterdir():
        text = entry.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text), entry.name


@pytest.mark.parametrize(
    "path", ["/", "/autre/", "/autre/acts", "/clef", "/clef/nowhere", "/clef/static/none.js", "/clef/static/%2e%2e%2fguard.py"]
)
def test_what_is_not_there_says_nothing(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.content == b""


def test_an_act_reaches_the_desk(client: TestClient, desk: StandIn) -> None:
    answer = client.post("/clef/acts", json={"act": "consent", "person": "Inès", "given": True})
    assert (answer.status_code, answer.json()) == (HTTPStatus.OK, {})
    assert desk.acts == [Act("consent", person="Inès", given=True)]


def test_what_cannot_be_done_is_said_in_one_line(client: TestClient, desk: StandIn) -> None:
    desk.refuses = "L'écoute n'a pas repris"
    answer = client.post("/clef/acts", json={"act": "resume"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert answer.json() == {"error": "L'écoute n'a pas repris : recommencez."}


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"act": "dance"}', b'{"act": "stage", "stage": "deux"}', b'{"act": "undo", "x": 1}', b"\xff\xfe", b"[]"]
)
def test_what_is_no_act_is_refused_without_detail(client: TestClient, desk: StandIn, body: bytes) -> None:
    answer = client.post("/clef/acts", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.content) == (HTTPStatus.FORBIDDEN, b"")
    assert desk.acts == []


def test_a_body_longer_than_it_said_is_not_read(client: TestClient, desk: StandIn) -> None:
    body = b'{"act": "undo"}' + b" " * MOST
    answer = client.post("/clef/acts", content=body, headers={"content-type": "application/json", "content-length": "15"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert desk.acts == []


@pytest.mark.parametrize(
    "headers",
    [{"host": "evil.example:8123"}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"content-type": "text/plain"}],
)
def test_another_site_does_nothing(client: TestClient, desk: StandIn, headers: dict[str, str]) -> None:
    answer = client.post("/clef/acts", content=b'{"act": "start"}', headers={"content-type": "application/json", **headers})
    assert answer.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
    assert answer.content == b""
    assert desk.acts == []


def test_get_does_no_act_and_post_reads_nothing(client: TestClient, desk: StandIn) -> None:
    assert client.get("/clef/acts").status_code == HTTPStatus.NOT_FOUND
    assert client.post("/clef/", json={"act": "start"}).status_code == HTTPStatus.NOT_FOUND
    assert desk.acts == []


def test_what_nobody_foresaw_is_answered_without_a_word(client: TestClient, desk: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_act: Act) -> None:
        raise RuntimeError("des mots de la séance")

    monkeypatch.setattr(desk, "act", fail)
    answer = client.post("/clef/acts", json={"act": "undo"})
    assert (answer.status_code, answer.content) == (HTTPStatus.INTERNAL_SERVER_ERROR, b"")
    assert answer.headers["cache-control"] == "no-store"


def test_a_piece_of_speech_is_heard_by_who_knows_the_address(client: TestClient, desk: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "sound", {"p000001": b"RIFF"}.get)
    answer = client.get("/clef/sound/p000001")
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (HTTPStatus.OK, "audio/wav", b"RIFF")
    assert answer.headers["cache-control"] == "no-store"
    gone = [client.get(path).status_code for path in ("/clef/sound/p9", "/clef/sound/../p000001", "/autre/sound/p000001", "/clef/sound/")]
    assert gone == [HTTPStatus.NOT_FOUND] * 4


def test_a_sound_that_cannot_be_read_is_not_there(client: TestClient, desk: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_piece: str) -> bytes | None:
        raise SessionError("La clé manque", "remettez-la")

    monkeypatch.setattr(desk, "sound", refused)
    answer = client.get("/clef/sound/p000001")
    assert (answer.status_code, answer.content) == (HTTPStatus.NOT_FOUND, b"")


def test_the_review_is_given_once_the_session_is_over(client: TestClient, desk: StandIn) -> None:
    answer = client.get("/clef/review")
    assert (answer.status_code, answer.json()) == (
        HTTPStatus.CONFLICT,
        {"error": "Le bilan se lit une fois la séance finie : terminez-la d'abord."},
    )
    desk.reviewed = {"sentences": ["Parole répartie."]}
    assert client.get("/clef/review").json() == {"sentences": ["Parole répartie."]}
    assert client.get("/autre/review").status_code == HTTPStatus.NOT_FOUND
