"""Names of files that sort and that every system takes."""

from __future__ import annotations

import datetime

import pytest

from codev_voice.documents.letter.names import DOCUMENTS, PARTS, file_name
from codev_voice.documents.sheet import Document, Part

DAY = datetime.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("date", "client", "name"),
    [
        (DAY, "Sophie", "2026-11-24 codev - à relire - Sophie.html"),
        (None, "Sophie", "codev - à relire - Sophie.html"),
        (DAY, None, "2026-11-24 codev - à relire.html"),
        (DAY, "../../etc/So:phie?", "2026-11-24 codev - à relire - etc So phie.html"),
        (DAY, "Sophie\u202elmth. . ", "2026-11-24 codev - à relire - Sophie lmth.html"),
        (DAY, "/", "2026-11-24 codev - à relire.html"),
        (DAY, "S" * 300, f"2026-11-24 codev - à relire - {'S' * 60}.html"),
    ],
)
def test_a_name_holds_the_day_what_it_is_and_whose(date: datetime.date | None, client: str | None, name: str) -> None:
    assert file_name(date, "à relire", client, "html") == name


def test_every_document_and_heading_has_its_name() -> None:
    assert set(DOCUMENTS) == set(Document)
    assert set(PARTS) == set(Part)
