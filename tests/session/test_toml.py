from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codev_voice.errors import FileError, SettingsError
from codev_voice.session.seance import FICHE, Seance
from codev_voice.session.timetable import PRESETS
from codev_voice.session.toml import REGIONS, parse_seance, read_seance, render_seance
from codev_voice.session.typed import unturned
from codev_voice.session.values import Person, Role, Strictness

words = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=20)
    .map(lambda text: " ".join(unturned(text).split()))
    .filter(bool)
)
# names are kept in one form of Unicode, as people who look for them type them
names = words.map(lambda name: unicodedata.normalize("NFC", name))
people = st.lists(names, min_size=3, max_size=12, unique_by=str.casefold).map(
    lambda group: tuple(Person(name, Role.CLIENT if at == 0 else Role.CONSULTANT) for at, name in enumerate(group))
)
dates = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1))
seances = st.builds(
    Seance,
    title=st.none() | words,
    group=st.none() | words,
    date=st.none() | dates,
    next_date=st.none() | dates,
    region=st.sampled_from(REGIONS),
    preset=st.sampled_from(sorted(PRESETS)),
    consultations=st.sampled_from([1, 2]),
    stage0=st.booleans(),
    minutes=st.dictionaries(st.integers(0, 6), st.integers(0, 90).map(float) | st.just(2.5)),
    strictness=st.sampled_from(Strictness),
    mute_other=st.booleans(),
    keep_days=st.integers(1, 7),
    keep_transcript=st.booleans(),
    subject=st.none() | words,
    vocabulary=st.lists(words, max_size=4).map(tuple),
    fiche=st.dictionaries(st.sampled_from(FICHE), st.one_of(words, st.lists(words, min_size=2, max_size=3).map("\n".join)), max_size=4),
    people=st.just(()) | people,
)


@given(seances)
def test_what_is_written_is_read_again(seance: Seance) -> None:
    assert parse_seance(render_seance(seance)) == seance


def test_everything_has_a_default() -> None:
    assert parse_seance("") == Seance()


def test_a_whole_file_is_read() -> None:
    seance = parse_seance(
        'title = "T"\ndate = 2026-03-12\npreset = 60\n[minutes]\n4 = 25\n[[people]]\nname = "Ana"\nrole = "client"\n'
        '[[people]]\nname = "Bo"\nrole = "animateur"\nalso = ["consultant"]\n[[people]]\nname = "Cy"\n'
    )
    assert seance.date == datetime.date(2026, 3, 12)
    assert seance.minutes == {4: 25.0}
    assert seance.people[1] == Person("Bo", Role.FACILITATOR, (Role.CONSULTANT,))
    assert seance.named(Role.CONSULTANT) == ("Bo", "Cy")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titre = 'x'", "« titre » est inconnue"),
        ("[minutes]\n9 = 3", "« minutes.9 » est inconnue"),
        ("[fiche]\nautre = 'x'", "« fiche.autre » est inconnue"),
        ("[fiche]\ncontext = 3", "« fiche.context »"),
        ("fiche = 3", "« fiche »"),
        ("[[people]]\nname='A'\nage=3", "« people.age » est inconnue"),
        ("= 3", "n'est pas un fichier TOML"),
        ("preset = " + "9" * 5000, "n'est pas un fichier TOML"),
        ("title = " + "[" * 5000, "n'est pas un fichier TOML"),
        ("title = 3", "« title »"),
        ("date = 'demain'", "« date »"),
        ("stage0 = 'oui'", "« stage0 »"),
        ("mute_other = 'oui'", "« mute_other »"),
        ("keep_days = 8", "« keep_days »"),
        ("keep_days = 0", "« keep_days »"),
        ("keep_transcript = 'oui'", "« keep_transcript »"),
        ("preset = 45", "« preset »"),
        ("preset = true", "« preset »"),
        ("strictness = 'dur'", "« strictness »"),
        ("vocabulary = 'x'", "« vocabulary »"),
        ("vocabulary = [3]", "« vocabulary »"),
        ("minutes = 3", "« minutes »"),
        ("[minutes]\n4 = 'x'", "« minutes.4 »"),
        ("[minutes]\n4 = -1", "« minutes.4 »"),
        ("people = ['x']", r"people\[1\]"),
        ("[[people]]\nrole='client'", r"people\[1\].name"),
        ('[[people]]\nname="\\u202e"', r"people\[1\].name"),
        ("[[people]]\nname='A'\nrole='chef'", r"people\[1\].role"),
        ("[[people]]\nname='A'\nalso='client'", r"people\[1\].also"),
        ("[[people]]\nname='A'\n[[people]]\nname='a'\n[[people]]\nname='B'", "deux personnes s'appellent"),
        (
            "[[people]]\nname='A'\nrole='client'\nalso=['animateur']\n[[people]]\nname='B'\n[[people]]\nname='C'",
            "à la fois client et animateur",
        ),
        ("[[people]]\nname='A'\n[[people]]\nname='B'", "compte 2 personnes"),
    ],
)
def test_what_is_wrong_is_said_by_name(text: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        parse_seance(text)


def test_a_date_may_be_text_or_carry_an_hour() -> None:
    assert parse_seance("date = '2026-03-12'").date == datetime.date(2026, 3, 12)
    assert parse_seance("date = 2026-03-12T10:00:00").date == datetime.date(2026, 3, 12)


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "seance.toml"
    with pytest.raises(FileError, match="introuvable"):
        read_seance(path)
    path.write_bytes("title = 'é'".encode("latin-1"))
    with pytest.raises(FileError, match="UTF-8"):
        read_seance(path)
    with pytest.raises(FileError, match="lu"):
        read_seance(tmp_path)
    path.write_bytes(b"\xef\xbb\xbftitle = 'ok'")
    assert read_seance(path).title == "ok"


def test_a_name_s_accents_are_coded_in_one_way() -> None:
    written = '[[people]]\nname = "Ine\\u0300s"\n[[people]]\nname = "Bo"\n[[people]]\nname = "Cy"\n'
    assert parse_seance(written).people[0].name == "Inès"
