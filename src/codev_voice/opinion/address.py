"""Where a language model may be asked: on this very machine, or nowhere."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from codev_voice.errors import SettingsError

HTTP_PORT = 80
_LONGEST = 100
# Ollama passes questions put to these names ("gpt-oss:120b-cloud", "x:cloud") on to its maker's machines.
_ELSEWHERE = re.compile(r"(?:^|[:\-])cloud$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """A server of this machine: `hosts` are loopback addresses in figures, tried in order; `name` is what the server is called."""

    name: str
    hosts: tuple[str, ...]
    port: int


def local(text: str) -> Address:
    """The server at this address ("http://127.0.0.1:11434", with "/v1" at its end or not).

    A name is resolved here, once: what is connected to later is what was checked.

    Raises:
        SettingsError: it is not plain HTTP, not of this machine, or not an address.
    """
    if not text.isascii() or not text.isprintable() or any(letter in text for letter in " \\@?#"):
        raise _no_address()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _no_address() from None
    if parts.scheme != "http":
        raise _no_address()
    hosts = _resolved() if host == "localhost" else (host,)
    if not hosts or not all(_loopback(one) for one in hosts):
        raise SettingsError("L'adresse du second avis n'est pas celle de cette machine", "seules 127.0.0.1, ::1 et localhost sont permises")
    if port == 0 or parts.path not in {"", "/", "/v1", "/v1/"}:
        raise _no_address()
    return Address(parts.netloc.lower(), hosts, port or HTTP_PORT)


def named(model: str) -> str:
    """The model's name, without surrounding space; it may be empty where the server holds one model only.

    Raises:
        SettingsError: it cannot be a name, or it names a model that a local server would ask of another machine.
    """
    name = model.strip()
    if not name.isprintable() or len(name) > _LONGEST:
        raise SettingsError("Le nom du modèle du second avis ne convient pas", "donnez celui que le serveur affiche")
    if _ELSEWHERE.search(name):
        problem = "Le modèle du second avis tournerait ailleurs (son nom finit par « cloud »)"
        raise SettingsError(problem, "choisissez un modèle qui tourne sur cette machine")
    return name


def _resolved() -> tuple[str, ...]:
    """What "localhost" is here, IPv4 first: it is where servers listen by default."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo("localhost", None, type=socket.SOCK_STREAM)}
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda host: (":" in host, host)))


def _loopback(host: str) -> bool:
    try:
        return "%" not in host and ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _no_address() -> SettingsError:
    return SettingsError("L'adresse du second avis n'est pas celle d'un serveur", "donnez-la ainsi : http://127.0.0.1:11434")
