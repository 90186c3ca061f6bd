"""How processes speak: one JSON object a line, its `kind` first; a family of messages is a base class and its subclasses."""

from __future__ import annotations

from functools import cache, reduce
from operator import or_
from typing import Any, TypeVar

import msgspec

Family = TypeVar("Family", bound=msgspec.Struct)


def encode(said: msgspec.Struct) -> bytes:
    """One line, its end included."""
    return msgspec.json.encode(said) + b"\n"


def decode(line: bytes, family: type[Family]) -> Family:
    """The message of this family that a line holds.

    Raises:
        ValueError: it holds none that this version knows.
    """
    found: Family = _decoder(family).decode(line)
    return found


@cache
def _decoder(family: type[msgspec.Struct]) -> msgspec.json.Decoder[Any]:
    kinds: Any = family.__subclasses__()  # a union made at run time: no checker follows it
    return msgspec.json.Decoder(reduce(or_, kinds))
