"""Whatever people type: it names one file inside the session's folder, and is never read as HTML in the client's page."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from codev_voice.documents.letter.letter import Quote, letter_html
from codev_voice.documents.letter.names import file_name
from codev_voice.documents.render.filing import dates_stem, folder_of, sheet_stem, whole_stem
from codev_voice.documents.sheet import Document, Entry, Part
from codev_voice.session.folder import folder_name
from documents.letter.letters import DAY, EVIL, letter, made

TYPED = st.text(max_size=80) | st.lists(
    st.sampled_from(["<", "</script", "<!--", "-->", ">", "&lt;", '"', "'", "..", "/", "\\", "x", "{{", "\u2028"])
).map("".join)
HARD = settings(max_examples=25, deadline=None)


class _Tags(HTMLParser):
    """Counts the tags and the attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found[" ".join([tag, *sorted(name for name, _ in attrs)])] += 1


def _tags(typed: str) -> Counter[str]:
    entry = Entry("note:p6:0", Part.NOTE, typed, person=typed, note=typed)
    sheet = replace(made(Document.NOTES, entry, client=typed), title=typed, remarks=(typed,))
    parser = _Tags()
    parser.feed(letter_html(replace(letter(sheet), session=typed, quotes=({"note:p6:0": (Quote(typed, 1.0, typed),)},))))
    return parser.found


@HARD
@example(EVIL)
@given(TYPED)
def test_what_is_typed_adds_nothing_to_the_client_s_page(typed: str) -> None:
    added = _tags(f"x{typed}") - _tags("x")
    assert set(added) <= {"small"}  # a line more is said when there is something to say


@HARD
@example("../../etc/passwd")
@example("..")
@example("CON")
@example("a" * 300)
@given(TYPED)
def test_what_is_typed_names_one_file_inside(typed: str) -> None:
    sheet = made(Document.PLAN, client=typed)
    stems = (sheet_stem(sheet), dates_stem([sheet]), whole_stem([sheet]), folder_of(typed), folder_name(typed, None))
    for name in (
        *stems,
        folder_name(typed, DAY),
        file_name(DAY, "à relire", typed, "html"),
        file_name(None, typed[:0] or "x", typed, "html"),
    ):
        inside = Path("/séance/exports") / name
        assert inside.parent == Path("/séance/exports")
        assert name not in {"", ".", ".."}
        assert not set(name) & set('\\/:\0<>"|?*')
        assert len(name.encode("utf-8", "surrogatepass")) <= 255
    assert datetime.date.fromisoformat(folder_name(typed, DAY)[:10]) == DAY
