"""How our DOCX files look: a letter's margins, one serif, quiet colours; everything by named styles, which anyone can change."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

ABOUT, INTRO, QUOTE, LAST, FRAMED = "Codev à propos", "Codev introduction", "Codev demande", "Codev dernière ligne", "Codev action"
LEAD, QUIET, SMALL, WARM, STRONG, DATE = "Codev genre", "Codev discret", "Codev petit", "Codev proposition", "Codev fort", "Codev date"
SERIF = "Cambria"
_INK, _QUIET, _ACCENT, _WARM, _PALE = "1F2A33", "5F6A74", "2F5D62", "8A4F0F", "EFF4F4"
_KEPT = frozenset({
    "Normal", "Title", "Title Char", "Heading 1", "Heading 1 Char", "List Bullet", "List Number", "Header", "Header Char", "Footer",
    "Footer Char", "Default Paragraph Font", "Normal Table", "No List",
})  # fmt: skip
"""What is used of the template: the rest, some hundred and fifty styles, would only stand in the way of whoever edits the letter."""
_LONG_AGO = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)


def blank(title: str, at: datetime.datetime | None = None) -> Word:
    """An empty A4 document in French, with these styles."""
    import docx
    from docx.shared import Cm

    word = docx.Document()
    _styles(word)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.4)
    about = word.core_properties
    about.title, about.author, about.last_modified_by, about.comments, about.language = title, "", "", "", "fr-FR"
    about.created = about.modified = (at or _LONG_AGO).astimezone(datetime.UTC).replace(tzinfo=None)
    return word


def head_and_foot(word: Word, banner: str, title: str) -> None:
    """The banner at the head of every page; the title and the page's number at its foot."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    section = word.sections[0]
    if banner:
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        head.add_run(banner, style=WARM)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{title} · ", style=SMALL)
    _page_number(foot)


def framed(word: Word, lines: int) -> Iterator[Paragraph]:
    """A pale frame, never cut by the end of a page, with so many empty paragraphs."""
    from docx.oxml import OxmlElement

    table = word.add_table(1, 1)
    cell = table.cell(0, 0)
    shade = OxmlElement("w:shd")
    _set(shade, val="clear", color="auto", fill=_PALE)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no name for a cell's colour
    row = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - nor for a row that stays whole
    row.append(OxmlElement("w:cantSplit"))
    paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in range(lines - 1))]
    for paragraph in paragraphs:
        paragraph.style = word.styles[FRAMED]
    _space(paragraphs[0], before=6)
    _space(paragraphs[-1], after=6)
    _space(word.add_paragraph(), after=0, line=6)
    return iter(paragraphs)


def ruled(paragraph: Paragraph, *, above: bool) -> None:
    """Draw a thin line above the paragraph, or not."""
    from docx.oxml import OxmlElement

    if above:
        borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
        _set(top, val="single", sz="4", space="8", color="B5BABF")
        borders.append(top)
        paragraph._p.get_or_add_pPr().append(borders)  # noqa: SLF001 - python-docx has no borders
        _space(paragraph, before=14)


def _styles(word: Word) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn

    styles = word.styles
    for style in [one for one in styles if one.name not in _KEPT]:
        style.delete()
    _font(styles["Normal"], size=11, colour=_INK)
    _space(styles["Normal"], after=5, line=None)
    _font(styles["Title"], size=22, colour=_ACCENT)
    _bare(styles["Title"])
    _space(styles["Title"], after=3)
    _font(styles["Heading 1"], size=13, colour=_ACCENT, bold=True)
    _space(styles["Heading 1"], before=15, after=5)
    for name in ("List Bullet", "List Number"):
        _space(styles[name], after=5)
        for tight in styles[name].element.pPr.findall(qn("w:contextualSpacing")):
            styles[name].element.pPr.remove(tight)
    for name, size, colour, italic in ((ABOUT, 10, _QUIET, False), (INTRO, 10.5, _INK, True), (LAST, 8.5, _QUIET, False)):
        _font(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size=size, colour=colour, italic=italic)
        _space(styles[name], before=8 if name == INTRO else 0, after=6 if name == INTRO else 2)
    _font(styles.add_style(QUOTE, WD_STYLE_TYPE.PARAGRAPH), size=13, colour=_INK, italic=True)
    _left_line(styles[QUOTE])
    _font(styles.add_style(FRAMED, WD_STYLE_TYPE.PARAGRAPH), size=10.5, colour=_INK)
    _space(styles[FRAMED], after=2)
    for name, size, colour, italic, bold in (
        (LEAD, 11, _ACCENT, True, False),
        (QUIET, 10, _QUIET, False, False),
        (SMALL, 8.5, _QUIET, False, False),
        (WARM, 9, _WARM, False, True),
        (STRONG, 12, _INK, False, True),
        (DATE, 11, _ACCENT, False, False),
    ):
        _font(styles.add_style(name, WD_STYLE_TYPE.CHARACTER), size=size, colour=colour, italic=italic, bold=bold)


def _font(style: Any, *, size: float, colour: str, italic: bool = False, bold: bool = False) -> None:  # noqa: ANN401 - styles have no common type
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.italic, style.font.bold = SERIF, Pt(size), italic, bold
    style.font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # the template's theme would win over the name
        properties.rFonts.attrib.pop(qn(f"w:{theme}"), None)
    for former in properties.findall(qn("w:lang")):
        properties.remove(former)
    language = OxmlElement("w:lang")
    _set(language, val="fr-FR", eastAsia="fr-FR")
    properties.append(language)


def _space(styled: Any, *, before: float = 0, after: float | None = None, line: float | None = None) -> None:  # noqa: ANN401 - a style or a paragraph
    from docx.shared import Pt

    form = styled.paragraph_format
    form.space_before = Pt(before)
    if after is not None:
        form.space_after = Pt(after)
    if line:
        form.line_spacing = Pt(line)


def _left_line(style: Any) -> None:  # noqa: ANN401 - idem
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    borders, left = OxmlElement("w:pBdr"), OxmlElement("w:left")
    _set(left, val="single", sz="12", space="10", color=_ACCENT)
    borders.append(left)
    style.element.get_or_add_pPr().append(borders)
    style.paragraph_format.left_indent = Cm(0.5)


def _bare(style: Any) -> None:  # noqa: ANN401 - idem
    """Without the line that the template draws under titles."""
    from docx.oxml.ns import qn

    for borders in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(borders)


def _page_number(paragraph: Paragraph) -> None:
    from docx.oxml import OxmlElement

    for kind, instruction in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run(style=SMALL)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            _set(element, fldCharType=kind)
        else:
            element.text = instruction
        run._r.append(element)  # noqa: SLF001 - python-docx has no fields


def _set(element: Any, **attributes: str) -> None:  # noqa: ANN401 - an element of the library that python-docx stands on
    from docx.oxml.ns import qn

    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
