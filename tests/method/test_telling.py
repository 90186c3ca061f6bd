from __future__ import annotations

from codev_voice.method.telling import once, sentence
from codev_voice.session.values import Level, Notice

ALERT, LIGHT, LOG = Level.ALERT, Level.LIGHT, Level.LOG


def _notice(excerpt: str, confidence: float = 0.8, level: Level = ALERT, kind: str = "A1") -> Notice:
    return Notice(4, "p4", kind, excerpt, confidence, level)


def _told(*found: tuple[int, Notice], told: tuple[Notice, ...] = ()) -> list[tuple[str, str]]:
    return [(notice.excerpt, notice.level.value) for notice in once(found, told)]


def test_sentences_are_counted() -> None:
    text = "Parle-lui, et écris-lui. Tu crois ? Voilà : vas-y\nPars."
    assert [sentence(text, text.index(word)) for word in ("Parle", "écris", "Tu", "Voilà", "vas", "Pars")] == [0, 0, 1, 2, 3, 4]


def test_one_notice_a_sentence_the_surest_and_all_are_kept() -> None:
    first, second = _notice("parle-lui", 0.7), _notice("écris-lui", 0.9)
    assert _told((0, first), (0, second)) == [("parle-lui", "log"), ("écris-lui", "alert")]
    assert _told((0, first), (1, second)) == [("parle-lui", "alert"), ("écris-lui", "alert")]


def test_advice_comes_before_another_departure_and_levels_stay_apart() -> None:
    advice, other = _notice("parle-lui", 0.7, LIGHT, "A2"), _notice("il a peur", 0.9, LIGHT, "B1")
    assert _told((0, other), (0, advice)) == [("il a peur", "log"), ("parle-lui", "light")]
    assert _told((0, _notice("écris-lui")), (0, advice)) == [("écris-lui", "alert"), ("parle-lui", "light")]


def test_a_sentence_already_told_keeps_its_notice_as_it_grows() -> None:
    first, second = _notice("parle-lui", 0.7), _notice("écris-lui", 0.9)
    assert _told((0, first), (0, second), told=(first,)) == [("écris-lui", "log")]
    logged = _notice("écris-lui", 0.9, LOG)
    assert _told((0, first), (0, second), told=(first, logged)) == []


def test_the_same_words_twice_in_a_turn_are_told_once() -> None:
    assert _told((0, _notice("Parle-lui.")), (1, _notice("Parle-lui !"))) == [("Parle-lui.", "alert"), ("Parle-lui !", "log")]


def test_a_clause_that_grows_is_told_once_and_one_that_stands_by_itself_silences_no_other() -> None:
    short, grown = _notice("tu devrais lui parler"), _notice("tu devrais lui parler des horaires")
    assert _told((0, grown), told=(short,)) == []
    assert _told((0, short), (1, grown), told=(short,)) == [("tu devrais lui parler des horaires", "alert")]
    why, pair = _notice("Pourquoi pas ?"), _notice("Pourquoi pas un binôme ?")
    assert _told((0, why), (1, pair), told=(why,)) == [("Pourquoi pas un binôme ?", "alert")]


def test_what_is_hushed_is_logged_and_leaves_its_place() -> None:
    first, second = _notice("parle-lui", 0.9), _notice("écris-lui", 0.7)
    kept = once([(0, first), (0, second)], hush=lambda notice: notice == first)
    assert [notice.level for notice in kept] == [LOG, ALERT]
