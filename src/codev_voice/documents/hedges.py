"""What says that an act is no promise: « peut-être », « si j'ai le temps », « sans garantie »."""

from __future__ import annotations

import re

_SOFT = re.compile(
    r"peut-être|(?<!comme )\bsi (?:j'ai le temps|j'ose|je peux|j'y arrive|possible|ça se trouve|j'ai le courage"
    r"|le temps)|promets rien|c'est pas dit|on va dire"
    r"|faut que ça mûrisse|faut que je voie|dans l'idéal|un de ces quatre|je sais pas si je|sans garantie|si tout va bien|à voir"
    r"|ce sera si\b|seulement si\b|il se peut|à la rigueur|si ça adonne",
    re.IGNORECASE,
)
_HEDGED = re.compile(r", (?:je (?:ne )?(?:promets|garantis|jure) rien|sans garantie|c'est pas dit)$", re.IGNORECASE)


def soft(text: str) -> bool:
    """Whether the words soften an act, wherever they stand."""
    return bool(_SOFT.search(text))


def last(text: str) -> bool:
    """Whether a sentence ends by saying that it promises nothing."""
    return bool(_HEDGED.search(text))


def hedged(text: str) -> bool:
    """Whether a sentence says in any way that it is no promise."""
    return soft(text) or last(text)
