"""Reading and writing `seance.toml`, its comments kept."""

from __future__ import annotations

import dataclasses
import datetime
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from codev_voice.errors import FileError, SettingsError
from codev_voice.session.names import tidy
from codev_voice.session.seance import FICHE, Seance
from codev_voice.session.timetable import PRESETS
from codev_voice.session.typed import unturned
from codev_voice.session.values import Person, Role, Strictness

if TYPE_CHECKING:
    from tomlkit.items import AoT, Table

_Choice = TypeVar("_Choice", str, int)

REGIONS = ("FR", "QC", "BE", "CH")
FEWEST, MOST = 3, 12
DAYS = range(1, 8)
"""Days during which the sound may be kept: the group is promised seven at most."""
_KEYS = tuple(key.name for key in dataclasses.fields(Seance))
_PERSON_KEYS = ("name", "role", "also")


def read_seance(path: Path) -> Seance:
    """What the file says.

    Raises:
        FileError: it cannot be read.
        SettingsError: it is not TOML, or a key is unknown or has a wrong value.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise FileError(f"{path.name} est introuvable", "vérifiez son chemin, ou créez-le avec « codev-voice new »") from None
    except UnicodeDecodeError:
        raise FileError(f"{path.name} n'est pas en UTF-8", "enregistrez-le en UTF-8") from None
    except OSError:
        raise FileError(f"{path.name} ne peut pas être lu", "vérifiez que vous en avez le droit") from None
    return parse_seance(text, path.name)


def parse_seance(text: str, name: str = "seance.toml") -> Seance:
    """The settings written in `text`; `name` is for the messages.

    Raises:
        SettingsError: not TOML, or a key is unknown or has a wrong value.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists in lists: tomllib has no class for them
        line = getattr(error, "lineno", None)
        where = f" à la ligne {line}" if line else ""
        raise SettingsError(
            f"{name} n'est pas un fichier TOML correct{where}", "corrigez-le, ou refaites-le avec « codev-voice new »"
        ) from None
    return _Checked(table, name).seance()


def check_people(people: tuple[Person, ...], name: str = "seance.toml") -> None:
    """Refuse a group the method does not know.

    Raises:
        SettingsError: two people of one name, a facilitator who is also the client, or a group too small or too large.
    """
    seen: set[str] = set()
    for person in people:
        if person.name.casefold() in seen:
            raise SettingsError(
                f"Dans {name}, deux personnes s'appellent {person.name}",
                "distinguez-les, par exemple avec l'initiale du nom",
            )
        seen.add(person.name.casefold())
        if {Role.FACILITATOR, Role.CLIENT} <= person.roles:
            raise SettingsError(
                f"Dans {name}, {person.name} serait à la fois client et animateur",
                "nommez une autre personne pour animer",
            )
    if people and not FEWEST <= len(people) <= MOST:
        raise SettingsError(
            f"Dans {name}, le groupe compte {len(people)} personne{'s' if len(people) > 1 else ''}",
            f"indiquez de {FEWEST} à {MOST} personnes",
        )


class _Checked:
    """One table being checked key by key; every refusal names the key."""

    def __init__(self, table: dict[str, Any], name: str) -> None:
        self.table = table
        self.name = name

    def seance(self) -> Seance:
        self._known(self.table, _KEYS, "")
        people = tuple(self._person(entry, at) for at, entry in enumerate(self._list("people"), start=1))
        check_people(people, self.name)
        return Seance(
            title=self._text("title"),
            group=self._text("group"),
            date=self._date("date"),
            time_zone=self._text("time_zone"),
            next_date=self._date("next_date"),
            region=self._choice("region", "FR", REGIONS),
            preset=self._choice("preset", 90, tuple(PRESETS)),
            consultations=self._choice("consultations", 1, (1, 2)),
            stage0=self._flag("stage0", default=True),
            minutes=self._minutes(),
            strictness=Strictness(self._choice("strictness", "normal", tuple(Strictness))),
            mute_other=self._flag("mute_other", default=False),
            keep_days=self._choice("keep_days", 7, tuple(DAYS)),
            keep_transcript=self._flag("keep_transcript", default=False),
            school=self._text("school"),
            subject=self._text("subject"),
            question=self._text("question"),
            vocabulary=tuple(self._words("vocabulary")),
            fiche=self._fiche(),
            people=people,
        )

    def _refuse(self, key: str, remedy: str) -> SettingsError:
        return SettingsError(f"Dans {self.name}, « {key} » n'a pas une valeur correcte", remedy)

    def _known(self, table: dict[str, Any], keys: Sequence[str], where: str) -> None:
        for key in table:
            if key not in keys:
                raise SettingsError(
                    f"Dans {self.name}, la clé « {where}{key} » est inconnue",
                    f"supprimez-la ou corrigez-la ; les clés possibles sont {', '.join(keys)}",
                )

    def _text(self, key: str) -> str | None:
        value = self.table.get(key)
        if value is not None and not isinstance(value, str):
            raise self._refuse(key, "écrivez un texte entre guillemets")
        return unturned(value).strip() or None if value else None

    def _date(self, key: str) -> datetime.date | None:
        value = self.table.get(key)
        if value is None:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            raise self._refuse(key, "écrivez une date comme 2026-11-24") from None

    def _flag(self, key: str, *, default: bool) -> bool:
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            raise self._refuse(key, "écrivez true ou false")
        return value

    def _choice(self, key: str, default: _Choice, choices: tuple[_Choice, ...]) -> _Choice:
        value = self.table.get(key, default)
        if isinstance(value, bool) or value not in choices:
            raise self._refuse(key, f"choisissez parmi {', '.join(str(choice) for choice in choices)}")
        return next(choice for choice in choices if choice == value)

    def _list(self, key: str) -> list[Any]:
        value = self.table.get(key, [])
        if not isinstance(value, list):
            raise self._refuse(key, "écrivez une liste")
        return value

    def _words(self, key: str) -> list[str]:
        words = self._list(key)
        if not all(isinstance(word, str) for word in words):
            raise self._refuse(key, "écrivez une liste de textes entre guillemets")
        return [word for word in (unturned(word).strip() for word in words) if word]

    def _minutes(self) -> dict[int, float]:
        table = self.table.get("minutes", {})
        if not isinstance(table, dict):
            raise self._refuse("minutes", "écrivez une section [minutes] avec une ligne par étape")
        self._known(table, [str(number) for number in range(7)], "minutes.")
        minutes: dict[int, float] = {}
        for key, value in table.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 24 * 60:
                raise self._refuse(f"minutes.{key}", "écrivez un nombre de minutes")
            minutes[int(key)] = float(value)
        return minutes

    def _fiche(self) -> dict[str, str]:
        table = self.table.get("fiche", {})
        if not isinstance(table, dict):
            raise self._refuse("fiche", "écrivez une section [fiche] avec une ligne par réponse")
        self._known(table, FICHE, "fiche.")
        for key, text in table.items():
            if not isinstance(text, str):
                raise self._refuse(f"fiche.{key}", "écrivez un texte entre guillemets")
        return {key: plain for key, text in table.items() if (plain := unturned(text).strip())}

    def _person(self, entry: object, at: int) -> Person:
        where = f"people[{at}]"
        if not isinstance(entry, dict):
            raise self._refuse(where, "écrivez une section [[people]] par personne")
        self._known(entry, _PERSON_KEYS, "people.")
        name, role, also = entry.get("name"), entry.get("role", "consultant"), entry.get("also", [])
        if not isinstance(name, str) or not tidy(name):
            raise self._refuse(f"{where}.name", "écrivez le prénom de la personne")
        if role not in tuple(Role):
            raise self._refuse(f"{where}.role", f"choisissez parmi {', '.join(Role)}")
        if not isinstance(also, list) or any(other not in tuple(Role) for other in also):
            raise self._refuse(f"{where}.also", f"écrivez une liste de rôles parmi {', '.join(Role)}")
        return Person(tidy(name), Role(role), tuple(Role(other) for other in also))


