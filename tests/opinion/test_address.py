from __future__ import annotations

import socket

import pytest

from codev_voice.errors import SettingsError
from codev_voice.opinion.address import Address, local, named


@pytest.mark.parametrize(
    ("text", "hosts", "port"),
    [
        ("http://127.0.0.1:11434", ("127.0.0.1",), 11434),
        ("http://127.0.0.1:11434/", ("127.0.0.1",), 11434),
        ("http://127.9.8.7:8080/v1", ("127.9.8.7",), 8080),
        ("HTTP://[::1]:8080/v1/", ("::1",), 8080),
        ("http://127.0.0.1", ("127.0.0.1",), 80),
    ],
)
def test_an_address_of_this_machine(text: str, hosts: tuple[str, ...], port: int) -> None:
    address = local(text)
    assert (address.hosts, address.port) == (hosts, port)


@pytest.mark.parametrize(
    "text",
    [
        "http://192.0.2.1:11434",
        "http://10.0.0.1",
        "http://0.0.0.0:11434",
        "http://[::]:80",
        "http://[::ffff:127.0.0.1]:80",
        "http://[::1%25eth0]:80",
        "http://[::1%eth0]:80",
        "http://example.org",
        "http://localhost.example.org",
        "http://localhost.:80",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org/",
        "http://user:secret@127.0.0.1/",
        "http://127.0.0.1\\@example.org/",
        "http://127.1:80",
        "http://2130706433:80",
        "http://0x7f.0.0.1:80",
        "http://0177.0.0.1:80",
        "http://①27.0.0.1:80",
        "http://127.0.0.1\t:80",
        "http://127.0.0.1:80\r\nX: y",
        "https://127.0.0.1:443",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "127.0.0.1:11434",
        "localhost:11434",
        "http://127.0.0.1:0",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:x",
        "http://127.0.0.1/api",
        "http://127.0.0.1/?to=example.org",
        "http://127.0.0.1/#x",
        "http://[::1",
        "http://",
        "http:///v1",
        "",
    ],
)
def test_anything_else_is_refused_in_french_without_being_repeated(text: str) -> None:
    with pytest.raises(SettingsError, match="second avis") as refused:
        local(text)
    assert "secret" not in str(refused.value)
    assert "example" not in str(refused.value)


def _resolving(*hosts: str) -> object:
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 0)) for host in hosts]


def test_localhost_is_resolved_once_ipv4_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _resolving("::1", "127.0.0.1", "127.0.0.1"))
    assert local("http://LocalHost:11434") == Address("localhost:11434", ("127.0.0.1", "::1"), 11434)


@pytest.mark.parametrize("hosts", [(), ("192.0.2.1",), ("127.0.0.1", "192.0.2.1"), ("fe80::1%eth0",)])
def test_localhost_that_leads_elsewhere_is_refused(monkeypatch: pytest.MonkeyPatch, hosts: tuple[str, ...]) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _resolving(*hosts))
    with pytest.raises(SettingsError, match="cette machine"):
        local("http://localhost:11434")


def test_localhost_that_is_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(SettingsError, match="cette machine"):
        local("http://localhost:11434")


def test_a_model_has_a_plain_name() -> None:
    assert named(" gemma3:4b ") == "gemma3:4b"
    assert named("") == ""
    assert named("cloudy-7b") == "cloudy-7b"


@pytest.mark.parametrize("name", ["gpt-oss:120b-cloud", "glm:Cloud", "cloud"])
def test_a_model_that_a_local_server_asks_of_its_maker_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="ailleurs"):
        named(name)


@pytest.mark.parametrize("name", ["a\nb", "a\x00", "x" * 101])
def test_what_cannot_be_a_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="ne convient pas"):
        named(name)
