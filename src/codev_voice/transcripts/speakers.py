"""Names written in the text (« Sophie Martin: alors voilà »), told apart from what only looks like one.

The names of a file are a closed list, made before anything is read: « 10 h 30 : réunion » and « Note: » are on nobody's list.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from codev_voice.session.names import compared
from codev_voice.transcripts.french import INVITED, NOT_NAMES, PARTICLES

_PREFIX = re.compile(r"(?P<name>[^:<>\[\]{}?!;«»\"]{1,60}?)(?P<space>[ \u00a0\u202f]?):(?:\s+(?P<text>.*)|$)", re.DOTALL)
_HOUR = re.compile(r"\W*\d{1,3}\s*(?:h|heures?|min|%|€|ans|$)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"[(\-–]?(?:[dloDLO]['’])?(?:[^\W_a-zß-öø-ÿœ]|&$|[-–/]$)")
_MOST_WORDS = 7


def prefix(text: str) -> tuple[str, str] | None:
    """What comes before the first colon and what comes after it, when the first could be a name."""
    found = _PREFIX.match(text)
    if found is None or not found["name"].strip():
        return None
    if not found["name"].strip()[0].isalpha() and (found["space"] or _HOUR.match(found["name"].strip())):
        return None  # « 10 h 30 : réunion »
    return " ".join(found["name"].split()), (found["text"] or "").strip()


def names_in(texts: Sequence[str], people: Sequence[str] = ()) -> frozenset[str]:
    """The names that begin these texts, as written.

    A participant's own name is one, even in part (« Sophie », « Sophie M. »). Another is one when it is written like a name (each
    word with a capital, or in capitals) and is no common word; with a list of participants it must also come back several times.
    A name in lower case must begin three texts and one in ten; a telephone's number, three.
    """
    found = [cut[0] for cut in map(prefix, texts) if cut]
    counts = Counter(found)
    common = {word for text in texts for word in re.findall(r"[^\W\d_]+", text) if word.islower()}
    roster = [tokens(person) for person in people]
    written = {compared(person) for person in people}
    whole = bool(texts) and len(found) == len(texts) > 1
    return frozenset(
        name
        for name, times in counts.items()
        if compared(name) in written or _listed(name, roster) or _named(name, times, len(texts), common, closed=bool(people), whole=whole)
    )


def split(text: str, names: Collection[str]) -> tuple[str | None, str]:
    """The name that begins the text, if it is one of `names`, and the rest."""
    cut = prefix(text)
    return cut if cut and cut[0] in names else (None, text)


def tokens(name: str) -> frozenset[str]:
    """The words of a name, without accents or case, initials and particles left out unless nothing else is there (« 李 »)."""
    words = re.findall(r"[^\W_]+", plain(name))
    return frozenset(word for word in words if len(word) > 1 and word not in PARTICLES) or frozenset(words)


def plain(text: str) -> str:
    """The text without accents or case."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))


def _listed(name: str, roster: Iterable[frozenset[str]]) -> bool:
    """Whether this is the name of one participant, in part, or with something more that is written like a name."""
    words = tokens(name)
    return any(words and person and (words <= person or (person <= words and _is_written_like_a_name(name))) for person in roster)


def _named(name: str, times: int, among: int, common: Collection[str], *, closed: bool, whole: bool) -> bool:
    words = name.split()
    if len(words) > _MOST_WORDS or plain(words[0]) in NOT_NAMES | INVITED:
        return False
    if not name[0].isalpha():  # a telephone's number, a code
        return times >= 3 or (whole and len(words) == 1 and len(name) > 4)  # noqa: PLR2004 - idem
    if not _is_written_like_a_name(name):
        return times >= 3 and times * 10 >= among and len(words) <= 4  # noqa: PLR2004 - what is not written like a name must come back
    if closed:  # a device, a room or a guest who is on no list comes back; a word that happens to come first does not
        return times >= (3 if len(words) == 1 else 2)
    return whole or len(words) > 1 or times > 1 or name.lower() not in common


def _is_written_like_a_name(name: str) -> bool:
    """Whether every word has a capital, but particles and numbers."""
    return all(_CAPITAL.match(word) or plain(word) in PARTICLES - {"et", "e"} for word in name.split())
