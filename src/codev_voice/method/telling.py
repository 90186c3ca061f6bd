"""Which notices of a turn are told: one a sentence, a clause never twice. The others are logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from codev_voice.method.clauses import sentences
from codev_voice.session.values import Level, Notice
from codev_voice.session.wording import alike, said


def sentence(text: str, at: int) -> int:
    """The rank of the sentence of `text` that holds the character at `at`."""
    return sum(end <= at for _, end in sentences(text))


def once(
    found: Sequence[tuple[int, Notice]], told: Sequence[Notice] = (), hush: Callable[[Notice], bool] | None = None
) -> tuple[Notice, ...]:
    """The notices to give, in speech order.

    Args:
        found: what was found in the turn, each with the rank of its sentence.
        told: what was given of the same turn when less of it had been heard.
        hush: says of a notice that it is only to be logged.
    """
    present = {said(one.excerpt) for _, one in found}
    loud = _Given(told, present, quiet=False)
    logged = _Given(told, present, quiet=True)
    heard = [(rank, _logged(one) if hush is not None and hush(one) else one) for rank, one in found]
    kept = _said_once(_one_a_sentence(heard, loud))
    return tuple(one for one in kept if one not in loud and not (one.level is Level.LOG and one in logged))


class _Given:
    """What was told, or logged, of the turn before: the same words, or the same clause since it has grown.

    A clause that still stands by itself (« Pourquoi pas ? ») has not grown into another (« Pourquoi pas un binôme ? »).
    """

    def __init__(self, told: Sequence[Notice], present: set[str], *, quiet: bool) -> None:
        self._words = {said(one.excerpt) for one in told if (one.level is Level.LOG) is quiet}
        self._grown = self._words - present

    def __contains__(self, notice: Notice) -> bool:
        words = said(notice.excerpt)
        return words in self._words or any(alike(words, other) for other in self._grown)


def _one_a_sentence(found: Sequence[tuple[int, Notice]], loud: _Given) -> list[Notice]:
    """Of several notices of one level in one sentence, one is told: that which already was, else advice first, the surest first."""
    first: dict[tuple[int, Level], Notice] = {}
    for rank, one in found:
        former = first.get((rank, one.level))
        if former is None or _before(one, loud) > _before(former, loud):
            first[rank, one.level] = one
    return [one if first[rank, one.level] is one else _logged(one) for rank, one in found]


def _before(notice: Notice, loud: _Given) -> tuple[bool, bool, float]:
    return notice in loud, not notice.other, notice.confidence


def _said_once(notices: Iterable[Notice]) -> list[Notice]:
    """The same words said again in the turn are only logged."""
    seen: set[str] = set()
    kept = []
    for one in notices:
        words = said(one.excerpt)
        kept.append(_logged(one) if words in seen else one)
        if one.level is not Level.LOG:
            seen.add(words)
    return kept


def _logged(notice: Notice) -> Notice:
    return notice if notice.level is Level.LOG else replace(notice, level=Level.LOG)
