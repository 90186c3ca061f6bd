from __future__ import annotations

import msgspec
import pytest

from codev_voice.companion.desk import Act


def test_an_act_is_read_from_json() -> None:
    assert msgspec.json.decode(b'{"act": "consent", "person": "Karim", "given": true}', type=Act) == Act("consent", "Karim", given=True)


@pytest.mark.parametrize(
    "text", ['{"act": "shout"}', '{"act": "stage", "stage": "2"}', '{"act": "undo", "more": 1}', '{"act": "answer", "answer": "no"}', "[]"]
)
def test_what_is_no_act_is_refused(text: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Act)
