"""All the commands, by families."""

from __future__ import annotations

from typing import Annotated

import typer

from codev_voice import __version__
from codev_voice.cli import (
    asking,
    correcting,
    devices,
    doctor,
    evaluating,
    exporting,
    forgetting,
    form,
    hearing,
    keeping,
    live,
    models,
    noticing,
    preparing,
    reading,
    reviewing,
    sending,
    series,
    voices,
)
from codev_voice.cli.french import FrenchCommand, family

app = family("Compagnon vocal des séances de codéveloppement : tout se passe sur cette machine.")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"codev-voice {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Affiche la version.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="En cas d'erreur, montre d'où elle vient (jamais ce qui a été dit).")] = False,
) -> None:
    """Compagnon vocal des séances de codéveloppement : tout se passe sur cette machine."""


_COMMANDS = (
    ("new", preparing.new, "Prépare la fiche d'une séance (seance.toml)."),
    ("fiche", form.fiche, "Une fiche-client vierge, à remplir avant la séance."),
    ("hear", hearing.hear, "Écoute un enregistrement, ou lit une transcription."),
    ("live", live.live, "Accompagne une séance pendant l'appel."),
    ("resume", live.resume, "Reprend une séance interrompue."),
    ("show", live.show, "Montre une séance sur une page de cette machine."),
    ("transcript", reading.transcript, "Qui a dit quoi, dans quelle étape."),
    ("documents", reading.documents, "Les brouillons : contrat, notes, plan d'action."),
    ("export", exporting.export, "Remet les documents : DOCX, PDF, Markdown, calendrier, JSON."),
    ("send", sending.send, "La page que la personne cliente relit et approuve chez elle."),
    ("approve", sending.approve, "Vérifie et enregistre la réponse de la personne cliente."),
    ("review", reviewing.review, "Comment la parole a été partagée."),
    ("series", series.series, "Les séances d'un groupe, d'une fois à l'autre."),
    ("notices", noticing.notices, "Les phrases relevées dans la clarification."),
    ("answer", noticing.answer, "Garde votre réponse à une phrase relevée."),
    ("tidy", forgetting.tidy, "Détruit ce qui doit l'être : son, transcription, phrases relevées."),
    ("forget", forgetting.forget, "Efface une séance, ou ce qu'une personne y a dit, avec un reçu."),
    ("rename", correcting.rename, "Donne son nom à une voix."),
    ("move", correcting.move, "Dit où une étape commence."),
    ("opinion", asking.opinion, "Demande un second avis sur les conseils en doute."),
    ("pack", keeping.pack, "Met une séance dans un fichier, pour une autre machine."),
    ("unpack", keeping.unpack, "Remet ici une séance emballée par pack."),
    ("devices", devices.devices, "Les micros et les sons d'appel, avec leur niveau."),
    ("doctor", doctor.doctor, "Ce qui marche sur cette machine, ce qui manque."),
)
for name, command, short in _COMMANDS:
    app.command(name, cls=FrenchCommand, short_help=short)(command)
app.add_typer(voices.app, name="voices", short_help="Les voix gardées à la demande des personnes.")
app.add_typer(models.app, name="models", short_help="Les modèles qui transcrivent.")
app.add_typer(evaluating.app, name="eval", short_help="Mesure le programme contre des étiquettes.")
