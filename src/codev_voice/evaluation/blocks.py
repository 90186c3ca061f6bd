"""Labelled contributions as people write them: a situation, then what a consultant may say there, departures in brackets.

    ## tu | parlé | boulangerie, Normandie
    C: on a perdu deux clients depuis Noël
    K: lesquels
    C: les deux cantines
    - elles prenaient combien de pains
    -! ah oui d'accord et [A6: t'as demandé un rendez-vous au maire] pour en parler

`C:`, `K:` and `A:` lines are what the client, a consultant and the facilitator said before, in order. Each line that begins with `-`
is one contribution, judged on its own after them (`-!` for a hard one). A bracket holds a kind and the departing clause, letter for
letter; `[A1~: …]` is a departure taken back in the same breath. The header says how the client is addressed, the manner, the subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from codev_voice.errors import FileError
from codev_voice.session.values import Role

_ROLES = {"C": Role.CLIENT, "K": Role.CONSULTANT, "A": Role.FACILITATOR}
_ACT = re.compile(r"\[(?P<kind>A[1-8]|B[1-3])(?P<withdrawn>~?):\s*(?P<clause>[^\[\]\s][^\[\]]*)\]")
_HEADER = re.compile(r"## (?P<address>tu|vous) \| (?P<manner>[^|]+) \| (?P<subject>.+)")


@dataclass(frozen=True)
class Contribution:
    """One contribution after what was said before it; `acts` are (kind, clause) in speech order, `withdrawn` if taken back.

    `address` ("tu" or "vous") and `manner` are those of its block's header.
    """

    previous: tuple[tuple[Role, str], ...]
    text: str
    acts: tuple[tuple[str, str], ...]
    withdrawn: bool
    hard: bool
    address: str
    manner: str


def contributions(text: str, name: str) -> Iterator[Contribution]:
    """The contributions of a file called `name`, in order.

    Raises:
        FileError: a line is none of the known forms; its number is said.
    """
    address = manner = ""
    previous: list[tuple[Role, str]] = []
    before = True
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("# "):
            continue
        if header := _HEADER.fullmatch(line):
            address, manner, previous, before = header["address"], header["manner"].strip(), [], True
        elif line[:2] in ("C:", "K:", "A:") and manner and before:
            previous.append((_ROLES[line[0]], line[2:].strip()))
        elif line.startswith("-") and manner:
            before = False
            hard = line.startswith("-!")
            text, acts, withdrawn = _marked(line[1 + hard :].strip(), f"La ligne {number} de {name}")
            yield Contribution(tuple(previous), text, acts, withdrawn, hard, address, manner)
        else:
            problem = f"La ligne {number} de {name} n'est pas lisible"
            raise FileError(problem, "attendus : un titre « ## tu | parlé | sujet », des lignes C:, K: ou A:, puis des lignes « - »")


def _marked(marked: str, where: str) -> tuple[str, tuple[tuple[str, str], ...], bool]:
    """A contribution without its brackets, its acts, and whether they are taken back."""
    marks = list(_ACT.finditer(marked))
    acts = tuple((mark["kind"], " ".join(mark["clause"].split())) for mark in marks)
    text = " ".join(_ACT.sub(lambda mark: mark["clause"].strip(), marked).split())
    if not text or "[" in text or "]" in text:
        raise FileError(f"{where} porte un crochet illisible", "écrivez par exemple « [A1: la proposition] »")
    return text, acts, any(mark["withdrawn"] for mark in marks)
