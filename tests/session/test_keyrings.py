from __future__ import annotations

import threading
from collections.abc import Iterator

import keyring
import pytest
from keyring.backends.fail import Keyring as Fails
from keyring.backends.null import Keyring as Null

from codev_voice.errors import MachineError
from codev_voice.session import keyrings
from session.fake_keyring import FakeKeyring

KEY = bytes(range(32))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeKeyring]:
    made = FakeKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: made)
    yield made
    if made.hangs is not None:
        made.hangs.set()  # the thread that waits ends


def test_a_key_is_kept_found_and_destroyed(fake: FakeKeyring) -> None:
    assert keyrings.available()
    assert keyrings.get("a") is None
    keyrings.put("a", KEY)
    assert keyrings.get("a") == KEY
    assert fake.kept == {("codev_voice", "a"): KEY.hex()}
    keyrings.delete("a")
    keyrings.delete("a")
    assert fake.kept == {}
    fake.kept["codev_voice", "b"] = "somebody's password"
    assert keyrings.get("b") is None


def test_one_that_refuses_is_said(fake: FakeKeyring) -> None:
    fake.locked = True
    with pytest.raises(MachineError, match="trousseau du système ne répond pas"):
        keyrings.get("a")
    with pytest.raises(MachineError, match="trousseau"):
        keyrings.put("a", KEY)
    with pytest.raises(MachineError, match="trousseau"):
        keyrings.delete("a")


def test_one_that_loses_what_it_is_given_is_said(fake: FakeKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake, "set_password", lambda *_: None)
    with pytest.raises(MachineError, match="trousseau"):
        keyrings.put("a", KEY)


def test_one_that_hangs_holds_nobody_up(fake: FakeKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.hangs = threading.Event()
    monkeypatch.setattr(keyrings, "ANSWERED", 0.05)
    with pytest.raises(MachineError, match="trousseau"):
        keyrings.get("a")


def test_a_bus_that_hangs_is_no_keyring(fake: FakeKeyring, monkeypatch: pytest.MonkeyPatch) -> None:
    fake.hangs = threading.Event()
    monkeypatch.setattr(keyring, "get_keyring", lambda: fake.hangs and fake.hangs.wait())
    monkeypatch.setattr(keyrings, "LOOKED_FOR", 0.05)
    assert not keyrings.available()


def test_what_keeps_nothing_or_in_clear_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    class Plaintext(FakeKeyring):
        __module__ = "keyrings.alt.file"

    fails, null = Fails(), Null()  # type: ignore[no-untyped-call] # the library leaves them untyped

    class Chained(FakeKeyring):
        backends = (fails, FakeKeyring())

    for backend, real in ((fails, False), (null, False), (Plaintext(), False), (Chained(), True)):
        monkeypatch.setattr(keyring, "get_keyring", lambda backend=backend: backend)
        assert keyrings.available() is real
