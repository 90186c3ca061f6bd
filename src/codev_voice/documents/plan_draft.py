"""An action while it is being heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from codev_voice.documents.dates import due
from codev_voice.documents.links import Mention
from codev_voice.documents.phrases import tells_whom_she_meets, without_dates
from codev_voice.documents.statements import Statement
from codev_voice.documents.values import Action, ActionStatus
from codev_voice.documents.wording import capital, content_words
from codev_voice.session.seance import Seance

_DECIDES = re.compile(r"(?:décider|trancher|choisir|voir|réfléchir|y réfléchir|me décider)\b", re.IGNORECASE)
_THINKS = re.compile(r"(?:réfléchir|penser|cogiter|songer|voir)\b", re.IGNORECASE)
_TO_HIM = re.compile(r"^y (?=(?:parler|dire|demander|écrire|donner|montrer|envoyer|expliquer|téléphoner|annoncer)\b)", re.IGNORECASE)


@dataclass
class Draft:
    """What is known of an action so far."""

    text: str
    status: ActionStatus
    sources: list[int]
    due_said: str | None = None
    about: str = ""
    taken: bool = False  # from another's idea, before she words it herself
    fields: dict[str, str] = field(default_factory=dict)
    mentions: list[tuple[int, Mention]] = field(default_factory=list)  # the clauses that are of it, each with its number among all

    @property
    def words(self) -> str:
        """What names it."""
        return f"{self.text} {self.about}"

    def cite(self, *turns: int) -> None:
        """Say that the action also rests on these turns."""
        self.sources.extend(turn for turn in turns if turn not in self.sources)

    def again(self, turn: int, status: ActionStatus, due_said: str | None) -> Draft:
        """The same action, said again at `turn`: its last day and firmness win."""
        self.status, self.due_said = status, due_said or self.due_said
        self.cite(turn)
        return self


def as_action(draft: Draft, seance: Seance) -> Action:
    """What the plan says of it."""
    fields = {name: capital(text) for name, text in draft.fields.items()}
    when = due_on(draft.due_said, seance)
    return Action(capital(local(draft.text, seance.region)), draft.status, tuple(sorted(draft.sources)), draft.due_said, when, **fields)


def due_on(said: str | None, seance: Seance) -> date | None:
    """The day that words mean, said in a session of that date and region."""
    return due(said, seance.date, region=seance.region, next_date=seance.next_date)


def named_again(actions: Sequence[Draft], idea: str) -> Draft | None:
    """The action already hers that a consultant only brings up again (« et la clé, tu tiens ? »), by half of his words at least."""
    words = content_words(without_dates(idea))
    return next((one for one in actions if words and 2 * len(words & content_words(f"{one.text} {one.about}")) >= len(words)), None)


def goes_on(fresh: Draft, said: Statement) -> bool:
    """Whether she only goes on with what she has just said: she decides what she thinks over, tells it to those she meets."""
    if said.due_said and _DECIDES.match(said.text) and _THINKS.match(fresh.text):
        return True  # « je me donne jusqu'à vendredi pour décider »
    later = said.due_said and fresh.due_said  # « je le vois lundi. Je lui dirai mardi »
    return not later and tells_whom_she_meets(fresh.text, said.text)  # « je réunis l'équipe lundi. Et je leur dis que… »


def begins(known: Draft, said: Statement) -> bool:
    """Whether an action that nothing words yet is the beginning of what the grammar reads in the sentence."""
    words = content_words(known.text)
    return known.taken and bool(words) and 2 * len(words & content_words(said.text)) >= len(words)


def local(text: str, region: str) -> str:
    """The phrase without a way of speaking of its region that others would misread: in Québec « y parler » is « lui parler »."""
    if region != "QC":
        return text
    return _TO_HIM.sub("" if re.search(r" (?:à|au|aux) ", text) else "lui ", text)


def shares(said: Statement | None, known: Draft) -> bool:
    """Whether an act names something of an action."""
    return said is None or not said.text or bool(content_words(said.text) & content_words(known.words))
