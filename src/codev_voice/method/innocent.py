"""What makes an advising form innocent, whatever its words: taken back, announced as a joke, about the meeting, quoted.

These are the rules of the method that a list of wordings settles better than a model.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib import resources

from codev_voice.method.clauses import Clause
from codev_voice.method.french_words import fold

_REACH = 160
_NEAR = 60
_TAKEN_BACK = re.compile(
    r"^\W*(?:euh |enfin |ah |oh |bon |mais )*(?:(?:non|stop|pardon|oups|attends|attendez|zut)\W+)*"
    r"(?:(?:non|stop|oups|zut)\b|pardon\b(?! mais)|je (?:reformule|retire|me tais|m'arrete|refais|la refais|me mords|reprends ma)|"
    r"j'(?:efface|ai rien dit|arrete)|efface\b|oublie[sz]?\b|laisse tomber|laissez tomber|c'est (?:pas|plus) une question)"
)
_SENTENCE = re.compile(r"[.?!…;:]+")
_COMPLEMENT = re.compile(r"\W*(?:pour|avec|depuis|sur|dans|en|a part|cote|jusqu.ici|de ton cote|de votre cote)\b")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\b\w+-)\s*$")


def taken_back(text: str, clause: Clause) -> bool:
    """True when the speaker takes the clause back in the same breath ("non, pardon, je reformule")."""
    following = fold(text[clause.end : clause.end + _REACH]).lstrip(" .,…!?«»")
    inside = fold(clause.text)
    if _TAKEN_BACK.match(following):
        return bool(_CUT_OFF.search(clause.text)) or not following.startswith(("non ", "attend"))
    return any(_TAKEN_BACK.match(inside[cut.end() :].lstrip()) for cut in re.finditer(r"(?:…|\.\.\.|\w+-)\s", inside))


def innocent(text: str, clause: Clause) -> bool:
    """True for an announced joke, an act on the meeting (who is heard, what comes next), an open question on what was tried."""
    joke, meeting, attempts = _patterns()
    said = fold(clause.text)
    if joke.search(said + fold(text[clause.end : clause.end + _NEAR])) or meeting.search(said) or attempts.search(said):
        return True
    asked = attempts.search(_SENTENCE.split(fold(text[: clause.start]))[-1])
    return bool(asked and _COMPLEMENT.match(said))  # "qu'est-ce que tu as essayé, pour l'aider ?"


def elsewhere(clause: Clause, others: Collection[str]) -> bool:
    """True when the clause calls somebody of `others` by name, first or last: it is said to that person, not to the client."""
    said = fold(clause.text).strip(" .,!?…«»")
    names = {fold(called) for name in others for called in (name, *name.split()[:1]) if called}
    return any(said.startswith(f"{name},") or said.endswith(f", {name}") for name in names)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    held = tomllib.loads(resources.files("codev_voice.method.french").joinpath("innocent.toml").read_text(encoding="utf-8"))
    return tuple(re.compile("|".join(held[name])) for name in ("joke", "meeting", "attempts"))
