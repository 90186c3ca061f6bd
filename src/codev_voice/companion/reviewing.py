"""The review's files, and several sessions read together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from codev_voice.companion.opening import Opened
from codev_voice.review import review_of
from codev_voice.review.render.csv import render_csv
from codev_voice.review.render.pictures import FORMS, Picture, pictures_of
from codev_voice.review.render.series import series_picture
from codev_voice.review.series import Step, series_of
from codev_voice.session.disk import make_folder, write_private
from codev_voice.session.folder import folder_name
from codev_voice.session.seance import Seance


def write_figures(opened: Opened, into: Path) -> Path:
    """Write the figures as CSV in this folder.

    Raises:
        MachineError: the machine refuses.
    """
    make_folder(into)
    path = into / f"{folder_name('bilan - chiffres', opened.seance.date)}.csv"
    write_private(path, render_csv(review_of(opened.session, opened.seance)).encode("utf-8"))
    return path


def write_pictures(opened: Opened, into: Path) -> tuple[Path, ...]:
    """Draw the review's pictures in this folder, each as PNG and PDF.

    Raises:
        MachineError: the machine refuses.
    """
    return tuple(_written(pictures_of(review_of(opened.session, opened.seance), opened.session), opened.seance, into))


def steps_of(opened: Sequence[Opened]) -> tuple[Step, ...]:
    """The group's figures, session after session."""
    return series_of((review_of(one.session, one.seance), one.seance) for one in opened)


def write_evolution(steps: Sequence[Step], into: Path) -> tuple[Path, ...]:
    """Draw how the group's figures move, as PNG and PDF.

    Raises:
        MachineError: the machine refuses.
    """
    return tuple(_written([series_picture(steps)], Seance(), into))


def _written(pictures: Sequence[Picture], seance: Seance, into: Path) -> Iterator[Path]:
    make_folder(into)
    for picture in pictures:
        title = picture.title[0].lower() + picture.title[1:]
        for form in FORMS:
            path = into / f"{folder_name(f'bilan - {title}', seance.date)}.{form}"
            write_private(path, picture.file(form))
            yield path
