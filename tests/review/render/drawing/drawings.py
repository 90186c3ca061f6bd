"""Pictures read back from what a page is given."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?|nan|inf", re.IGNORECASE)


def texts(svg: str) -> list[str]:
    """The words of a picture, in order."""
    return [element.text or "" for element in ET.fromstring(svg).iter() if element.tag.endswith("}text")]  # noqa: S314 - our own


def shapes(svg: str) -> list[tuple[str, float, float]]:
    """Of each filled shape: its colour, its width and height in points."""
    found = []
    for element in ET.fromstring(svg).iter():  # noqa: S314 - our own
        if element.tag.endswith("}path") and element.get("fill", "none") != "none" and element.get("d"):
            numbers = [float(number) for number in _NUMBER.findall(element.get("d", ""))]
            xs, ys = numbers[::2], numbers[1::2]
            if xs and ys:
                found.append((element.get("fill", ""), max(xs) - min(xs), max(ys) - min(ys)))
    return found


def sound(svg: str) -> bool:
    """Whether every number of the picture is one."""
    return not re.search(r"\bnan\b|\binf\b", svg, re.IGNORECASE)
