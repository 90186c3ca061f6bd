"""The end of every reader: cues become an `Imported`, with what must be said about it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from codev_voice.errors import FileError
from codev_voice.transcripts.cues import Cue
from codev_voice.transcripts.decoding import LATIN
from codev_voice.transcripts.imported import Imported
from codev_voice.transcripts.source import Source
from codev_voice.transcripts.turns import joined, pieces_of, rebuilt, timed


def assemble(  # noqa: PLR0913 - one keyword a fact of the file
    source: Source,
    cues: Sequence[Cue],
    *,
    form: str,
    title: str | None = None,
    date: datetime.date | None = None,
    ending: float | None = None,
    warnings: Sequence[str] = (),
    false_stops: bool = False,
    as_written: bool = False,
) -> Imported:
    """The turns of these cues.

    Args:
        source: the file.
        cues: in order; those without words are left out, unless `as_written`.
        form: the reader's name.
        title: what the file says, if it does.
        date: idem.
        ending: seconds at which the file says that speech ends.
        warnings: what the reader has to say.
        false_stops: cues end on full stops that nobody meant.
        as_written: one cue is one turn: nothing is joined.

    Raises:
        FileError: nothing is said in the file.
    """
    kept = [cue for cue in cues if as_written or cue.text]
    if not kept:
        raise FileError(
            f"{source.name} ne contient aucune parole", "vérifiez que c'est la bonne transcription, ou téléchargez-la de nouveau"
        )
    turns = timed(kept, ending)
    if not as_written:
        turns = rebuilt(joined(turns, false_stops=false_stops), false_stops=false_stops)
    pieces = pieces_of(turns)
    estimated = any(piece.estimated for piece in pieces)
    said = list(warnings)
    if source.encoding == LATIN:
        said.append("Le fichier n'est pas en UTF-8 : il a été lu en Windows-1252.")
    if any(cue.speaker is None for cue in kept):
        said.append("Des répliques ne sont attribuées à personne : elles sont données à « Voix inconnue ».")
    if estimated:
        said.append("Le fichier ne donne pas toutes les heures : les temps de parole sont estimés.")
    return Imported(pieces, form, title, date, estimated, tuple(said))
