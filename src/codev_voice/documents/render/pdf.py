"""A document as a PDF: one letter, its fonts inside, its words searchable, and marked for readers who listen to it."""

from __future__ import annotations

import datetime
import importlib.util
import json
from dataclasses import asdict
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from codev_voice.documents.render.printed import SHORT, Printed

if TYPE_CHECKING:
    import typst

_LONG_AGO = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


def to_pdf(printed: Printed, at: datetime.datetime | None = None) -> bytes:
    """The document as the bytes of a PDF; `at` is the time it bears, so that the same document is always the same file."""
    return compiled("letter.typ", json.dumps({**asdict(printed), "short": SHORT}, ensure_ascii=False), at)


def compiled(template: str, value: str, at: datetime.datetime | None = None) -> bytes:
    """The PDF that a template of this folder makes of `value` (JSON), which it reads as data: no word of it can be markup."""
    import typst

    source = resources.files("codev_voice.documents.render").joinpath(template).read_bytes()
    made: bytes = typst.compile(source, font_paths=fonts(), sys_inputs={"printed": value}, timestamp=int((at or _LONG_AGO).timestamp()))
    return made


@cache
def fonts() -> typst.Fonts:
    """The compiler's own fonts, and DejaVu for the letters they lack; the machine's only where both fail (other scripts, emojis)."""
    import typst

    place = importlib.util.find_spec("matplotlib")  # for its fonts alone: importing it would write a folder of settings
    data = [f"{folder}/mpl-data/fonts/ttf" for folder in (place.submodule_search_locations or ())] if place else []
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=True, font_paths=data)
