"""A desk that plays a session by script: what the page shows and sends is seen without a companion."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Any

from codev_voice.companion.desk import Act, Kind, Message
from codev_voice.companion.live.rail import left, told
from codev_voice.errors import SessionError
from codev_voice.session.lengths import short

STATEMENT = {
    "version": "2026-11",
    "full": (
        "« Avant de commencer : si vous êtes d'accord, un outil installé sur mon ordinateur va écouter la séance. Il transcrit ce qu'on "
        "dit, sur cette machine ; il n'envoie rien sur internet. Il m'aide à suivre les étapes et le temps, et il prépare trois brouillons "
        "pour notre cliente : le contrat, les notes de l'exploration, le plan d'action. C'est cette personne qui les relit, les corrige, "
        "et décide de ce qu'on garde. Le son est détruit dès qu'elle a validé, au plus tard dans sept jours, et la transcription avec lui. "
        "À tout moment, chacun peut dire « hors micro » : j'arrête l'écoute. Et si quelqu'un préfère sans, on fait sans, et la séance sera "
        "aussi bonne. Je vous demande un par un. »"
    ),
    "short": "« Comme la dernière fois, l'outil écoute, sur ma machine, le son est détruit après. Toujours d'accord ? »",
}
PEOPLE = [
    ("Claire", "animateur", "animateur·rice"),
    ("Sophie", "client", "client·e"),
    ("Karim", "consultant", "consultant·e"),
    ("Nadia", "consultant", "consultant·e"),
    ("Bruno", "consultant", "consultant·e"),
    ("Inès", "consultant", "consultant·e"),
    ("Marc", "consultant", "consultant·e"),
]
STAGES = [
    ("Retour et choix du sujet", "des nouvelles, puis un sujet choisi ensemble", 8),
    ("Exposé", "elle raconte, personne ne l'interrompt", 8),
    ("Clarification", "questions de fait, pas de conseil", 18),
    ("Contrat", "sa demande, avec ses mots", 6),
    ("Exploration", "une idée à la fois ; elle écoute et note", 27),
    ("Synthèse et plan d'action", "elle seule dit ce qu'elle garde", 12),
    ("Apprentissages et régulation", "ce que chacun emporte, et comment on a travaillé", 11),
]
LONG = (
    "Alors voilà. J'ai repris en septembre une équipe de neuf personnes, et mon adjoint voulait le poste. Depuis, il fait tout bien, mais "
    "il ne me dit plus rien. Je l'apprends par les autres, souvent trop tard."
)
SAID = [
    (0, "Claire", "Bon, tout le monde est là ? On part sur le sujet de Sophie. Karim, tu gardes le tien au chaud."),
    (1, "Claire", "Sophie, on t'écoute. Nous, on coupe les micros et on prend des notes."),
    (1, "Sophie", LONG),
    (1, "Sophie", "Voilà, en gros, c'est ça. Je ne sais pas si j'ai été claire."),
    (2, "Claire", "Merci Sophie. Qu'est-ce qu'on a besoin de savoir pour bien comprendre ? Des faits, hein."),
    (2, "Karim", "Il est dans l'équipe depuis combien de temps, ton adjoint ?"),
    (2, "Sophie", "Onze ans. Il a formé la moitié des gens."),
    (2, "Inès", "Et vous vous voyez quand, tous les deux ?"),
    (2, "Sophie", "Le lundi, en principe. Mais on a sauté les trois derniers."),
    (2, "", "Mm, d'accord."),
    (2, "Bruno", "Et toi, tu devrais lui parler franchement, non ? Lui dire que tu sais qu'il voulait le poste."),
]  # fmt: skip


class StandIn:
    """A `Desk` whose view is set by hand; it keeps the acts it was given, and answers a few as a companion would."""

    def __init__(self, view: dict[str, Any]) -> None:
        self._view = view
        self._listeners: list[Callable[[Message], None]] = []
        self._lock = threading.RLock()
        self.acts: list[Act] = []
        self.refuses: str | None = None
        self.sounds: dict[str, bytes] = {}
        self.reviewed: dict[str, Any] | None = None

    @property
    def listening(self) -> int:
        """How many pages listen."""
        return len(self._listeners)

    def view(self) -> dict[str, Any]:
        with self._lock:
            return deepcopy(self._view)

    def follow(self, listener: Callable[[Message], None]) -> Callable[[], None]:
        with self._lock:
            self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def act(self, act: Act) -> None:
        self.acts.append(act)
        if self.refuses:
            raise SessionError(self.refuses, "recommencez")
        match act.act:
            case "stage" if act.stage is not None:
                self.change(**at_stage(act.stage))
            case "pause":
                self.change(phase="pause", recording=False)
            case "start" | "resume":
                self.change(phase="ecoute", recording=True)
            case "consent":
                people = [{**one, "consent": act.given} if one["name"] == act.person else one for one in self.view()["people"]]
                self.change(people=people)
            case "confirm_stage" | "deny_stage":
                self.change(doubt=None)
            case "answer":
                self.change(notices=[])
            case "go_on":
                self.change(ask=None)
            case _:
                pass

    def sound(self, piece: str) -> bytes | None:
        return self.sounds.get(piece)

    def review(self) -> dict[str, Any]:
        if self.reviewed is None:
            raise SessionError("Le bilan se lit une fois la séance finie", "terminez-la d'abord")
        return deepcopy(self.reviewed)

    def change(self, **keys: object) -> None:
        """Replace keys of the view and tell every page; `turns` are put at their index."""
        with self._lock:
            self._view["seq"] += 1
            new = keys.pop("turns", None)
            self._view.update(keys)
            if isinstance(new, list):
                held = self._view["turns"]
                for one in new:
                    held[one["index"] : one["index"] + 1] = [one]
                keys = {**keys, "turns": new, "turn_count": len(held)}
            self._tell("change", {**keys, "seq": self._view["seq"]}, self._view["seq"])

    def replace(self, whole: dict[str, Any]) -> None:
        """Send another whole view, as a session read again does once it is corrected."""
        with self._lock:
            self._view = whole
        self._tell("etat", whole, whole["seq"])

    def pass_by(self, **keys: object) -> None:
        """What passes: levels, the open sentence, the time."""
        with self._lock:
            self._view.update(keys)
        self._tell("vif", keys, None)

    def _tell(self, kind: Kind, data: dict[str, Any], seq: int | None) -> None:
        for listener in tuple(self._listeners):
            listener(Message(kind, deepcopy(data), seq))


def turn(index: int, speaker: str, text: str, stage: int | None, **other: object) -> dict[str, Any]:
    """A turn; no speaker is a voice not yet named."""
    roles = {name: role for name, role, _ in PEOPLE}
    return {
        "index": index,
        "voice": f"Voix {speaker or 'x'}",
        "speaker": speaker or "Voix 6",
        "sure": bool(speaker),
        "role": roles.get(speaker),
        "start": 60.0 + 38 * index,
        "end": 90.0 + 38 * index,
        "text": text,
        "stage": stage,
        "pieces": [f"p{2 * index:06}", f"p{2 * index + 1:06}"],
        "kept": False,
        "cut": False,
        **other,
    }


def turns(said: Iterable[tuple[int, str, str]] = SAID) -> list[dict[str, Any]]:
    """The scripted turns."""
    return [turn(index, speaker, text, stage) for index, (stage, speaker, text) in enumerate(said)]


def at_stage(now: int, spent: float = 200.0) -> dict[str, Any]:
    """The rail with this stage as the current one."""
    before, whole = (412, 505, 1010, 190, 1600, 700, 600), len(STAGES)
    rail = []
    for number, (name, rule, planned) in enumerate(STAGES):
        state = "done" if number < now else "current" if number == now else "next"
        gone = before[number] if number < now else spent if number == now else 0
        share = gone / (planned * 60)
        tone = "over" if share >= 1 else "near" if share >= 0.8 else "calm"
        rail.append(
            {
                "stage": number,
                "name": name,
                "rule": rule,
                "planned": planned,
                "spent": gone,
                "time": told(gone, planned, begun=number <= now),
                "state": state,
                "tone": tone,
                "left": left(gone, planned) if number == now else "",
            }
        )
    assert len(rail) == whole
    return {"rail": rail, "stage": now, "doubt": None}


NOTICE = {
    "number": 1,
    "turn": 10,
    "t": 1240.0,
    "kind": "A1",
    "excerpt": "tu devrais lui parler franchement",
    "sentence": "Cette phrase propose une action",
    "question": "Qu'est-ce que tu lui as déjà dit, et comment ?",
    "level": "alert",
    "answer": None,
}


def _spoke(name: str, seconds: float, share: float) -> dict[str, Any]:
    return {"name": name, "seconds": seconds, "time": short(seconds), "share": share}


SPEECH = [
    {
        "stage": 0,
        "people": [_spoke("Claire", 190, 0.5), _spoke("Karim", 95, 0.25)],
        "silent": [],
    },
    {
        "stage": 1,
        "people": [_spoke("Claire", 24, 0.05), _spoke("Sophie", 470, 0.95)],
        "silent": [],
    },
    {
        "stage": 2,
        "people": [
            _spoke("Sophie", 256, 0.44),
            _spoke("Claire", 61, 0.1),
            _spoke("Karim", 118, 0.2),
            _spoke("Bruno", 92, 0.16),
            _spoke("Inès", 44, 0.08),
        ],
        "silent": ["Nadia", "Marc"],
    },
]


def view(phase: str = "ecoute", **keys: object) -> dict[str, Any]:
    """A whole view in this phase, with realistic content; `keys` replace what they name."""
    door = phase == "accueil"
    listening = phase == "ecoute"
    said = [] if door else turns()
    being_said = {"speaker": "Sophie", "sure": True, "settled": "Franchement, je lui ai dit", "provisional": "une fois, en octobre, mais"}
    whole = {
        "seq": 41,
        "phase": phase,
        "title": "Codev du mardi",
        "date": "mardi 24 novembre 2026",
        "statement": STATEMENT,
        "people": [{"name": name, "role": role, "role_name": words, "consent": None if door else True} for name, role, words in PEOPLE],
        **(at_stage(0, 40) if door else at_stage(2, 560)),
        "turns": said,
        "turn_count": len(said),
        "open": being_said if listening else None,
        "notices": [NOTICE] if listening else [],
        "speech": [] if door else SPEECH,
        "voices": [{"label": "Voix Sophie", "person": "Sophie", "seconds": 256}],
        "levels": {"micro": {"db": -24.0, "clipped": False}, "appel": {"db": -31.0, "clipped": False}},
        "line": "Micro : je vous entends. Appel : j'entends les autres.",
        "warnings": [],
        "lag": 1.2,
        "t": 0.0 if door else 1252.0,
        "recording": listening,
        "ask": None,
        "progress": {"doing": "Les voix sont comparées sur toute la séance", "done": 0.42} if phase == "suite" else None,
        "followups": {"plans": [], "unread": ""},
    }
    if phase in {"suite", "fin", "lecture"}:
        whole |= at_stage(6, 600)
    return {**whole, **keys}
