"""Whole files, as Teams and Zoom write them; names and words are invented."""

from __future__ import annotations

import datetime

import pytest

from codev_voice.errors import FileError
from codev_voice.session.values import Session, Turn
from codev_voice.transcripts import Imported, parse_transcript
from codev_voice.transcripts.vtt import write


def _turns(imported: Imported) -> list[tuple[str, str]]:
    return [(piece.voice, piece.text) for piece in imported.pieces]


TEAMS = """WEBVTT

a7939eec-6426-b7bd-c586-66ccb1a4abbc/32-0
00:00:09.835 --> 00:00:13.995
<v Sophie Martin>Bonjour à toutes
et à tous.</v>

a7939eec-6426-b7bd-c586-66ccb1a4abbc/32-1
00:00:14.100 --> 00:00:16.000
<v Sophie Martin>On commence ?</v>

a7939eec-6426-b7bd-c586-66ccb1a4abbc/40-0
00:00:16.200 --> 00:00:17.000
<v Paul Roy>Oui.</v>

a7939eec-6426-b7bd-c586-66ccb1a4abbc/41-0
00:00:25.000 --> 00:00:27.000
<v Paul Roy>J'ai un sujet.</v>
"""
SAID = [("Sophie Martin", "Bonjour à toutes et à tous. On commence ?"), ("Paul Roy", "Oui."), ("Paul Roy", "J'ai un sujet.")]


def test_teams() -> None:
    imported = parse_transcript(TEAMS.encode(), "Codev-20260615_133555.vtt")
    assert _turns(imported) == SAID
    assert [(piece.start, piece.end) for piece in imported.pieces] == [(9.835, 16.0), (16.2, 17.0), (25.0, 27.0)]
    assert imported.format == "teams-vtt"
    assert imported.date == datetime.date(2026, 6, 15)
    assert not imported.estimated
    assert imported.warnings == ()


@pytest.mark.parametrize(
    "data",
    [
        TEAMS.replace("\n", "\r\n").encode("utf-8-sig"),
        TEAMS.replace("\n", "\r").encode(),
        TEAMS.encode("utf-16"),
        TEAMS.replace("</v>", "").encode(),
        TEAMS.replace("WEBVTT", "WEBVTT - Codev du mardi\nKind: captions", 1).encode(),
        TEAMS.replace("WEBVTT\n\n", "", 1).encode(),
        TEAMS.replace("--> 00:00:13.995", "--> 00:00:13.995 align:start position:0%").encode(),
        TEAMS.replace("On commence", "On <i>commence</i><00:00:15.000>").encode(),
        TEAMS.replace("<v Sophie", "<v.loud Sophie").encode(),
        TEAMS.replace("WEBVTT\n", "WEBVTT\n\nNOTE remarque de l'export\nsur deux lignes\n\nSTYLE\n::cue {}\n", 1).encode(),
    ],
    ids=["bom-crlf", "cr", "utf-16", "no-closing", "header", "no-header", "settings", "tags", "class", "comments"],
)
def test_teams_in_all_its_manners(data: bytes) -> None:
    assert _turns(parse_transcript(data, "x.txt")) == SAID


def test_latin_1_is_read_right_and_said() -> None:
    imported = parse_transcript(TEAMS.encode("latin-1"), "x.vtt")
    assert _turns(imported) == SAID
    assert "Windows-1252" in imported.warnings[0]


def test_another_single_byte_encoding_is_refused_in_one_line() -> None:
    with pytest.raises(FileError, match="encodage") as caught:
        parse_transcript(TEAMS.encode("mac-roman"), "x.vtt")
    assert "\n" not in str(caught.value)


def test_old_times_without_zeros() -> None:
    old = "WEBVTT\n\n0:0:13.540 --> 0:0:17.850\n<v Sophie Martin>Bonjour.</v>\n\n0:1:2.5 --> 0:1:4.0\n<v Paul Roy>Oui.</v>\n"
    assert [(piece.start, piece.end) for piece in parse_transcript(old.encode(), "x.vtt").pieces] == [(13.54, 17.85), (62.5, 64.0)]


