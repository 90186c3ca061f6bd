from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

import pytest

from codev_voice.page.guard import HEADERS, MOST, Asked, new_token, refusal

TOKEN = "tres-secret"
PORT = 8123
GET = Asked(method="GET", path=f"/{TOKEN}/events", host=["127.0.0.1:8123"])
POST = Asked(
    method="POST",
    path=f"/{TOKEN}/acts",
    host=["localhost:8123"],
    origin=["http://localhost:8123"],
    site=["same-origin"],
    content_type=["application/json; charset=utf-8"],
    length=["17"],
)


@pytest.mark.parametrize("asked", [GET, POST, replace(GET, site=["none"]), replace(GET, host=["LOCALHOST:8123"]), replace(POST, origin=[])])
def test_our_own_browser_is_answered(asked: Asked) -> None:
    assert refusal(asked, TOKEN, PORT) is None


@pytest.mark.parametrize(
    "host",
    [[], ["127.0.0.1"], ["127.0.0.1:8124"], ["evil.example:8123"], ["127.0.0.1:8123", "evil.example"], ["127.0.0.1:8123.evil.example"]],
)
def test_another_host_finds_nothing(host: list[str]) -> None:
    assert refusal(replace(GET, host=host), TOKEN, PORT) is HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", ["/", "", f"/{TOKEN}x/", "/tres/secret/", f"//{TOKEN}/", f"{TOKEN}/", "/très-secret/", f"/{TOKEN[:-1]}/"])
def test_without_the_token_there_is_nothing(path: str) -> None:
    assert refusal(replace(GET, path=path), TOKEN, PORT) is HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "origin", [["https://evil.example"], ["null"], ["http://127.0.0.1:8123"], ["http://localhost:9999"], ["http://localhost:8123", "null"]]
)
def test_another_origin_is_refused(origin: list[str]) -> None:
    assert refusal(replace(POST, origin=origin), TOKEN, PORT) is HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("site", [["cross-site"], ["same-site"], [""], ["same-origin", "cross-site"]])
def test_a_request_made_by_another_site_is_refused(site: list[str]) -> None:
    assert refusal(replace(GET, site=site), TOKEN, PORT) is HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "content_type", [[], ["text/plain"], ["application/x-www-form-urlencoded"], ["application/jsonp"], ["application/json", "text/plain"]]
)
def test_only_json_is_taken(content_type: list[str]) -> None:
    assert refusal(replace(POST, content_type=content_type), TOKEN, PORT) is HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("length", [[], [str(MOST)], ["9" * 5000], ["-1"], ["1e3"], ["²"], ["12", "13"]])
def test_only_a_short_body_is_taken(length: list[str]) -> None:
    assert refusal(replace(POST, length=length), TOKEN, PORT) is HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_other_methods_are_refused(method: str) -> None:
    assert refusal(replace(GET, method=method), TOKEN, PORT) is HTTPStatus.FORBIDDEN


def test_tokens_are_long_and_never_the_same() -> None:
    made = {new_token() for _ in range(50)}
    assert len(made) == 50
    assert min(map(len, made)) >= 43
    assert all("/" not in token for token in made)


def test_nothing_may_be_loaded_from_elsewhere_nor_framed() -> None:
    policy = dict(HEADERS)["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