def render_seance(seance: Seance) -> str:
    """The settings as a commented `seance.toml`; reading it again gives the same settings."""
    import tomlkit

    document = tomlkit.document()
    document.add(tomlkit.comment("Une séance de codéveloppement. Toutes les lignes sont facultatives."))
    plain: dict[str, Any] = {
        "title": seance.title,
        "group": seance.group,
        "date": seance.date,
        "time_zone": seance.time_zone,
        "next_date": seance.next_date,
        "region": seance.region,
        "preset": seance.preset,
        "consultations": seance.consultations,
        "stage0": seance.stage0,
        "strictness": str(seance.strictness),
        "mute_other": seance.mute_other,
        "keep_days": seance.keep_days,
        "keep_transcript": seance.keep_transcript,
        "school": seance.school,
        "subject": seance.subject,
        "question": seance.question,
        "vocabulary": list(seance.vocabulary),
    }
    for key, value in plain.items():
        if value is None:
            continue
        item = tomlkit.item(value)
        if key in _COMMENTS:
            item.comment(_COMMENTS[key])
        document.add(key, item)
    if seance.minutes:
        table = tomlkit.table()
        table.comment("minutes par étape, à la place de celles de la durée choisie")
        for stage in sorted(seance.minutes):
            minutes = seance.minutes[stage]
            table.add(str(stage), int(minutes) if minutes.is_integer() else minutes)
        document.add("minutes", table)
    if seance.fiche:
        document.add("fiche", _fiche_table(seance.fiche))
    if seance.people:
        document.add("people", _people_tables(seance.people))
    return tomlkit.dumps(document)


def _fiche_table(fiche: Mapping[str, str]) -> Table:
    import tomlkit

    table = tomlkit.table()
    table.comment("la fiche-client, écrite avant la séance : jamais reprise comme dite")
    for key in FICHE:
        if text := fiche.get(key):
            table.add(key, tomlkit.string(text, multiline="\n" in text))
    return table


def _people_tables(people: Sequence[Person]) -> AoT:
    import tomlkit

    tables = tomlkit.aot()
    for person in people:
        entry = tomlkit.table()
        entry.add("name", person.name)
        entry.add("role", str(person.role))
        if person.also:
            entry.add("also", [str(role) for role in person.also])
        tables.append(entry)
    return tables


_COMMENTS = {
    "group": "le groupe, d'une séance à l'autre : « codev-voice series » les retrouve",
    "date": "le jour de la séance : les échéances du plan en dépendent",
    "next_date": "la prochaine séance",
    "region": "FR, QC, BE ou CH : « en fin de semaine » n'y veut pas dire la même chose",
    "preset": "durée en minutes : 30, 60, 90, 120, 180 ou 210",
    "consultations": "1, ou 2 quand deux clients passent dans la séance",
    "stage0": "true s'il y a un retour sur la dernière fois",
    "strictness": "souple, normal ou strict : à partir de quand signaler un conseil",
    "mute_other": "true : les autres écarts (famille B) ne sont pas signalés",
    "keep_days": "le son est détruit quand les documents sont validés, ou après ce nombre de jours (7 au plus)",
    "keep_transcript": "false : la transcription est détruite avec le son ; true : le groupe a choisi de la garder",
    "subject": "d'après la fiche-client",
    "question": "d'après la fiche-client",
    "vocabulary": "mots du métier, noms de tiers : l'outil les entendra mieux",
}