def test_a_time_that_is_spoken_is_a_word() -> None:
    spoken = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Sophie>Il a écrit\n02:34.567 -->\ndans le fichier.</v>\n\n"
        "00:03.000 --> 00:04.000\n<v Paul>« 02:34.567 --&gt; » ?</v>\n"
    )
    assert _turns(parse_transcript(spoken.encode(), "x.vtt")) == [
        ("Sophie", "Il a écrit 02:34.567 --> dans le fichier."),
        ("Paul", "« 02:34.567 --> » ?"),
    ]


def test_entities_become_signs_and_empty_cues_go() -> None:
    cues = (
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Sophie &amp; Ana>Le R&amp;D, c&#39;est &lt;v lui&gt; &nbsp;&inconnu; R&D.</v>\n\n"
        "2\n00:02.000 --> 00:03.000\n<v Paul></v>\n\n3\n00:03.000 --> 00:04.000\n\n4\n00:05.000 --> 00:06.000\n<v Paul>Bon.</v>\n"
    )
    assert _turns(parse_transcript(cues.encode(), "x.vtt")) == [
        ("Sophie & Ana", "Le R&D, c'est <v lui> &inconnu; R&D."),
        ("Paul", "Bon."),
    ]


def test_two_people_in_one_cue_share_its_time() -> None:
    cues = "WEBVTT\n\n00:00.000 --> 00:09.000\n<v Sophie>Tu en penses quoi ?</v>\n<v Paul>Rien.</v>\n"
    imported = parse_transcript(cues.encode(), "x.vtt")
    assert _turns(imported) == [("Sophie", "Tu en penses quoi ?"), ("Paul", "Rien.")]
    assert imported.pieces[1].end == 9.0
    assert imported.estimated


def test_words_of_nobody_are_given_to_nobody() -> None:
    cues = (
        "WEBVTT\n\n00:00.000 --> 00:02.000\n<v Sophie>Bonjour.</v>\n\n"
        "00:02.000 --> 00:03.000\nEnchanté.\n\n00:03.000 --> 00:04.000\n<v>Oui.</v>\n"
    )
    imported = parse_transcript(cues.encode(), "x.vtt")
    assert _turns(imported) == [("Sophie", "Bonjour."), ("Voix inconnue", "Enchanté. Oui.")]
    assert "Voix inconnue" in imported.warnings[0]


@pytest.mark.parametrize(
    "cues",
    [
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBonjour à tous.\n",
        "00:00:01.000 --> 00:00:02.000\n\nBonjour à tous.\n\n00:00:03.000 --> 00:00:04.000\n\nOn commence.\n",
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nNote: bonjour\n\n00:00:03.000 --> 00:00:04.000\n10 h 30 : réunion\n",
    ],
    ids=["no-names", "programmatic-export", "only-looks-like-names"],
)
def test_a_file_without_names_says_what_to_do(cues: str) -> None:
    with pytest.raises(FileError, match=r"export\.vtt ne dit pas qui parle : téléchargez .*noms") as caught:
        parse_transcript(cues.encode(), "export.vtt")
    assert "onjour" not in str(caught.value)


def test_a_blank_line_between_time_and_words_and_no_header() -> None:
    cues = (
        "00:00:01.000 --> 00:00:02.000\n\n<v Sophie>Bonjour.</v>\n\n00:00:03.000 --> 00:00:04.000\n\n<v Paul>Oui.\n\nEt toi ?</v>\n\n"
        "00:00:05.000 --> 00:00:06.000\n\n<v Sophie>Ça va.</v>\n"
    )
    assert _turns(parse_transcript(cues.encode(), "x")) == [("Sophie", "Bonjour."), ("Paul", "Oui. Et toi ?"), ("Sophie", "Ça va.")]


def test_cues_without_blank_lines_keep_their_words() -> None:
    cues = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Sophie>Bonjour.</v>\n00:03.000 --> 00:04.000\n<v Paul>Oui.</v>\n"
    assert _turns(parse_transcript(cues.encode(), "x")) == [("Sophie", "Bonjour."), ("Paul", "Oui.")]


