"""Every string of a value changed: dataclasses, tuples and mappings inside included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

_Value = TypeVar("_Value")


def walked(value: _Value, change: Callable[[str], str]) -> _Value:
    """The same value with `change` made to every string but those of enumerations."""
    changed: Any = value
    if isinstance(value, str):
        changed = value if isinstance(value, StrEnum) else change(value)
    elif isinstance(value, tuple):
        changed = tuple(walked(item, change) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(value, **{item.name: walked(getattr(value, item.name), change) for item in fields(value)})
    result: _Value = changed
    return result
