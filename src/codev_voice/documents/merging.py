"""Two readings of one consultation as one: the plain one stands, the other may word an item better, complete it, or add one.

Both have been verified. Questions and images stay word for word, classes stay those of the trained model, and a wording that leaves
out much of what was said is not better.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from codev_voice.documents.values import Action, Contract, Documents, Kind, Line, Note, Plan, Sources
from codev_voice.documents.verifying import DETAILS
from codev_voice.documents.wording import alike, content_words

_VERBATIM = frozenset({Kind.QUESTION, Kind.IMAGE})
_FAITHFUL = 0.75  # of the meaningful words that the plain wording has
_Item = TypeVar("_Item", bound=Line | Note | Action)


def merged(plain: Documents, other: Documents) -> Documents:
    """The plain documents, with what the other reading brings."""
    contract = plain.contract
    given = other.contract
    added = replace(
        contract if contract.demand or not given.demand else _formulated(contract, given),
        out_of_scope=_joined(contract.out_of_scope, given.out_of_scope, _line),
        protections=_joined(contract.protections, given.protections, _line),
        reserves=_joined(contract.reserves, given.reserves, _line),
    )
    if contract.demand and given.demand and set(given.sources) & set(contract.sources):
        added = _reworded(added, better(contract.demand, given.demand))
    dropped = _joined(plain.plan.dropped, other.plan.dropped, _line)
    actions = [each for each in other.plan.actions if not any(_same(_text(each), each.sources, *_told(gone)) for gone in dropped)]
    plan = Plan(_joined(plain.plan.kept, other.plan.kept, _line), _joined(plain.plan.actions, actions, _action), dropped)
    return replace(plain, contract=added, notes=_joined(plain.notes, other.notes, _note), plan=plan)


def better(plain: str, other: str) -> str:
    """The other wording when it keeps nearly all that the plain one says, else the plain one."""
    ours = content_words(plain)
    return other if ours and len(ours & content_words(other)) >= _FAITHFUL * len(ours) else plain


def _formulated(plain: Contract, given: Contract) -> Contract:
    return replace(
        plain,
        demand=given.demand,
        kinds=given.kinds,
        reformulated_by=given.reformulated_by,
        agreed=given.agreed,
        version=given.version,
        history=given.history,
        sources=given.sources,
        wish=None,
    )


def _reworded(contract: Contract, demand: str) -> Contract:
    last = replace(contract.history[-1], demand=demand)
    return replace(contract, demand=demand, history=(*contract.history[:-1], last))


def _joined(plain: Sequence[_Item], other: Sequence[_Item], pair: Callable[[_Item, _Item], _Item]) -> tuple[_Item, ...]:
    """The plain items, each with its like among the others, and those without a like, in the order of speech."""
    left = list(other)
    items: list[_Item] = []
    for item in plain:
        like = next((each for each in left if _same(_text(item), item.sources, _text(each), each.sources)), None)
        if like is not None:
            left.remove(like)
        items.append(item if like is None else pair(item, like))
    added = len(items)
    for each in left:
        if not any(_same(_text(each), each.sources, *_told(item)) for item in items):
            items.append(each)
    return tuple(sorted(items, key=lambda item: min(item.sources, default=0)) if len(items) > added else items)


def _told(item: _Item) -> tuple[str, Sources]:
    return _text(item), item.sources


def _text(item: _Item) -> str:
    return item.action if isinstance(item, Action) else item.text


def _same(text: str, sources: Sources, other: str, others: Sources) -> bool:
    return bool(set(sources) & set(others)) and alike(text, other, 0.5)


def _line(plain: _Item, other: _Item) -> _Item:
    words: dict[str, Any] = {"text": better(_text(plain), _text(other))}
    return replace(plain, **words)


def _note(plain: Note, other: Note) -> Note:
    return plain if plain.kind in _VERBATIM else _line(plain, other)


def _action(plain: Action, other: Action) -> Action:
    """The plain action, better worded, with the details and the day that it lacked."""
    filled: dict[str, Any] = {name: getattr(other, name) for name in DETAILS if getattr(plain, name) is None}
    day: dict[str, Any] = {} if plain.due_said else {"due_said": other.due_said, "due": other.due}
    sources = tuple(sorted({*plain.sources, *(other.sources if any(filled.values()) or any(day.values()) else ())}))
    return replace(plain, action=better(plain.action, other.action), sources=sources, **filled, **day)
