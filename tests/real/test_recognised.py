"""Somebody asks to be recognised after one session; the next one names her from the sound alone, where nobody says her name."""

from __future__ import annotations

from pathlib import Path

import pytest

from codev_voice.companion.hear import fingerprint
from codev_voice.companion.keeping_voices import keep
from codev_voice.companion.recognising import asked
from codev_voice.evaluation.sound import Spoken, read_turns
from codev_voice.hearing.batch import hear
from codev_voice.session import keys, voiceprints
from codev_voice.session.events import IMPORT, Ended, Heard, Opened, VoiceNamed
from codev_voice.session.folder import Folder
from codev_voice.session.journal import Journal
from codev_voice.session.progress import silent
from codev_voice.session.toml import read_seance
from codev_voice.session.values import Piece
from codev_voice.sound.reading import read_tracks
from codev_voice.sound.tracks import RATE, Tracks
from codev_voice.weights import whisper_folder

pytestmark = pytest.mark.real

SAMPLES = Path(__file__).parents[2] / "samples"
SOUND = SAMPLES / "seance.opus"
NEXT = (229.0, 268.5)
"""Seconds of the sample that stand for the next session: five people, Lucie among them, and no name is said."""


class _Cache(dict[str, bytes]):
    def put(self, key: str, value: bytes) -> None:
        self[key] = value


def _heard(path: Path, truth: tuple[Spoken, ...]) -> Folder:
    """A session as `hear` leaves it, of what was really said outside of the next one."""
    folder = Folder(path)
    path.mkdir()
    keys.begin(folder)
    people = list(dict.fromkeys(spoken.speaker for spoken in truth))
    with Journal(folder.journal) as journal:
        journal.append(Opened(by=IMPORT, version="0", source=f"{fingerprint(SOUND)} base"))
        for at, spoken in enumerate(one for one in truth if one.end < NEXT[0] - 5 or one.start > NEXT[1] + 5):
            channel = "micro" if spoken.speaker == "Olivier" else "appel"
            label = f"Voix {people.index(spoken.speaker) + 1}"
            piece = Piece(f"p{at:06d}", spoken.start, spoken.end, label, spoken.text or "", channel=channel, opens=True)
            journal.append(Heard.of(piece))
        journal.append(*(VoiceNamed(by=IMPORT, voice=f"Voix {at}", person=person) for at, person in enumerate(people, start=1)))
        journal.append(Ended(by=IMPORT, seconds=580.0))
    return folder


def test_she_is_named_the_next_time_without_a_word_of_her_name(tmp_path: Path) -> None:
    truth = read_turns(SAMPLES / "seance.turns.json")
    seance = read_seance(SAMPLES / "seance.toml")
    folder = _heard(tmp_path / "séance", truth)
    assert asked(seance.people) == {}
    assert keep(folder.path, "Lucie", SOUND).seconds > 60

    whole = read_tracks(SOUND)
    assert whole.micro is not None
    assert whole.call is not None
    cut = slice(*(round(at * RATE) for at in NEXT))
    tracks = Tracks(whole.mono[cut], whole.micro[cut], whole.call[cut])
    cache = _Cache()
    known = asked(seance.people)
    without, found = (
        hear(tracks, seance, whisper=whisper_folder("base"), cache=cache, progress=silent, known=given) for given in ({}, known)
    )
    assert "Lucie" not in {voice.person for voice in without.voices}
    (hers,) = [voice.label for voice in found.voices if voice.person == "Lucie"]
    said = " ".join(piece.text for piece in found.pieces if piece.voice == hers)
    assert "galettes" in said or "lundi" in said
    assert len(cache) == 2  # the words and who speaks when: nothing of what a voice sounds like

    assert voiceprints.forget("Lucie")
    assert asked(seance.people) == {}
