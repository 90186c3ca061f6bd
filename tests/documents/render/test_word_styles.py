from __future__ import annotations

from codev_voice.documents.render import word_styles as styles


def test_every_style_is_in_one_serif_and_in_french() -> None:
    word = styles.blank("Titre", None)
    names = ("Normal", "Title", "Heading 1", styles.QUOTE, styles.LAST, styles.LEAD, styles.SMALL, styles.WARM)
    assert {word.styles[name].font.name for name in names} == {styles.SERIF}
    assert all('w:val="fr-FR"' in word.styles[name].element.xml for name in names)
    assert "asciiTheme" not in word.styles["Title"].element.xml


def test_a_frame_is_never_cut_by_the_end_of_a_page() -> None:
    word = styles.blank("Titre", None)
    assert len(list(styles.framed(word, 3))) == 3
    assert "w:cantSplit" in word.tables[0].rows[0]._tr.xml


def test_pages_are_numbered() -> None:
    word = styles.blank("Titre", None)
    styles.head_and_foot(word, "", "Titre")
    assert "PAGE" in word.sections[0].footer.paragraphs[0]._p.xml
