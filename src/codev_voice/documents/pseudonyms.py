"""Names of people who are not of the group, replaced on demand by « P1, la collègue »: the same person by the same label everywhere.

Whoever is not there has agreed to nothing. Names are told by their capitals, so that a town may be taken for somebody: the person who
exports is shown what was replaced, and says what to leave.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from codev_voice.documents.named import TITLES, Naming, beside, flattened, listed, parts_of, relation_of
from codev_voice.documents.sheet import Entry, Sheet
from codev_voice.documents.walking import walked

_ELISIONS = {"d": "de ", "qu": "que ", "l": ""}
_SPACE = r"[\s-]+"


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who is not of the group.

    Attributes:
        names: as they were written, the fullest first.
        label: what stands in their place.
        chosen: whether somebody chose it.
    """

    names: tuple[str, ...]
    label: str
    chosen: bool = False

    @property
    def short(self) -> str:
        """« P1 », where what the person is has just been said."""
        return self.label.partition(",")[0].strip()

    @property
    def parts(self) -> frozenset[str]:
        """All the words of these names, flattened."""
        return frozenset[str]().union(*map(parts_of, self.names))


def strangers(
    texts: Sequence[str],
    group: Iterable[str],
    heard: Sequence[str] = (),
    *,
    chosen: Mapping[str, str] | None = None,
    kept: Iterable[str] = (),
    only_chosen: bool = False,
) -> tuple[Stranger, ...]:
    """Whom these texts name outside the group, in the order in which they are first named.

    Args:
        texts: everything that is printed of the session.
        group: names of whoever took part.
        heard: what was said, which tells names from other capitals, and what people are to each other.
        chosen: labels that somebody chose, by name.
        kept: names that somebody wants left as they are.
        only_chosen: leave everybody else.
    """
    labels = dict(chosen or {})
    naming = Naming.of((*texts, *heard), (*group, *kept))
    found = list(dict.fromkeys((*labels, *(name for text in texts for name in naming.mentions(text)))))
    wholes = _wholes(found)
    by_person = {whole: [name for name in found if parts_of(name) <= whole] for whole in wholes}
    given = {whole: label for whole in wholes for name, label in labels.items() if parts_of(name) <= whole}
    taken = {label.partition(",")[0].strip() for label in given.values()}
    free = (number for rank in range(1, len(wholes) + len(taken) + 1) if (number := f"P{rank}") not in taken)
    people = []
    for whole, names in by_person.items():
        fullest = tuple(sorted(names, key=len, reverse=True))
        if whole in given:
            people.append(Stranger(fullest, given[whole], chosen=True))
        elif not only_chosen:
            relation = relation_of({*names, *whole}, (*texts, *heard))
            people.append(Stranger(fullest, f"{next(free)}, {relation}" if relation else next(free)))
    return tuple(people)


def _wholes(names: Iterable[str]) -> list[frozenset[str]]:
    """One set of words a person, in order: « Marc » and « M. Dupont » are of « Marc Dupont », if he was ever named so."""
    every = list(dict.fromkeys(map(parts_of, names)))
    fuller = {parts: [other for other in every if parts < other] for parts in every}
    return list(dict.fromkeys(whole for parts in every for whole in ([parts] if not fuller[parts] else _largest(fuller[parts]))))


def _largest(sets: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    return [one for one in sets if not any(one < other for other in sets)]


def replacing(people: Sequence[Stranger], group: Iterable[str]) -> Callable[[str], str]:
    """What makes of a text the same one without these people's names; those of the group stay."""
    group = tuple(group)
    written = _written(people, group)
    if not written:
        return lambda text: text
    names = "|".join(map(_pattern, sorted(written, key=len, reverse=True)))
    found = re.compile(rf"(?<![^\W\d_])(?:(?P<elided>d|l|qu)')?(?:{TITLES}\s+)?(?P<name>{names})(?![^\W\d_])")
    ours = [re.compile(rf"(?<![^\W\d_]){_pattern(flattened(name))}(?![^\W\d_])") for name in group if name.strip()]

    def replaced(text: str) -> str:
        whole = unicodedata.normalize("NFC", text)
        flat = flattened(whole)
        safe = [hit.span() for one in ours for hit in one.finditer(flat)]
        made, done, said = [], 0, set[str]()
        for hit in found.finditer(flat):
            bearers = written[_key(hit["name"])]
            start, end = hit.span()
            if any(start < last and first < end for first, last in safe) or not _is_name(whole, hit.span("name"), bearers):
                continue
            label, short = (" ou ".join(one.short for one in bearers),) * 2 if len(bearers) > 1 else (bearers[0].label, bearers[0].short)
            told = short in said or beside(flat[:start], flat[end:])
            made += [whole[done:start], _ELISIONS.get(hit["elided"] or "", ""), short if told else _apposed(label, whole[end:])]
            said.add(short)
            done = end
        return "".join((*made, whole[done:])) if made else text

    return replaced


def texts_of(sheets: Iterable[Sheet]) -> tuple[str, ...]:
    """Every text of these sheets that somebody said or wrote, in order."""
    found: list[str] = []

    def met(text: str) -> str:
        found.append(text)
        return text

    for sheet in sheets:
        discreet(sheet, met)
    return tuple(found)


def discreet(sheet: Sheet, change: Callable[[str], str]) -> Sheet:
    """The same sheet with its words changed: neither who took part, nor what tells entries and versions apart."""

    def entries(these: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(
            replace(one, text=change(one.text), details=walked(one.details, change) if one.details else None, note=change(one.note))
            for one in these
        )

    approval = replace(sheet.approval, entries=entries(sheet.approval.entries)) if sheet.approval else None
    return replace(
        sheet,
        title=change(sheet.title) if sheet.title else None,
        entries=entries(sheet.entries),
        removed=entries(sheet.removed),
        remarks=tuple(map(change, sheet.remarks)),
        approval=approval,
    )


def _written(people: Sequence[Stranger], group: Sequence[str]) -> dict[str, list[Stranger]]:
    """Every spelling to look for, and whom it may stand for: a first name may be that of two."""
    ours = frozenset[str]().union(*map(parts_of, group))
    spelt: dict[str, list[Stranger]] = {}
    for one in people:
        for key in dict.fromkeys((*map(_key, one.names), *(part for part in one.parts if part not in ours))):
            spelt.setdefault(key, []).append(one)
    return spelt


def _key(name: str) -> str:
    return re.sub(_SPACE, " ", re.sub(rf"^{TITLES}\s+", "", flattened(name).strip()))


def _pattern(name: str) -> str:
    return _SPACE.join(map(re.escape, re.split(_SPACE, name.strip())))


def _is_name(text: str, span: tuple[int, int], bearers: Sequence[Stranger]) -> bool:
    """Whether what is written there is the name: not half of « Jean-Marc », and no common word in small letters."""
    start, end = span
    if re.search(r"[^\W\d_a-zà-öø-ÿœ][^\W\d_]*-$", text[:start]) or re.match(r"-[^\W\d_a-zà-öø-ÿœ]", text[end:]):
        return False
    word = text[start:end]
    if not word.islower():
        return True
    known = any(one.chosen for one in bearers) or all(part in listed("first_names") for part in parts_of(word))
    return known and not parts_of(word) & listed("words_too")


def _apposed(label: str, after: str) -> str:
    """« P1, la collègue, » where the sentence goes on."""
    return f"{label}," if "," in label and re.match(r"\s+[^\W_]", after) else label
