"""From arguments to an exit code: the one place where errors become one French line."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from codev_voice.errors import CodevError, MachineError
from codev_voice.session.disk import refusal

INTERRUPTED = 130
USAGE = 2


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. `--debug` anywhere also shows where an error came from, never what was said."""
    debug = "--debug" in arguments
    plain = [argument for argument in arguments if argument != "--debug"]
    _speak_utf8()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: judging a sentence takes 2 ms with one thread, 26 with two
    try:
        return _run(plain)
    except KeyboardInterrupt:
        _tell("Interrompu : relancez la même commande pour reprendre là où elle s'est arrêtée.", None)
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return 0
    except (CodevError, OSError, MemoryError) as error:
        return _refuse(error, debug=debug)
    except Exception as error:  # noqa: BLE001 - whatever slipped through must still be one line without speech
        _tell(
            f"Erreur imprévue ({type(error).__name__}) : rien n'est perdu ; relancez avec --debug et signalez ce qui s'affiche.",
            error if debug else None,
        )
        return 1


def _refuse(error: CodevError | OSError | MemoryError, *, debug: bool) -> int:
    told = error if isinstance(error, CodevError) else _machine(error)
    _tell(" ".join(str(told).split()), error if debug else None)  # a file's name may hold a line end
    return told.exit_code


def _machine(error: OSError | MemoryError) -> MachineError:
    if isinstance(error, OSError):
        return refusal(error, Path(str(error.filename)).name if error.filename else "Un fichier, ou la sortie de la commande,")
    return MachineError("La mémoire de la machine est pleine", "fermez d'autres programmes puis relancez la même commande")


def _run(arguments: Sequence[str]) -> int:
    import typer

    from codev_voice.cli.app import app
    from codev_voice.cli.french import explain
    from codev_voice.cli.keeping import ask_phrase
    from codev_voice.session.phrases import asked_by
    from codev_voice.weights.quiet import stay_offline

    asked_by(ask_phrase)
    stay_offline()  # fetching does not need it lifted: it speaks plain HTTP itself
    command = typer.main.get_command(app)
    try:
        code = command.main(args=list(arguments), prog_name="codev-voice", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None  # Ctrl-C at a question
    except Exception as error:
        told = explain(error)
        if told is None:
            raise
        _tell(told, None)
        return USAGE
    if code == INTERRUPTED:
        raise KeyboardInterrupt  # which the library keeps to itself, but for its code
    return code if isinstance(code, int) else 0


def _tell(line: str, error: BaseException | None) -> None:
    if error is not None:
        # Frames only: the text of a foreign exception could hold what was said.
        for frame in traceback.extract_tb(error.__traceback__):
            print(f"  {frame.filename}:{frame.lineno} {frame.name}", file=sys.stderr)  # noqa: T201 - the terminal's own module
        print(f"  {type(error).__name__}", file=sys.stderr)  # noqa: T201 - idem
    print(line, file=sys.stderr)  # noqa: T201 - idem


def _speak_utf8() -> None:
    """French accents on every console: Windows' default encodings cannot write them all."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr] # a test's stream may lack it


def _close_quietly() -> None:
    """The reader of our output has gone (`| head`): let Python end without complaining."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
