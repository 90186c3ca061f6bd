"""What Whisper writes when nobody speaks: subtitle credits, loops, its own prompt given back.

Trained on subtitles, Whisper fills noise and silence with their closing lines, repeats itself, or recites what it was told as
context. Each is removed on its own evidence: a credit is recognised by its words alone where nobody says such words in a
meeting (« Sous-titres réalisés par… »), and only with doubt on the sound where somebody might (« Merci à tous »).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from codev_voice.hearing.words import NO_SPEECH, UNSURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from codev_voice.hearing.words import Sentence
    from codev_voice.session.values import Word

_CREDITS = re.compile(
    r"amara org|sous titr(?:es?|age)\b.*\b(?:par|st|societe|communaute|radio canada)\b|soustitreur"
    r"|d avoir regarde (?:cette|la|ma|notre) video|abonne[zr] vous|abonnez (?:vous )?a (?:la|ma|notre) chaine"
    r"|n (?:oubliez|hesitez) pas (?:de|a) (?:vous abonner|liker|mettre un pouce)"
    r"|(?:traduction|transcription|relecture|adaptation|realisation)(?: et [a-z ]+)? par (?:la communaute|st |[a-z]+ [a-z]+$)"
    r"|(?:^|\b)st 50[01]\b|^(?:www )?[a-z]+ (?:com|fr|org)$|^copyright\b"
)
"""Lines of subtitles nobody says in a session, in normalised words."""
_DOUBTFUL = re.compile(
    r"(?:merci(?: (?:a tous|beaucoup|d avoir (?:ecoute|suivi|regarde)(?: [a-z ]{1,20})?))?|au revoir|a bientot|a la prochaine"
    r"|musique(?: [a-z]+){0,3}|applaudissements|rires|silence|generique|bruit(?: [a-z]+){0,3}|fin|voila|oh|ah|mm|hum)"
)
"""Whole sentences that are said and are also invented: removed where the sound is doubtful."""
ECHO, ECHO_DOUBTFUL = 8, 4
"""Words of the prompt, in its own order, that make a sentence its echo: people do say four names of the roster in a row."""
LOOP = 4
"""Repeats of the same words in a row that nobody says."""


def normalised(text: str) -> str:
    """Lower-case words without accents or punctuation, one space between."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe"))
    return " ".join(re.findall(r"[a-z0-9]+", "".join(letter for letter in plain if not unicodedata.combining(letter))))


def invented(sentence: Sentence, prompt: str = "") -> bool:
    """Whether nobody said this."""
    text = normalised(sentence.text)
    doubtful = sentence.no_speech > NO_SPEECH or sentence.confidence < UNSURE
    if not text or _CREDITS.search(text):
        return True
    if sentence.no_speech > NO_SPEECH and sentence.confidence < UNSURE:
        return True
    if doubtful and _DOUBTFUL.fullmatch(text):
        return True
    echo = f" {text} " in f" {normalised(prompt)} "
    return echo and len(text.split()) >= (ECHO_DOUBTFUL if doubtful else ECHO)


def repeats(plain: Sequence[str], at: int, size: int) -> int:
    """How many times in a row the `size` words from `at` come; 0 when there are fewer."""
    group = list(plain[at : at + size])
    if len(group) < size:
        return 0
    count = 1
    while list(plain[at + count * size : at + (count + 1) * size]) == group:
        count += 1
    return count


def unlooped(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words without their loops: of a group of 1 to 8 words said `LOOP` times or more in a row, the first is kept.

    « Non, non, non » stays whole; a single word must come twice as often as a group to be a loop.
    """
    plain = [normalised(word.text) for word in words]
    kept: list[Word] = []
    at = 0
    while at < len(words):
        for size in range(1, 9):
            count = repeats(plain, at, size)
            if count >= (2 * LOOP if size == 1 else LOOP):
                kept.extend(words[at : at + size])
                at += count * size
                break
        else:
            kept.append(words[at])
            at += 1
    return tuple(kept)


def without_inventions(sentences: Iterable[Sentence], prompt: str = "") -> tuple[Sentence, ...]:
    """The sentences somebody said.

    A sentence written three times in a row with the same words is kept once: Whisper loops over whole segments too.
    """
    kept: list[Sentence] = []
    for sentence in sentences:
        if invented(sentence, prompt):
            continue
        text = normalised(sentence.text)
        last = [normalised(other.text) for other in kept[-2:]]
        if len(text.split()) > 2 and last == [text, text]:  # noqa: PLR2004 -- « oui, oui » are said three times
            continue
        kept.append(replace(sentence, words=unlooped(sentence.words)))
    return tuple(kept)
