"""Requests that nobody thought of, sent to the page of a real session: a plain answer to each, and nothing at all without the token."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from codev_voice.companion.hear import hear
from codev_voice.companion.live.reading import ReadDesk
from codev_voice.page.application import application
from codev_voice.session.card import Method
from codev_voice.session.journal import read_events
from page.addresses import TOKEN, requests, schema
from sessions import write_session

PIECES = tuple(f"p{number:06d}" for number in range(1, 21))
VOICES = ("Inès", "Claire", "Julien", "Fatou")
KNOWN, ANYBODY = requests(schema(PIECES, VOICES)), requests(schema(PIECES, VOICES, token=None))
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("entendue")
    transcript, sheet = write_session(place)
    hear(transcript, people=sheet, into=place / "séance", method=Method.NONE)
    return place / "séance"


@pytest.fixture
def folder(heard: Path, tmp_path: Path) -> Path:
    return shutil.copytree(heard, tmp_path / "place" / "séance")


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(application(ReadDesk(folder), TOKEN, 8123), base_url="http://127.0.0.1:8123", follow_redirects=False) as client:
        yield client


def sent(client: TestClient, case: Any) -> Any:  # noqa: ANN401 - schemathesis names neither
    """The answer to this request, as it goes through the wire; what the client itself cannot send is no request."""
    asked = case.as_transport_kwargs(base_url="http://127.0.0.1:8123")
    body = {name: asked[name] for name in ("json", "data") if asked.get(name) is not None}
    content = {"content": body.pop("data")} if isinstance(body.get("data"), bytes | str) else body
    return client.request(asked["method"], asked["url"], headers=dict(asked.get("headers") or {}), **content)


def everything(folder: Path) -> dict[str, str]:
    """What is on the disk beside the session and in it."""
    files = (path for path in folder.parent.rglob("*") if path.is_file())
    return {str(path.relative_to(folder.parent)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def plainly_answered(client: TestClient, folder: Path, case: Any) -> None:  # noqa: ANN401 - idem
    """An answer that the page knows how to show; the session is still there, whole, and nothing beside it."""
    answer = sent(client, case)
    assert answer.status_code in {HTTPStatus.OK, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}
    if answer.status_code == HTTPStatus.CONFLICT:
        assert list(answer.json()) == ["error"]
        assert "\n" not in answer.json()["error"]
    if answer.status_code in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
        assert answer.content == b""
    assert read_events(folder / "journal")
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def refused(client: TestClient, folder: Path, case: Any) -> None:  # noqa: ANN401 - idem
    """Nothing is answered, nothing is changed."""
    before = everything(folder)
    answer = sent(client, case)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.content == b""
    assert everything(folder) == before


@pytest.mark.parametrize("name", list(KNOWN))
@MANY
@given(data=st.data())
def test_whoever_knows_the_address_is_answered_plainly(client: TestClient, folder: Path, name: str, data: st.DataObject) -> None:
    plainly_answered(client, folder, data.draw(KNOWN[name]))


@pytest.mark.parametrize("name", list(ANYBODY))
@MANY
@given(data=st.data())
def test_nobody_else_reads_or_changes_anything(client: TestClient, folder: Path, name: str, data: st.DataObject) -> None:
    refused(client, folder, data.draw(ANYBODY[name]))
