"""How well the client's words about acting are read, on the labelled passages of `models/data/documents/acts/plan_*.txt`; a file is a hand.

    python benchmarks/plan_passages.py [HAND…] [--show]

Two readings: the grammar alone, sentence by sentence (`statements.read`), and the whole plan of each passage (`plan.draft_plan`). A
commitment or an intention of the labels is found when an acting statement, or an action of the plan, has its words; an acting statement
is false when it has those of no commitment, intention or detail. `plan_ateliers` and `plan_frontieres` were looked at while the grammar
was mended; the others were only counted. `--show` prints what was missed and what was false.
"""

from __future__ import annotations

import argparse
import datetime
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from codev_voice.documents.plan import draft_plan
from codev_voice.documents.scene import Scene
from codev_voice.documents.statements import Act, Statement, read
from codev_voice.documents.utterances import utterances
from codev_voice.documents.values import ActionStatus
from codev_voice.documents.wording import content_words, straight
from codev_voice.session.seance import Seance
from codev_voice.session.values import Role, Stage
from codev_voice.session.values import Turn as Said

ROOT = Path(__file__).parents[1]
DATA = ROOT / "models/data/documents/acts"
LOOKED_AT = ("plan_ateliers", "plan_frontieres")
ACTING = {Act.COMMITS: "G", Act.WISHES: "I", Act.TAKES_UP: "G"}
STATUS = {ActionStatus.COMMITMENT: "G", ActionStatus.INTENTION: "I"}
ROLES = {"C": Role.CLIENT, "A": Role.FACILITATOR, "K": Role.CONSULTANT}
DAY = datetime.date(2026, 11, 17)
_LINE = re.compile(r"([ACFK])(\d?): ?(.*)")
_TAGGED = re.compile(r"\[([A-Z]+)(?: [a-z+]+)?: ?([^\[\]]*)\]")
_VERB = re.compile(r"^(?:ne pas |(?:me|te|se|le|la|les|lui|leur|y|en|vous) |[mtsl]')*[\w-]+", re.IGNORECASE)
_SHARE = 0.34  # of a statement's words, its verb left out, that a label must have
Span = tuple[int, int, str]


@dataclass(frozen=True)
class Line:
    """A turn of a passage: who speaks, what is said, what is labelled in it."""

    role: str
    name: str
    text: str
    spans: tuple[Span, ...]


@dataclass
class Count:
    """What was found, for a hand and a manner."""

    of: Counter[str] = field(default_factory=Counter)
    shown: list[str] = field(default_factory=list)

    def told(self) -> str:
        """The figures in two lines."""
        of = self.of
        return (
            f"grammar: {share(of['seen'], of['spans'])} seen, false {share(of['false'], of['acting'])} (first steps {of['steps']}), "
            f"same status {share(of['same'], of['seen'])}\n"
            f"    plan: {share(of['planned'], of['spans'])} planned, extra {share(of['extra'], of['actions'])} "
            f"(first steps {of['extra_steps']}), same status {share(of['same_planned'], of['planned'])}"
        )


def share(part: int, whole: int) -> str:
    """Of how many, and in percent."""
    return f"{part}/{whole} ({100 * part / max(1, whole):.0f} %)"


def passages(path: Path) -> Iterator[tuple[bool, list[Line]]]:
    """Each passage of a hand, and whether it is written as it was spoken."""
    lines: list[Line] = []
    spoken = False
    for raw in [*path.read_text(encoding="utf-8").splitlines(), "## "]:
        if raw.startswith("## "):
            if lines:
                yield spoken, lines
            spoken, lines = "parlé" in raw, []
        elif found := _LINE.fullmatch(straight(raw)):
            role, text, spans, at = found[1].replace("F", "A"), "", [], 0
            for tagged in _TAGGED.finditer(found[3]):
                text += found[3][at : tagged.start()]
                spans.append((len(text), len(text) + len(tagged[2]), tagged[1]))
                text, at = text + tagged[2], tagged.end()
            lines.append(Line(role, role + found[2], text + found[3][at:], tuple(spans)))


def counted(lines: list[Line], count: Count) -> None:
    """Both readings of one passage."""
    for line in (line for line in lines if line.role == "C"):
        of_grammar(line, count)
    of_plan(lines, count)


