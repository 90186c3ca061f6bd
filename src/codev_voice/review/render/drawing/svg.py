"""What matplotlib writes, made fit for a page: no style that a strict page refuses, the page's own colours and letters, a name.

Styles become attributes, the ink the text's colour, the accent the page's `--trait` where it has one; what nobody refers to loses its
id, and the others begin with the picture's, since a page holds several.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from codev_voice.review.render.drawing.sheet import ACCENT, INK

SVG = "http://www.w3.org/2000/svg"
LINK = "{http://www.w3.org/1999/xlink}href"
_FONT = re.compile(r"(?:(?P<weight>bold|\d{3}) )?(?P<size>[\d.]+)px")
_REFERENCE = re.compile(r"url\(#([^)]+)\)|^#(.+)$")
_COLOURS = {INK: "currentColor", ACCENT: f"var(--trait, {ACCENT})"}
_DROPPED = {f"{{{SVG}}}metadata", f"{{{SVG}}}style", "metadata", "style"}


def for_page(raw: bytes, key: str, title: str, description: str) -> str:
    """The picture as an element to put in a page; `key` is a word of its own there."""
    ET.register_namespace("", SVG)
    root = ET.fromstring(raw)  # noqa: S314 - matplotlib has just written it
    for parent in list(root.iter()):
        for child in [one for one in parent if one.tag in _DROPPED]:
            parent.remove(child)
    for element in root.iter():
        _unstyled(element)
    _renamed(root, key)
    box = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib.update({"viewBox": box, "role": "img", "aria-labelledby": f"{key}-titre {key}-texte", "class": "image-bilan"})
    root.attrib.update({"stroke-linejoin": "round", "stroke-linecap": "butt"})
    for rank, (tag, words) in enumerate((("title", title), ("desc", description))):
        said = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{key}-{'titre' if tag == 'title' else 'texte'}"})
        said.text = words
        root.insert(rank, said)
    return ET.tostring(root, encoding="unicode")


def _unstyled(element: ET.Element) -> None:
    """Turn the style into attributes."""
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.strip()
        if name == "font":
            font = _FONT.search(value)
            if font:
                element.set("font-size", font["size"])
                element.attrib.update({"font-weight": "700"} if font["weight"] else {})
        elif name and name != "font-family":
            element.set(name, value)
    for name in ("fill", "stroke"):
        if name in element.attrib:
            element.set(name, _COLOURS.get(element.attrib[name], element.attrib[name]))


def _renamed(root: ET.Element, key: str) -> None:
    wanted = {name for element in root.iter() for value in element.attrib.values() for name in _referred(value)}
    for element in root.iter():
        if LINK in element.attrib:
            element.set("href", element.attrib.pop(LINK))
        if element.get("id") not in wanted:
            element.attrib.pop("id", None)
        for name, value in list(element.attrib.items()):
            if name == "id":
                element.set(name, f"{key}-{value}")
            elif _referred(value):
                element.set(name, value.replace("#", f"#{key}-", 1))


def _referred(value: str) -> list[str]:
    return [one or other for one, other in _REFERENCE.findall(value)]
