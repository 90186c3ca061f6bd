"""What makes an advising form innocent, whatever its words: taken back, announced as a joke, about the meeting, quoted.

These are the rules of the method that a list of wordings settles better than a model.
"""

from __future__ import annotations

import re
import tomllib
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
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\b\w+-)\s*$")


def taken_back(text: str, clause: Clause) -> bool:
    """True when the speaker takes the clause back in the same breath ("non, pardon, je reformule")."""
    following = fold(text[clause.end : clause.end + _REACH]).lstrip(" .,…!?«»")
    inside = fold(clause.text)
    if _TAKEN_BACK.match(following):
        return bool(_CUT_OFF.search(clause.text)) or not following.startswith(("non ", "attend"))
    return any(_TAKEN_BACK.match(inside[cut.end() :].lstrip()) for cut in re.finditer(r"(?:…|\.\.\.|\w+-)\s", inside))


def innocent(text: str, clause: Clause) -> bool:
    """True for an announced joke and for an act on the meeting (who is heard, what is repeated, what comes next)."""
    joke, meeting = _patterns()
    said = fold(clause.text)
    return bool(joke.search(said + fold(text[clause.end : clause.end + _NEAR])) or meeting.search(said))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    held = tomllib.loads(resources.files("codev_voice.method.french").joinpath("innocent.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(held["joke"])), re.compile("|".join(held["meeting"]))