def of_grammar(line: Line, count: Count) -> None:
    """Which labels of a client's turn the grammar sees, and which acts it sees elsewhere."""
    seen: dict[Span, str] = {}
    at = 0
    for sentence in utterances(line.text):
        start, at = placed(sentence.text, line.text, at)
        for said in read(sentence):
            if said.act not in ACTING:
                continue
            count.of["acting"] += 1
            hit = fallen_on(said, line, start, at)
            if hit is None or hit[2] == "E":
                count.of["false"] += 1
                count.of["steps"] += hit is not None
                count.shown.append(f"false {said.act}: {said.text!r} ({said.topic!r}) | {sentence.text}")
            elif hit[2] in "GI":
                seen.setdefault(hit, ACTING[said.act])
    for span in line.spans:
        if span[2] in {"G", "I"}:
            count.of["spans"] += 1
            count.of["seen"] += span in seen
            count.of["same"] += seen.get(span) == span[2]
            if seen.get(span) != span[2]:
                count.shown.append(f"{'missed' if span not in seen else 'other'} {span[2]}: {line.text[span[0] : span[1]]} | {line.text}")


def placed(sentence: str, text: str, at: int) -> tuple[int, int]:
    """Where a sentence that may have lost its hesitations stands in the turn: from its first word to its last."""
    words = re.findall(r"[\w'-]+", sentence)
    start = at = max(text.find(words[0], at), at) if words else at
    for word in words:
        found = text.find(word, at)
        at = found + len(word) if found >= 0 else at
    return start, at


def fallen_on(said: Statement, line: Line, start: int, end: int) -> Span | None:
    """The label, in the sentence, that has the words of the statement: an act first, then a detail, then a first step."""
    near = [span for span in line.spans if span[2] in {"G", "I", "W", "E"} and min(span[1], end) > max(span[0], start)]
    words = content_words(f"{_VERB.sub('', said.text)} {said.topic} {said.due_said or ''}")
    ranked = sorted(near, key=lambda span: (-len(words & content_words(line.text[span[0] : span[1]])), "GIWE".index(span[2])))
    if not ranked:
        return None
    best = ranked[0]
    return best if not words or len(words & content_words(line.text[best[0] : best[1]])) >= _SHARE * len(words) else None


def of_plan(lines: list[Line], count: Count) -> None:
    """Which labels an action of the plan has the words of, and which actions have those of none."""
    turns = tuple(
        Said(at, float(at), at + 1.0, line.name, line.text, line.name, ROLES[line.role], stage=Stage.SYNTHESIS)
        for at, line in enumerate(lines)
    )
    plan = draft_plan(Scene(turns, "C", "A", ("K", "K1", "K2", "K3", "K4"), Seance(date=DAY)))
    labels = [(at, span) for at, line in enumerate(lines) if line.role == "C" for span in line.spans if span[2] in "GIWE"]
    found: dict[tuple[int, Span], str] = {}
    for action in plan.actions:
        words = content_words(f"{_VERB.sub('', action.action)} {action.due_said or ''}")
        hits = [
            (at, span)
            for at, span in labels
            if at in action.sources and (not words or words & content_words(lines[at].text[slice(*span[:2])]))
        ]
        count.of["actions"] += 1
        if not any(span[2] in "GI" for _, span in hits):
            count.of["extra"] += 1
            count.of["extra_steps"] += bool(hits)
            count.shown.append(f"extra: {action.action} ({action.status}) | {' / '.join(lines[at].text for at in action.sources)}")
        found.update({hit: STATUS[action.status] for hit in hits if hit not in found})
    for label in (label for label in labels if label[1][2] in "GI"):
        count.of["planned"] += label in found
        count.of["same_planned"] += found.get(label) == label[1][2]


def main() -> None:
    """Print the figures of each hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("hands", nargs="*")
    parser.add_argument("--show", action="store_true")
    arguments = parser.parse_args()
    for path in sorted(DATA.glob("plan_*.txt")):
        if arguments.hands and path.stem not in arguments.hands:
            continue
        for spoken in (False, True):
            count = Count()
            for as_spoken, lines in passages(path):
                if as_spoken is spoken:
                    counted(lines, count)
            looked = "looked at" if path.stem in LOOKED_AT else "only counted"
            print(f"{path.stem} ({looked}), {'spoken' if spoken else 'written'}: {count.told()}", flush=True)
            if arguments.show:
                print(*count.shown, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
