"""Spoken French, tidied: fillers, restarts and tics out, sentences apart; every word that remains was said."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from codev_voice.documents.lexicon import words as words_of

_FILLERS = re.compile(
    r"(?:(?<=^)|(?<=[\s,;.…:!?«(]))(?:euh+|heu+|hum+|hein|ben|bah|t'sais(?: veux dire)?|voyez-vous"
    r"|en gros|enfin bref|bref|coudonc|là là|(?<!quel )(?<!un )(?<!ce )(?<!le )(?<!du )genre(?! d))(?=[\s,;.…:!?»)]|$)"
    r"|(?:(?<=^)|(?<=[,;.…:!?«(])|(?<=[,;.…:!?«(] ))"
    r"(?:tu sais|tu vois|vous voyez|vous savez|comment dire|disons|je dirais|remarque|mettons)(?=[,;.…:!?»)]|$)"
    r"|(?<=[\s,;.…:!?«(])quoi(?=[,;.…:!?»)]|$)",
    re.IGNORECASE,
)
_QUESTION_QUOI = re.compile(r"(?:à|de|sur|avec|par|en|pour|c'est|fais|faire|dire|attends?|attendez|quoi)\s+$", re.IGNORECASE)
_STUTTER = re.compile(r"(?<![\w-])(\w{1,12}(?:'\w+)?),? \1\b(?!-)", re.IGNORECASE)
_ELIDED_STUTTER = re.compile(r"\b(\w'\w+), \1\b", re.IGNORECASE)
_OPENERS = re.compile(
    r"^(?:(?:bon ben|bon|alors|donc|et bien|eh bien|eh ben|ouais|ok|okay|oui|ah|oh|ah oui|fait que|faque"
    r"|pis|voyons|là|mais|et puis|et(?! si\b)|après|ensuite"
    r"|du coup|d'ailleurs|en revanche|en fait|enfin|tiens|mm+|voilà|allez|concrètement|sinon|par contre|finalement"
    r"|pff+|ou(?:h+|f|ps)|hou|aïe|zut"
    r"|pour moi(?!,? (?:il|elle|ils|elles|on|tu|vous|ça|c'est|t'))"
    r"|d'accord|merci)\b(?!-)[\s,.…:!]*)+",
    re.IGNORECASE,
)
_REPORTED = re.compile(  # by somebody else, or what she will tell somebody; « comme je vous l'ai dit : … » is hers
    r"(?:\b(?:[mtl]'|(?:nous|vous|lui|leur|ils?|elles?|on|y|qui) )(?:a|avait|ont|avaient) (?:dit|répété)(?: [^.?!…:;«]{1,50})?"
    r"|\b(?:[mtl]'|(?:nous|vous|lui|leur|ils?|elles?|on|y|qui) )(?:a|avait|ont|avaient) (?:répondu|écrit|crié|demandé)"
    r"|\b(?:me|te|lui|leur|nous|vous|ils?|elles?|on|y) (?:dit|disait|disent|répond|répète)(?: [^.?!…:;«]{1,50})?"
    r"|\bje (?:lui|leur) (?:dis|dirai)) ?: (?P<words>[^«.?!…][^.?!…]*)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?…]*(?:\.(?=\d)[^.!?…]*)*[.!?…]*[\s»]*", re.DOTALL)

_REMEMBERED = 8192  # sentences: each is looked at four times and more while its turn is read, and again at each draft


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn, as said; `asked` when it ends as a question, `open` when it was left unfinished."""

    text: str
    asked: bool = False
    open: bool = False


def straight(text: str) -> str:
    """Straight apostrophes and plain spaces, so that one spelling is enough everywhere."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\x00", " ")).replace("\u2019", "'").replace("\u02bc", "'").split())


def sentences(text: str) -> list[Sentence]:
    """The sentences of a turn, in order; what stands between « » is never cut."""
    quotes: list[str] = []

    def hide(found: re.Match[str]) -> str:
        quotes.append(found[0])
        return f"\x00{len(quotes) - 1}\x00"

    hidden = re.sub(r"«[^»]*»", hide, straight(text))
    parts: list[Sentence] = []
    for found in _SENTENCE.finditer(hidden):
        raw = re.sub("\x00(\\d+)\x00", lambda ref: quotes[int(ref[1])], found[0]).strip()
        body = raw.rstrip(" .!?…")
        if body:
            parts.append(Sentence(body, asked="?" in raw[len(body) :], open=raw.endswith(("…", "..."))))
    return parts


@functools.lru_cache(_REMEMBERED)
def tidy(text: str) -> str:
    """The same words without hesitations, restarts and tics; no final full stop."""

    def out(found: re.Match[str]) -> str:
        kept = found[0].lower() == "quoi" and _QUESTION_QUOI.search(found.string[: found.start()])
        return found[0] if kept else ""

    text = _FILLERS.sub(out, straight(text))
    for _ in range(2):
        text = _ELIDED_STUTTER.sub(r"\1", _STUTTER.sub(r"\1", text))
    text = re.sub(r"\s*,(?:\s*,)+", ",", text)
    text = re.sub(r",\s*(?=:)", " ", re.sub(r"\s+([,.;…)])", r"\1", text))
    text = re.sub(r"([.;:!?…«(])\s*,", r"\1", text)
    return " ".join(text.split()).strip(" ,;.…")


def quotes_hidden(text: str) -> str:
    """The text at the same length, what stands between « », or after « il m'a dit : », hidden: quoted words are nobody's own."""
    hidden = re.sub(r"«[^»]*»", lambda found: "«" + "x" * (len(found[0]) - 2) + "»", text)
    for start, end in reported(hidden):
        hidden = hidden[:start] + "x" * (end - start) + hidden[end:]
    return hidden


def reported(text: str) -> list[tuple[int, int]]:
    """Where words are reported without quotation marks, to the end of their sentence (« il m'a dit : tu la signes, je la poste »)."""
    return [found.span("words") for found in _REPORTED.finditer(text)]


def without_opener(text: str) -> str:
    """The sentence without what only opens it (« bon, alors, du coup… »)."""
    shorter = _OPENERS.sub("", text).lstrip(" ,;.…:")
    return shorter or text


def capital(text: str) -> str:
    """The same with a capital."""
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """The same without its capital."""
    return text[:1].lower() + text[1:]


@functools.lru_cache(_REMEMBERED)
def content_words(text: str) -> frozenset[str]:
    """The words that carry the meaning, without case, accents' ligatures nor elisions."""
    words = re.findall(r"[\w]+", straight(text).lower().replace("œ", "oe"))
    return frozenset(word for word in words if word not in words_of("function_words") and len(word) > 1)


def alike(first: str, second: str, share: float = 0.6) -> bool:
    """Whether at least `share` of the shorter's content words are in the other."""
    one, other = sorted((content_words(first), content_words(second)), key=len)
    return bool(one) and len(one & other) >= share * len(one)
