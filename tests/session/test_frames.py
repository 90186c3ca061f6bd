from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from codev_voice.session.frames import MARKER, frame, scan, scan_growing

payloads = st.lists(st.binary(max_size=60), max_size=6)


@given(payloads)
def test_what_was_framed_is_read_again(written: list[bytes]) -> None:
    data = b"".join(map(frame, written))
    found = scan(data)
    assert list(found.payloads) == written
    assert found.good == len(data)
    assert not found.damaged


@given(st.lists(st.binary(min_size=1, max_size=60), min_size=1, max_size=6), st.data())
def test_a_torn_tail_loses_only_the_last_frame(written: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(map(frame, written))
    last = len(frame(written[-1]))
    cut = data.draw(st.integers(1, last))
    found = scan(whole[:-cut])
    assert list(found.payloads) == written[:-1]
    assert found.good == len(whole) - last
    assert not found.damaged


@given(st.lists(st.binary(min_size=1, max_size=60), min_size=2, max_size=6), st.data())
def test_a_flipped_byte_before_the_last_frame_is_damage_and_never_a_false_payload(written: list[bytes], data: st.DataObject) -> None:
    whole = bytearray(b"".join(map(frame, written)))
    at = data.draw(st.integers(0, len(whole) - len(frame(written[-1])) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    found = scan(bytes(whole))
    assert found.damaged or written[-1] in found.payloads or MARKER in b"".join(written)
    assert set(found.payloads) | set(found.beyond) <= set(written) or MARKER in b"".join(written)


@given(st.binary(max_size=300))
def test_any_bytes_are_scanned_without_an_error(data: bytes) -> None:
    assert 0 <= scan(data).good <= len(data)


@given(st.lists(st.binary(max_size=60), max_size=6), st.data())
def test_a_growing_file_gives_each_frame_once(written: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(map(frame, written))
    cut = data.draw(st.integers(0, len(whole)))
    first = scan_growing(whole[:cut], 60)
    second = scan_growing(whole[first.rest :], 60)
    assert first.rest <= cut
    assert [payload for _, payload in (*first.found, *second.found)] == written or MARKER in b"".join(written)
    assert all(whole[at:].startswith(frame(payload)) for at, payload in first.found)


def test_a_growing_file_passes_over_damage() -> None:
    good = frame(b"good")
    assert scan_growing(b"?" * 30 + good, 60).found == ((30, b"good"),)
    assert scan_growing(MARKER + bytes([255] * 8) + good, 60).found == ((12, b"good"),)
    assert scan_growing(b"?" * 30 + MARKER[:2], 60).rest in range(28, 31)
    assert scan_growing(good + good[:-1], 60).rest == len(good)