@pytest.mark.parametrize(
    "cues", ["WEBVTT\n", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana></v>\n"]
)
def test_a_file_without_words_is_refused(cues: str) -> None:
    with pytest.raises(FileError, match="aucune"):
        parse_transcript(cues.encode(), "x.vtt")


ZOOM = """WEBVTT

33
00:02:24.720 --> 00:02:32.850
Sophie Martin: alors voilà et donc je reviens sur la question de.

34
00:02:32.850 --> 00:02:34.000
Sophie Martin: la confiance dans l'équipe.

35
00:02:34.100 --> 00:02:36.000
10 h 30 : réunion, et Note: rien de prévu.

36
00:02:36.500 --> 00:02:37.000
Paul Roy: mm.

37
00:02:37.100 --> 00:02:38.000
Note: il faut que je relance.

38
00:02:50.000 --> 00:02:52.000
Sophie Martin: merci paul.
"""
ZOOM_SAID = [
    (
        "Sophie Martin",
        "alors voilà et donc je reviens sur la question de la confiance dans l'équipe. 10 h 30 : réunion, et Note: rien de prévu.",
    ),
    ("Paul Roy", "mm. Note: il faut que je relance."),
    ("Sophie Martin", "merci paul."),
]


@pytest.mark.parametrize("people", [(), ("Sophie", "Paul"), ("Sophie Martin", "Paul Roy", "Nadia")])
def test_zoom(people: tuple[str, ...]) -> None:
    imported = parse_transcript(ZOOM.encode(), "GMT20260923-160511_Recording.transcript.vtt", people)
    assert _turns(imported) == ZOOM_SAID
    assert imported.format == "zoom-vtt"
    assert imported.date == datetime.date(2026, 9, 23)
    assert (imported.pieces[0].start, imported.pieces[0].end) == (144.72, 156.0)


@pytest.mark.parametrize("end", ["\n39", "\n39\n", "\n39\n00:03:0", "\n39\n00:03:01.000 --> 00:", "\n39\n00:03:01.000 --> 00:03:02.000\n"])
def test_a_cut_file_gives_what_it_holds(end: str) -> None:
    imported = parse_transcript((ZOOM + end).encode(), "x.vtt")
    assert _turns(imported) == ZOOM_SAID
    assert ("coupé" in "".join(imported.warnings)) == (not end.endswith("02.000\n"))


def test_a_cut_file_without_marks_keeps_its_numbers_that_are_words() -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Sophie>Nous étions\n34"
    assert _turns(parse_transcript(cues.encode(), "x.vtt")) == [("Sophie", "Nous étions 34")]
    cut = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Sophie>Oui.</v>\n\n00:03:0"
    assert _turns(parse_transcript(cut.encode(), "x.vtt")) == [("Sophie", "Oui.")]


def test_a_cut_guid_is_no_word() -> None:
    imported = parse_transcript((TEAMS + "\na7939eec-6426-b7").encode(), "x.vtt")
    assert _turns(imported) == SAID


def test_marks_need_not_be_numbers() -> None:
    marked = ZOOM
    for number in range(33, 39):
        marked = marked.replace(f"\n{number}\n", f"\npassage {chr(number + 64)}\n")
    assert _turns(parse_transcript(marked.encode(), "x.vtt")) == ZOOM_SAID


def test_words_before_any_name_are_given_to_nobody() -> None:
    cues = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nbonjour\n\n2\n00:03.000 --> 00:04.000\nSophie Martin: oui\n"
    assert _turns(parse_transcript(cues.encode(), "x.vtt")) == [("Voix inconnue", "bonjour"), ("Sophie Martin", "oui")]


def test_written_with_spans_and_entities() -> None:
    session = Session(
        (
            Turn(0, 1.0, 2.5, "Voix 1", "Le R&D <v lui> -->\nvoilà", person="Ana > Léo"),
            Turn(1, 3.0, 3.0, "Voix 2", "Oui."),
            Turn(2, 4.0, 5.0, "Voix 2", " "),
        ),
        (),
    )
    assert write(session) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v Ana &gt; Léo>Le R&amp;D &lt;v lui&gt; --&gt; voilà</v>\n\n"
        "00:00:03.000 --> 00:00:03.001\n<v Voix 2>Oui.</v>\n"
    )
