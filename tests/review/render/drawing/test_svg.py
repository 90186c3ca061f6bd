from __future__ import annotations

from xml.etree import ElementTree as ET

from codev_voice.review.render.drawing.sheet import ACCENT, INK, Sheet, drawn
from codev_voice.review.render.drawing.svg import for_page


def _something(sheet: Sheet) -> None:
    sheet.text(3, 9, "<b>Zoé</b> & l'autre", bold=True)
    sheet.box(0, 0, 4, 4, hatch="////")
    sheet.box(0, 0, 4, 4, color=ACCENT)
    sheet.mark(5, 5, "^")
    sheet.mark(9, 5, "^")


def test_it_is_fit_for_a_strict_page() -> None:
    written = for_page(drawn(_something, 30, "svg"), "essai", "Un titre", "Ce qu'on y voit")
    root = ET.fromstring(written)  # noqa: S314 - our own
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "essai-titre essai-texte")
    assert [child.text for child in root][:2] == ["Un titre", "Ce qu'on y voit"]
    for element in root.iter():
        assert "style" not in element.attrib
        assert element.tag.rpartition("}")[2] not in {"style", "script", "metadata", "image"}
    assert INK not in written
    assert 'fill="currentColor"' in written
    assert f'fill="var(--trait, {ACCENT})"' in written
    assert "DejaVu" not in written
    assert "<b>" not in written
    assert [element.text for element in root.iter() if element.tag.endswith("text")] == ["<b>Zoé</b> & l'autre"]
    assert 'font-weight="700"' in written


def test_every_reference_is_to_an_id_of_this_picture() -> None:
    written = for_page(drawn(_something, 30, "svg"), "essai", "Un titre", "Ce qu'on y voit")
    root = ET.fromstring(written)  # noqa: S314 - our own
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name is not None and name.startswith("essai-") for name in ids)
    wanted = {value.strip("url()#") for element in root.iter() for value in element.attrib.values() if value.startswith(("url(#", "#"))}
    assert {name for name in wanted if name.startswith("essai-")} <= set(ids)
    assert any(element.get("href", "").startswith("#essai-") for element in root.iter())
    assert "url(#essai-" in written
