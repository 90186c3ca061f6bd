"""`codev-voice live`, `resume`, `show`: a session while it is held, taken up again, or looked at, on a page of this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codev_voice.cli.forgetting import apply_elsewhere, apply_here
from codev_voice.cli.keeping import Phrase, Plain, method_of, tell_key

if TYPE_CHECKING:
    from codev_voice.companion.desk import Desk
    from codev_voice.companion.live.options import LiveOptions
    from codev_voice.companion.live.session import LiveSession
    from codev_voice.session.card import Method
    from codev_voice.session.folder import Folder

WAIT = 0.2
"""Seconds between two looks at whether everything is over."""

Leave = Annotated[bool, typer.Option("--leave", help="Quitte quand tout est fini, sans garder la page.")]
Browser = Annotated[bool, typer.Option("--browser/--no-browser", help="Ouvre la page dans le navigateur.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, show_default=False, help="Le port de la page ; sinon, un port libre.")]


def live(
    settings: Annotated[
        Path, typer.Argument(metavar="SEANCE", readable=False, help="La fiche de la séance (seance.toml), ou son dossier.")
    ],
    into: Annotated[
        Path | None, typer.Option("--into", readable=False, help="Le dossier de la séance ; sinon, d'après sa date et son titre.")
    ] = None,
    micro: Annotated[str, typer.Option("--micro", show_default=False, help="Le micro : voyez « codev-voice devices ».")] = "",
    call: Annotated[str, typer.Option("--call", show_default=False, help="Le son de l'appel : voyez « codev-voice devices ».")] = "",
    source: Annotated[
        Path | None, typer.Option("--from", readable=False, help="Un enregistrement, joué comme un appel : pour essayer ou répéter.")
    ] = None,
    speed: Annotated[float, typer.Option("--speed", min=0.1, max=20, help="Combien de fois plus vite il est joué.")] = 1.0,
    model: Annotated[
        str, typer.Option("--model", help="La taille de Whisper qui fixe les mots ; base donne les mots provisoires.")
    ] = "base",
    threads: Annotated[int, typer.Option("--threads", min=1, max=64, help="Nombre de cœurs à occuper.")] = 2,
    port: Port = 0,
    browser: Browser = True,
    leave: Leave = False,
    plain: Plain = False,
    phrase: Phrase = False,
) -> None:
    """Accompagne une séance pendant l'appel : enregistre, transcrit, suit les étapes, sur une page de cette machine.

    Rien n'est enregistré avant l'accord de chacun. Ctrl-C termine la séance ; « codev-voice resume » la reprend.
    """
    from codev_voice.companion.live.choices import chosen
    from codev_voice.companion.live.opening import prepare
    from codev_voice.companion.live.options import LiveOptions

    if source is not None and not source.is_file():
        from codev_voice.errors import FileError

        raise FileError(f"{source.name} est introuvable", "vérifiez le chemin de l'enregistrement")
    devices = (None, None) if source else chosen(micro or None, call or None)
    options = LiveOptions(
        micro=devices[0],
        call=devices[1],
        file=str(source.resolve()) if source else None,
        speed=speed,
        model=model,
        threads=threads,
        port=port,
    )
    folder = prepare(settings, into)
    _hold(folder, options, method_of(plain=plain, phrase=phrase), browser=browser, leave=leave)


def resume(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    browser: Browser = True,
    leave: Leave = False,
) -> None:
    """Reprend une séance interrompue (machine éteinte, programme arrêté) là où elle en était."""
    from codev_voice.session.folder import existing

    _hold(existing(folder), None, None, browser=browser, leave=leave)


def show(
    folder: Annotated[Path, typer.Argument(metavar="DOSSIER", readable=False, help="Le dossier de la séance.")],
    port: Port = 0,
    browser: Browser = True,
) -> None:
    """Montre une séance sur la page : qui a dit quoi, dans quelle étape, les phrases relevées."""
    from codev_voice.companion.live.reading import ReadDesk
    from codev_voice.session.keys import find

    find(folder)  # a passphrase is asked here, not by a page that waits
    apply_here(folder)
    desk = ReadDesk(folder, later=_aside)

    def then() -> None:
        apply_elsewhere(folder)
        desk.prepare()

    _serve(desk, port, then, browser=browser)


def _hold(folder: Folder, options: LiveOptions | None, method: Method | None, *, browser: bool, leave: bool) -> None:
    from codev_voice.companion.live.opening import holding
    from codev_voice.companion.tidying import remember
    from codev_voice.errors import MachineError
    from codev_voice.page.serving import serving

    apply_here(folder.path)
    with holding(folder, options, method, tell_key) as session:
        remember(folder.path)
        wanted = session.options
        with serving(session, wanted.port, wanted.token) as served:
            session.served(served.port)
            session.open()
            _tell(served.address, browser=browser)
            elsewhere = _aside(lambda: apply_elsewhere(folder.path))
            try:
                _wait(session, leave=leave)
            except KeyboardInterrupt:
                _finish(session)
            unheard = session.problem if session.started and not session.ended else None
    if unheard:
        typer.echo(unheard, err=True)
        typer.echo(f"Ensuite, « codev-voice resume {folder.name} » finit d'entendre la séance.", err=True)
        raise typer.Exit(MachineError.exit_code)
    elsewhere.join()
    apply_here(folder.path)  # the client may have decided on her last document while the page was open
    if folder.sound.exists():
        typer.echo(
            "À savoir : le son sera détruit dès que chaque document est validé ou refusé, au plus tard dans sept jours : quand vous "
            "ouvrirez une séance, ou par « codev-voice tidy --apply ».",
            err=True,
        )
    typer.echo(str(folder.path))


def _wait(session: LiveSession, *, leave: bool) -> None:
    """Until everything is heard, then (unless one leaves) until Ctrl-C."""
    while not session.over.wait(WAIT):
        pass
    if not leave:
        typer.echo("Tout est entendu. La page reste ouverte ; Ctrl-C pour la fermer.", err=True)
        while True:
            session.over.clear()
            session.over.wait(3600)


def _finish(session: LiveSession) -> None:
    """Ctrl-C ends what is recorded and hears the rest; a second one leaves it for `resume`."""
    if session.by_hand:
        session.stop()
    if not session.started or session.ended:
        return
    typer.echo("Fin de la séance : le reste est entendu, les voix sont vérifiées. Ctrl-C pour le faire plus tard.", err=True)
    from codev_voice.cli.hearing import bar

    with bar() as progress:
        session.stop()
        while not session.over.wait(WAIT):
            doing = session.progress
            if doing is not None:
                progress(*doing)


def _aside(do: Callable[[], None]) -> threading.Thread:
    """Do this while the page is there; what is not done when the program ends waits for its next start."""

    def quietly() -> None:
        try:
            do()
        except Exception as error:  # noqa: BLE001 - its text, which the thread would print, could hold what was said
            typer.echo(
                f"Erreur imprévue ({type(error).__name__}) à côté de la page : le reste sera fait à la prochaine ouverture.", err=True
            )

    thread = threading.Thread(target=quietly, daemon=True)
    thread.start()
    return thread


def _serve(desk: Desk, port: int, then: Callable[[], None], *, browser: bool) -> None:
    """Until Ctrl-C; `then` is done once the page is there."""
    from codev_voice.page.serving import serving

    with serving(desk, port, None) as served:
        _tell(served.address, browser=browser)
        _aside(then)
        typer.echo("Ctrl-C pour fermer la page.", err=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


def _tell(address: str, *, browser: bool) -> None:
    typer.echo(f"Page de la séance : {address}")
    if browser:
        import webbrowser

        webbrowser.open(address)
