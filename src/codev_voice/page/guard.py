"""Who may speak to the page: this machine's own browser, at the address that only this run knows. Pure.

    http://127.0.0.1:PORT/TOKEN/…

Other programs and other sites reach 127.0.0.1 too: the token keeps the first out, `Host`, `Origin` and `Sec-Fetch-Site` the second.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

MOST = 65_536
"""Bytes that the body of a request may have."""

HEADERS = (
    (
        "content-security-policy",
        (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; "
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
        ),
    ),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), display-capture=()"),
)
"""Sent with every answer, refusals included."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a request decides: its method, its path and the headers that matter, each as often as it was sent."""

    method: str
    path: str
    host: Sequence[str]
    origin: Sequence[str] = ()
    site: Sequence[str] = ()
    content_type: Sequence[str] = ()
    length: Sequence[str] = ()


def new_token() -> str:
    """A token nobody guesses: 256 bits, as it stands in an address."""
    return secrets.token_urlsafe(32)


def refusal(asked: Asked, token: str, port: int) -> HTTPStatus | None:
    """Why this is not answered, None when it is: 404 hides that there is anything here, 403 is for who knows the address."""
    hosts = (f"127.0.0.1:{port}", f"localhost:{port}")
    if len(asked.host) != 1 or asked.host[0].lower() not in hosts:
        return HTTPStatus.NOT_FOUND
    if not hmac.compare_digest(_first(asked.path).encode(), token.encode()):
        return HTTPStatus.NOT_FOUND
    own = f"http://{asked.host[0].lower()}"
    if any(origin.lower() != own for origin in asked.origin) or any(site not in {"same-origin", "none"} for site in asked.site):
        return HTTPStatus.FORBIDDEN
    if asked.method == "POST":
        return None if _json(asked.content_type) and _short(asked.length) else HTTPStatus.FORBIDDEN
    return None if asked.method == "GET" else HTTPStatus.FORBIDDEN


def _first(path: str) -> str:
    """The first part of a path: the token, when it is one of ours."""
    return path[1:].partition("/")[0] if path.startswith("/") else ""


def _json(content_type: Sequence[str]) -> bool:
    return len(content_type) == 1 and content_type[0].partition(";")[0].strip().lower() == "application/json"


def _short(length: Sequence[str]) -> bool:
    """Whether the length announced is a number under the limit; without one (a body in pieces) nothing is read at all."""
    return (
        len(length) == 1 and length[0].isascii() and length[0].isdigit() and len(length[0]) < len(str(MOST)) + 1 and int(length[0]) < MOST
    )
