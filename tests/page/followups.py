"""Two former clients' plans, as the page is shown them, and a desk that keeps what is said of them."""

from __future__ import annotations

from typing import Any

from codev_voice.companion.desk import Act
from page.standin import StandIn


def plan(person: str, key: str, *lines: tuple[str, str, bool], recent: bool = True, text: str = "") -> dict[str, Any]:
    """A former client's plan: each line has its text, its date in clear, and whether it is an action."""
    entries = [
        {"id": f"{number}", "text": said, "due_said": None, "due_clear": due or None, "action": action, "state": None}
        for number, (said, due, action) in enumerate(lines)
    ]
    return {
        "plan": key,
        "person": person,
        "title": f"Retour sur le plan de {person}",
        "asks": f"Ce que {person} en retire",
        "day": "mardi 27 octobre 2026",
        "recent": recent,
        "said": bool(text),
        "text": text,
        "entries": entries,
    }


def karim() -> dict[str, Any]:
    """The last client's plan."""
    return plan(
        "Karim",
        "ab/0",
        ("appeler Lucie avant de rendre la note", "vendredi 30 octobre 2026", True),
        ("dire à mon équipe, en réunion, que le poste reste ouvert jusqu'à Noël", "", True),
        ("en parler à Paul", "", False),
    )


def followups(evil: str = "") -> dict[str, Any]:
    """The last client's plan and an older one; or the same words everywhere."""
    if evil:
        return {"plans": [plan(evil, evil, (evil, evil, True), (evil, evil, False), text=evil)], "unread": evil}
    return {"plans": [karim(), plan("Nadia", "cd/0", ("revoir le planning", "", True), recent=False)], "unread": ""}


class FollowingDesk(StandIn):
    """A desk that keeps the states and the texts it is told."""

    def act(self, act: Act) -> None:
        super().act(act)
        if act.act != "follow_up":
            return
        held = self.view()["followups"]
        for one in held["plans"]:
            if one["plan"] == act.plan and act.entry is None:
                one["text"] = act.text or ""
            for entry in one["entries"]:
                if one["plan"] == act.plan and entry["id"] == act.entry:
                    entry["state"] = act.state
        self.change(followups=held)
