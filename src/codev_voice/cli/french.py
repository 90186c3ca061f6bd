"""The terminal library speaks English: its help and its refusals, in French."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_HEADINGS = (
    ("Usage:", "Usage :"),
    ("Options:", "Options :"),
    ("Arguments:", "Arguments :"),
    ("Commands:", "Commandes :"),
    ("Show this message and exit.", "Affiche cette aide."),
    ("[required]", "[obligatoire]"),
    ("[OPTIONS]", "[OPTIONS…]"),
    ("COMMAND [ARGS]...", "COMMANDE…"),
)

# Types of values, as wide as the library's own so that columns stay aligned.
_TYPES = (
    ("<path>", "CHEMIN"),
    ("<str>", "TEXTE"),
    ("<list[str]>", "TEXTE      "),
    ("<list[Path]>", "CHEMIN      "),
    ("<int>", "N    "),
    ("<int range>", "N          "),
)

_RANGE = re.compile(r";(\s+)(\d+)<=x<=(\d+)")
_NEEDED = re.compile(r"\{([^{}\s]+)\}")  # an argument one must give
_DEFAULT = re.compile(r"\[default:")  # its value may stand on the next line


class FrenchCommand(TyperCommand):
    """A command whose help is in French."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the library's own context, which it does not export
        """The help page."""
        return _in_french(super().get_help(ctx))


class FrenchGroup(TyperGroup):
    """A family of commands whose help is in French."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - idem
        """The help page."""
        return _in_french(super().get_help(ctx))


def family(help_text: str, *, alone: bool = False) -> typer.Typer:
    """A new family of commands, in French and without colours (which cost start-up time); `alone`: its name is a command too."""
    return typer.Typer(
        help=help_text,
        cls=FrenchGroup,
        no_args_is_help=not alone,
        invoke_without_command=alone,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def explain(error: BaseException) -> str | None:
    """A refusal of the command line, in French; None when the error is something else."""
    name = type(error).__name__
    message = str(getattr(error, "message", ""))
    if name == "NoArgsIsHelpError":
        return _in_french(message or str(error))
    if name == "UsageError" and "No such command" in message:
        name = "NoSuchCommand"
    if name not in _REFUSALS:
        return None
    context = getattr(error, "ctx", None)
    see = f"{context.command_path} --help" if context is not None else "codev-voice --help"
    told = _REFUSALS[name].format(option=getattr(error, "option_name", ""), parameter=_parameter(error))
    return f"{told} : voyez « {see} »."


_REFUSALS = {
    "NoSuchOption": "L'option {option} n'existe pas",
    "NoSuchCommand": "Cette commande n'existe pas",
    "MissingParameter": "Il manque {parameter}",
    "BadParameter": "La valeur de {parameter} ne convient pas",
    "BadOptionUsage": "L'option {option} attend une valeur",
    "UsageError": "La commande n'est pas complète ou a un mot de trop",
}


def _parameter(error: BaseException) -> str:
    hint = getattr(error, "param_hint", None)
    parameter = getattr(error, "param", None)
    if isinstance(hint, str):
        return hint
    if parameter is None:
        return "un paramètre"
    return str(next((opt for opt in parameter.opts if opt.startswith("--")), getattr(parameter, "metavar", None) or parameter.name))


def _in_french(text: str) -> str:
    for english, french in (*_HEADINGS, *_TYPES):
        text = text.replace(english, french)
    text = _RANGE.sub(r" ;\1de \2 à \3", _NEEDED.sub(r"\1", text))
    return _DEFAULT.sub("[par défaut :", text)
