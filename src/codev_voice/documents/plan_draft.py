"""An action while it is being heard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from codev_voice.documents.date_words import plain
from codev_voice.documents.dates import due
from codev_voice.documents.phrases import tells_whom_she_meets, without_dates
from codev_voice.documents.questions import Asked
from codev_voice.documents.statements import Statement
from codev_voice.documents.values import Action, ActionStatus
from codev_voice.documents.wording import capital, content_words
from codev_voice.session.seance import Seance

_VAGUE = frozenset({"prochain", "prochaine", "ici", "fin", "avant", "semaine", "mois"})
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


def concerned(actions: Sequence[Draft], text: str, asked: Asked | None) -> Draft:
    """The action that an obstacle or an indicator is about: the one it names or goes on with, else the last she commits to."""
    words = content_words(text)
    named = (
        action
        for action in reversed(actions)
        if words & (content_words(action.text) | content_words(action.due_said or "") - _VAGUE) or (asked and asked.value in action.fields)
    )
    sure = (action for action in reversed(actions) if action.status is ActionStatus.COMMITMENT)
    return next(named, None) or next(sure, actions[-1])


def mentioned(actions: Sequence[Draft], text: str) -> Draft | None:
    """The last action whose thing is named in `text` (« et ton premier pas, pour la clé ? »)."""
    words = content_words(without_dates(text))
    return next((action for action in reversed(actions) if words & content_words(f"{action.text} {action.about}")), None)


def moved(actions: Sequence[Draft], text: str, due_said: str | None, sentence: str) -> Draft | None:
    """The action whose former day the sentence names as it gives another to the same verb (« mercredi… je lui demande plutôt jeudi »)."""
    said = sentence.lower()
    verb = content_words(text.partition(",")[0])
    return next(
        (
            action
            for action in reversed(actions)
            if due_said
            and action.due_said
            and action.due_said != due_said
            and action.due_said.lower() in said.replace(due_said.lower(), "")
            if verb & content_words(action.text.partition(",")[0])
        ),
        None,
    )


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


def same_day(actions: Sequence[Draft], said: str | None, seance: Seance) -> Draft | None:
    """The only action of that day: said again at the end with its day, it is not another."""
    day = due_on(said, seance)
    found = [action for action in actions if day and due_on(action.due_said, seance) == day]
    return found[0] if len(found) == 1 else None


def local(text: str, region: str) -> str:
    """The phrase without a way of speaking of its region that others would misread: in Québec « y parler » is « lui parler »."""
    if region != "QC":
        return text
    return _TO_HIM.sub("" if re.search(r" (?:à|au|aux) ", text) else "lui ", text)


def redated(
    actions: Sequence[Draft], topic: frozenset[str], spoken: str, due_said: str | None, *, fresh: Draft | None, corrects: bool, asked: bool
) -> tuple[Draft | None, bool]:
    """The action that a day said apart belongs to, and whether it was named with it."""
    about = next((action for action in reversed(actions) if topic and topic & content_words(f"{action.text} {action.about}")), None)
    again = next((action for action in actions if due_said and action.due_said and plain(action.due_said) == plain(due_said)), None)
    if again and not topic and fresh is None:
        return again, False  # « la semaine du quinze, j'ai dit »
    last = actions[-1] if actions and (corrects or not actions[-1].due_said) else None
    former = next(
        (action for action in actions if action.due_said and plain(action.due_said) in plain(spoken) and action.due_said != due_said), None
    )
    return about or former or fresh or (last if not topic or not asked else None) or last, about is not None
