"""The stages as a rail: what is done, what is going on with its rule and its time, what comes."""

from __future__ import annotations

from typing import Any

from codev_voice.companion.live import clock
from codev_voice.session.lengths import short, whole_minutes
from codev_voice.session.names import SAID_STAGES, STAGE_NAMES
from codev_voice.session.seance import Seance
from codev_voice.session.timing import entries
from codev_voice.session.values import Role, Session, Stage

NEAR, OVER, FAR_OVER = 0.8, 1.0, 1.3
"""Shares of the planned time from which it is said to be near its end, over, and far over."""
LATE = 0.7
"""Share of the whole time at which the clarification still going on is worth a word."""
SHORT = 10.0
"""Minutes left under which the synthesis is to be thought of."""
SAID_FOR = 120.0
"""Seconds during which such a word is shown: it is said once."""


def rule(stage: Stage, client: str | None) -> str:
    """What the stage asks of everybody, in a few words."""
    who = client or "le·la client·e"
    return {
        Stage.RETURN: "des nouvelles de la dernière fois, puis un sujet choisi ensemble",
        Stage.ACCOUNT: f"{who} raconte, personne n'interrompt",
        Stage.CLARIFICATION: "questions de fait, pas de conseil",
        Stage.CONTRACT: "sa demande, avec ses mots ; on n'y répond pas encore",
        Stage.EXPLORATION: f"une idée à la fois ; {who} écoute et note",
        Stage.SYNTHESIS: f"{who} dit ce qui est gardé, et par quoi commencer",
        Stage.LEARNING: "chacun·e : ce que j'ai appris, comment on a travaillé",
    }[stage]


def current(session: Session, seance: Seance, said: Stage | None) -> Stage:
    """The stage that is going on."""
    return said if said is not None else entries(session, seance)[-1].stage


def rail(session: Session, seance: Seance, now: Stage, t: float) -> list[dict[str, Any]]:
    """One entry a stage, in order; the return is there when it was planned, or took place."""
    spent, planned = clock.spent(session, seance, t), clock.minutes(session, seance)
    clients = session.named(Role.CLIENT) or seance.named(Role.CLIENT)
    client = clients[0] if len(clients) == 1 else None
    return [
        {
            "stage": int(stage),
            "name": STAGE_NAMES[stage],
            "rule": rule(stage, client),
            "planned": _whole(planned[stage]),
            "spent": round(spent[stage]),
            "time": told(spent[stage], planned[stage], begun=stage <= now),
            "state": "current" if stage is now else "done" if stage < now else "next",
            "tone": tone(spent[stage], planned[stage]),
            "left": left(spent[stage], planned[stage]) if stage is now else "",
        }
        for stage in Stage
        if stage is not Stage.RETURN or planned[stage] or spent[stage] or stage is now
    ]


def told(spent: float, planned: float, *, begun: bool = True) -> str:
    r"""The seconds spent beside the minutes planned, which alone are said of a stage to come.

    >>> told(870, 18), told(40, 8), told(0, 6, begun=False)
    ('15 / 18\xa0min', '40\xa0s / 8\xa0min', '6\xa0min')
    """
    unit = "\u00a0min"
    plan = f"{_whole(planned)}{unit}".replace(".", ",")
    return f"{short(spent).removesuffix(unit)} / {plan}" if begun or spent >= 1 else plan


def tone(spent: float, planned: float) -> str:
    """How much of the planned minutes the seconds spent have taken: « calm », « near » their end, « over »."""
    share = spent / (planned * 60) if planned else 0.0
    return "over" if share >= OVER else "near" if share >= NEAR else "calm"


def left(spent: float, planned: float) -> str:
    """The minutes that are left of those planned once those that are shown were spent, in words; nothing for a stage that was not planned.

    >>> left(840, 18), left(1260, 18), left(1090, 18)
    ('encore 4 min', 'dépassé de 3 min', "c'est l'heure")
    """
    rest = whole_minutes(planned * 60) - whole_minutes(spent)
    if not planned:
        return ""
    return f"encore {rest} min" if rest > 0 else f"dépassé de {-rest} min" if rest else "c'est l'heure"


def signals(session: Session, seance: Seance, now: Stage, t: float) -> tuple[str, ...]:
    """What time asks to be said, once each, quietly."""
    spent, planned = clock.spent(session, seance, t), clock.minutes(session, seance)
    whole, gone = 60 * sum(planned.values()), sum(spent.values())
    found = []
    over = spent[now] - FAR_OVER * 60 * planned[now]
    after = [stage for stage in Stage if stage > now and planned[stage]]
    if planned[now] and 0 <= over < SAID_FOR and after:
        found.append(_overflow(now, whole_minutes(spent[now]) - planned[now], whole - gone, after))
    if now is Stage.CLARIFICATION and 0 <= gone - LATE * whole < SAID_FOR:
        room = (whole - gone) / 60 - planned[Stage.CONTRACT] - planned[Stage.SYNTHESIS] - planned[Stage.LEARNING]
        if room >= 1:
            found.append(f"Passer au contrat maintenant laisse {_count(room)} d'exploration.")
    short = SHORT * 60 - (whole - gone)
    if now < Stage.SYNTHESIS and 0 <= short < SAID_FOR and whole > 2 * SHORT * 60:
        found.append("Garder 5 minutes pour la synthèse ?")
    return tuple(found)


def _overflow(now: Stage, over: float, rest: float, after: list[Stage]) -> str:
    """`over` in minutes, `rest` of the whole in seconds."""
    name = SAID_STAGES[now]
    said = f"{name[0].upper()}{name[1:]} {'ont' if now is Stage.LEARNING else 'a'} débordé de {_count(over)}"
    if whole_minutes(rest) < 1:
        return f"{said} ; le temps prévu est passé."
    names = [SAID_STAGES[stage] for stage in after]
    listed = " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{said} ; il en reste {whole_minutes(rest)} pour {listed}."


def _count(minutes: float) -> str:
    whole = max(1, whole_minutes(60 * minutes))
    return f"{whole} minute{'s' if whole > 1 else ''}"


def _whole(minutes: float) -> float:
    return int(minutes) if float(minutes).is_integer() else minutes
