"""Former clients' plans on the page, in stage 0 and afterwards: each line with what became of it, in her words.

plans   [{plan, person, title, asks, day, recent, said, text, entries}]: `text` is what she draws from it, `asks` names that in French,
        `said` tells whether anything was said of the plan
entry   {id, text, due_said, due_clear, action, state}: an intention (`action` false) has no state; state: a word of `Became`, or null
unread  why the last session's plan cannot be shown, "" otherwise

Nothing is counted, and what nobody mentions stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from codev_voice.companion.desk import Act
from codev_voice.companion.followups import Former, FormerPlan
from codev_voice.documents.changing import cleaned
from codev_voice.documents.render.french import in_clear
from codev_voice.documents.sheet import Details, Entry, Part
from codev_voice.errors import SettingsError
from codev_voice.session.events import FACILITATOR, Event, Followed, Unknown
from codev_voice.session.following import Line, followed_of
from codev_voice.session.names import of
from codev_voice.session.typed import unturned
from codev_voice.session.values import Became


def rows(former: Former, events: Sequence[Event | Unknown], *, over: bool = False) -> dict[str, Any]:
    """What the page shows; once the session is `over`, only the plans that were spoken of."""
    said = followed_of(events) if former.plans else {}
    plans = [_plan(plan, said) for plan in former.plans]
    return {"plans": [plan for plan in plans if plan["said"] or not over], "unread": "" if over else former.unread}


def event_of(former: Former, act: Act, t: float | None = None) -> Followed:
    """What the journal keeps of an act « follow_up »: a state of a line (plan, entry, state), or what she draws (plan, text).

    Raises:
        SettingsError: the plan or the line is not there any more, or the text is too long.
    """
    plan = next((plan for plan in former.plans if plan.key == act.plan), None)
    if plan is None:
        raise SettingsError("Ce plan n'est plus là", "rechargez la page")
    if act.entry is None:
        text = cleaned(act.text) if act.text and unturned(act.text).strip() else ""
        return Followed(plan=plan.key, person=plan.person, text=text, by=FACILITATOR, t=t)
    entry = next((entry for entry in plan.entries if entry.id == act.entry and entry.part is Part.COMMITMENT), None)
    if entry is None:
        raise SettingsError("Cette action n'est plus là", "rechargez la page")
    state = Became(act.state) if act.state else None
    return Followed(plan=plan.key, person=plan.person, entry=entry.id, state=state, by=FACILITATOR, t=t)


def _plan(plan: FormerPlan, said: Mapping[Line, Followed]) -> dict[str, Any]:
    drawn = said.get((plan.key, ""))
    entries = [_entry(entry, said.get((plan.key, entry.id))) for entry in plan.entries]
    return {
        "plan": plan.key,
        "person": plan.person,
        "title": f"Retour sur le plan {of(plan.person)}",
        "asks": f"Ce qu{of(plan.person)[1:]} en retire",  # « qu' » where French says « d' »
        "day": in_clear(plan.day),
        "recent": plan.recent,
        "said": drawn is not None or any(entry["state"] for entry in entries),
        "text": drawn.text if drawn else "",
        "entries": entries,
    }


def _entry(entry: Entry, said: Followed | None) -> dict[str, Any]:
    details = entry.details or Details()
    return {
        "id": entry.id,
        "text": entry.text,
        "due_said": details.due_said,
        "due_clear": in_clear(details.due) if details.due else None,
        "action": entry.part is Part.COMMITMENT,
        "state": said.state if said and said.state in set(Became) else None,
    }
