"""The ``fundamentals`` command: one package per audience, one file per command group.

Each package lists its commands, and what each one does, in ``COMMANDS``. A command's module has its
name and is imported only when the command is used: ``fundamentals --help`` needs only the list. Its
``add_parser(subparsers, summary)`` sets ``run=`` to a function of the parsed arguments that returns
the exit status and imports what it needs: ``check --help`` must answer without TensorFlow.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import os
import sys
import warnings
from collections.abc import Iterator, Sequence

from fundamentals._version import __version__
from fundamentals.cli._actions import Command, Option
from fundamentals.cli._exit_statuses import BAD_USAGE, INTERRUPTED, READER_GONE
from fundamentals.cli._options import check_outputs
from fundamentals.errors import FundamentalsError
from fundamentals.language import LANGUAGES, Text, current_language, use_language
from fundamentals.printable import printable
from fundamentals.streams import encodable_streams

__all__ = ["build_parser", "main"]

# In the order of their use; learners receive only their own package.
_AUDIENCES = ("learners", "graders", "instructors")

_LANGUAGE = Option(
    "--language",
    Text(
        "language of all output (default: $FUNDAMENTALS_LANGUAGE, else the locale)",
        "輸出的語言（預設：$FUNDAMENTALS_LANGUAGE，其次為系統語系）",
    ),
    choices=LANGUAGES,
)


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """Return the parser, its help in the current language.

    Args:
        only: The command that is used, the only one to load; the others are listed without their
            options. None loads them all.
    """
    parser = argparse.ArgumentParser(
        prog="fundamentals",
        description=str(
            Text(
                "Labs for Fundamentals of Deep Learning: train, check, grade, look inside.",
                "《深度學習基本原理》課程實作：訓練、檢查、評分，並觀察模型內部。",
            )
        ),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    subparsers = parser.add_subparsers(
        title=str(Text("commands", "指令")), metavar=str(Text("COMMAND", "指令")), required=True
    )
    for package, name, summary in _listed():
        if only in (None, name):
            command: Command = importlib.import_module(f"{package}._{name}")
            command.add_parser(subparsers, summary)
        else:
            subparsers.add_parser(name, help=str(summary))
    _LANGUAGE.add_to(parser, parser)
    return parser


def _listed() -> Iterator[tuple[str, str, Text]]:
    """Yield each command: its package, its name, and what it does."""
    for audience in _AUDIENCES:
        package = f"{__name__}.{audience}"
        if importlib.util.find_spec(package) is not None:
            for name, summary in importlib.import_module(package).COMMANDS.items():
                yield package, name, summary


def _command_of(arguments: Sequence[str]) -> str:
    """Return the command that the line names; before it there are only options without a value."""
    return next((word for word in arguments if not word.startswith("-")), "")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that ``arguments`` (default: ``sys.argv``) names; return its exit status.

    0: done. 2: bad usage or bad input, explained on standard error. 130: interrupted. 141: nobody
    reads the output any more. Commands document further statuses of their own.
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    # Read first, from anywhere in the line: the help texts of the real parser already need it.
    language_parser = argparse.ArgumentParser(
        prog="fundamentals", add_help=False, allow_abbrev=False
    )
    _LANGUAGE.add_to(language_parser, language_parser)
    language, rest = language_parser.parse_known_args(arguments)
    with (
        encodable_streams(),
        use_language(language.language or current_language()),
        _plain_warnings(),
    ):
        options = build_parser(_command_of(rest)).parse_args(rest)
        # If none is given, a command may use the language of its file.
        options.language = language.language
        try:
            check_outputs(options)
            status = int(options.run(options))
            sys.stdout.flush()
            return status
        except BrokenPipeError:
            # Its reader has gone, as `head` does. Python would flush into the pipe once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return READER_GONE
        except FundamentalsError as error:
            print(f"fundamentals: {error}", file=sys.stderr)
            return BAD_USAGE
        except KeyboardInterrupt:
            print(Text("interrupted", "已中斷"), file=sys.stderr)
            return INTERRUPTED


@contextlib.contextmanager
def _plain_warnings() -> Iterator[None]:
    """Show only the text of a warning, not the line of code that issued it."""
    shown = warnings.formatwarning
    warnings.formatwarning = lambda message, *_, **__: f"fundamentals: {printable(str(message))}\n"
    try:
        yield
    finally:
        warnings.formatwarning = shown
