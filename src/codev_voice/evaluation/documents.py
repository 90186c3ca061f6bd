"""Scores of drafted documents against gold ones: found, missed, extra, invented, by the rules of the labelled data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from codev_voice.documents.wording import alike
from codev_voice.session.values import Session

Table = dict[str, Any]
_BENIGN = (frozenset({"impression", "regard"}), frozenset({"suggestion", "ressource"}))


@dataclass(frozen=True)
class Matching:
    """A one-to-one matching of drafted and gold items."""

    pairs: tuple[tuple[Table, Table], ...]
    missed: tuple[Table, ...]
    extra: tuple[Table, ...]

    def counts(self) -> Table:
        """Found, missed and extra as numbers."""
        return {"found": len(self.pairs), "missed": len(self.missed), "extra": len(self.extra)}


def score_documents(drafted: Table, gold: Table, session: Session) -> Table:
    """Scores in the shape of `eval text --json`, under "documents"; the counts of several consultations are added up.

    Args:
        drafted: what `to_json` gives.
        gold: the labels, in the same shape.
        session: the labelled session, to know who said what. An extra action is invented when no turn of the client that it rests on
            is labelled as carrying one.
    """
    ours, theirs = _consultations(drafted), _consultations(gold)
    blank: Table = {"contract": {}, "notes": [], "plan": {"kept": [], "actions": [], "dropped": []}}
    scores = [
        _score(ours[at] if at < len(ours) else blank, theirs[at] if at < len(theirs) else blank, session)
        for at in range(max(len(ours), len(theirs)))
    ]
    return _rates(_added(scores))


def match(drafted: Sequence[Table], gold: Sequence[Table], text: Callable[[Table], str]) -> Matching:
    """Match one to one: first the items that share a source turn and look most alike, then those alike in words."""
    ranked = sorted(
        (
            (-int(bool(set(ours.get("sources", ())) & set(theirs.get("sources", ())))), -_likeness(text(ours), text(theirs)), at, with_)
            for at, ours in enumerate(drafted)
            for with_, theirs in enumerate(gold)
            if set(ours.get("sources", ())) & set(theirs.get("sources", ())) or alike(text(ours), text(theirs))
        ),
    )
    left, right = set(range(len(drafted))), set(range(len(gold)))
    pairs = []
    for _, _, at, with_ in ranked:
        if at in left and with_ in right:
            pairs.append((at, with_))
            left.discard(at)
            right.discard(with_)
    return Matching(
        tuple((drafted[at], gold[with_]) for at, with_ in sorted(pairs)),
        tuple(gold[with_] for with_ in sorted(right)),
        tuple(drafted[at] for at in sorted(left)),
    )


def _likeness(first: str, second: str) -> float:
    from codev_voice.documents.wording import content_words

    one, other = content_words(first), content_words(second)
    return len(one & other) / max(1, min(len(one), len(other)))


def _consultations(table: Table) -> list[Table]:
    return list(table["consultations"]) if "consultations" in table else [table]


def _score(drafted: Table, gold: Table, session: Session) -> Table:
    client = gold["contract"].get("client") or drafted["contract"].get("client")
    plan, gold_plan = drafted["plan"], gold["plan"]
    return {
        "contract": _contract(drafted["contract"], gold["contract"]),
        "notes": _notes(drafted["notes"], gold["notes"]),
        "actions": _actions(plan["actions"], gold_plan["actions"], session, client),
        "kept": match(plan["kept"], gold_plan["kept"], _text).counts(),
        "dropped": match(plan["dropped"], gold_plan["dropped"], _text).counts(),
    }


def _text(item: Table) -> str:
    return str(item["text"])


def _contract(drafted: Table, gold: Table) -> Table:
    lines = {
        name: match([{"text": text} for text in drafted.get(name, [])], [{"text": text} for text in gold.get(name, [])], _text).counts()
        for name in ("out_of_scope", "protections")
    }
    ours, theirs = drafted.get("reserves", []), gold.get("reserves", [])
    heard, expected = set(drafted.get("agreed", [])), set(gold.get("agreed", []))
    by_person = match(
        [{**each, "sources": [each["person"]]} for each in ours], [{**each, "sources": [each["person"]]} for each in theirs], _text
    )
    kinds, gold_kinds = set(drafted.get("kinds", [])), set(gold.get("kinds", []))
    return {
        "demand": {"right": int(demand_right(drafted, gold)), "total": 1},
        **lines,
        "reserves": by_person.counts(),
        "agreed": {"found": len(heard & expected), "missed": len(expected - heard), "extra": len(heard - expected)},
        "kinds": {"found": len(kinds & gold_kinds), "missed": len(gold_kinds - kinds), "extra": len(kinds - gold_kinds)},
        "version": {"right": int(drafted.get("version") == gold.get("version")), "total": 1},
        "reformulated_by": {"right": int(drafted.get("reformulated_by") == gold.get("reformulated_by")), "total": 1},
    }


def demand_right(drafted: Table, gold: Table) -> bool:
    """Whether the demand is the gold one: its sources meet the gold's and the words agree; both null counts as right."""
    if drafted.get("demand") is None or gold.get("demand") is None:
        return drafted.get("demand") is None and gold.get("demand") is None
    return bool(set(drafted["sources"]) & set(gold["sources"])) and alike(drafted["demand"], gold["demand"])


def _notes(drafted: Sequence[Table], gold: Sequence[Table]) -> Table:
    matching = match(drafted, gold, _text)
    same = [ours["class"] == theirs["class"] for ours, theirs in matching.pairs]
    benign = [ours["class"] != theirs["class"] and {ours["class"], theirs["class"]} in _BENIGN for ours, theirs in matching.pairs]
    return {
        **matching.counts(),
        "person": {"right": sum(ours["person"] == theirs["person"] for ours, theirs in matching.pairs), "total": len(matching.pairs)},
        "class": {"right": sum(same) + sum(benign), "benign": sum(benign), "total": len(matching.pairs)},
    }


def _actions(drafted: Sequence[Table], gold: Sequence[Table], session: Session, client: str | None) -> Table:
    matching = match(drafted, gold, lambda item: str(item["action"]))
    pairs = matching.pairs
    hers = {
        source for action in gold for source in action["sources"] if source < len(session.turns) and session.turns[source].speaker == client
    }
    return {
        **matching.counts(),
        "invented": sum(not hers & set(item["sources"]) for item in matching.extra),
        "dates": {"right": sum(ours["due"] == theirs["due"] for ours, theirs in pairs), "total": len(pairs)},
        "status": {"right": sum(ours["status"] == theirs["status"] for ours, theirs in pairs), "total": len(pairs)},
        **{
            name: {
                "right": sum(bool(ours[name]) == bool(theirs[name]) for ours, theirs in pairs),
                "total": len(pairs),
            }
            for name in ("first_step", "indicator", "support", "obstacle")
        },
    }


def _added(scores: Sequence[Table]) -> Table:
    total: Table = {}
    for score in scores:
        for key, value in score.items():
            if isinstance(value, dict):
                total[key] = _added([total.get(key, {}), value])
            else:
                total[key] = total.get(key, 0) + value
    return total


def _rates(table: Table) -> Table:
    """The same counts with, where a whole is known, the share that is right."""
    rated: Table = {key: _rates(value) if isinstance(value, dict) else value for key, value in table.items()}
    if rated.get("total"):
        rated["share"] = rated["right"] / rated["total"]
    if "found" in rated and rated["found"] + rated.get("missed", 0):
        rated["recall"] = rated["found"] / (rated["found"] + rated["missed"])
    return rated
