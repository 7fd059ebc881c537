"""Commands and their options, declared with texts in both languages.

A command is one call of :func:`add_action` with its options behind it. What several commands take
is in :mod:`~fundamentals.cli._options`.
"""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from fundamentals.language import Text, holds_chinese

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Container: TypeAlias = "argparse._ActionsContainer"

Written = Literal["file", "folder", "archive"]

_METAVARS = {"file": Text("FILE", "檔案"), "folder": Text("FOLDER", "資料夾")}


class Command(Protocol):
    """The module of a command."""

    def add_parser(self, subparsers: Subparsers, summary: Text) -> None:
        """Add the command, its options and its actions."""


class CommandPart(Protocol):
    """What :func:`add_action` takes behind a command: an option, or a group."""

    def add_to(self, parser: argparse.ArgumentParser, container: Container) -> None:
        """Add it to ``container``, which is ``parser`` or a part of it."""


class Option:
    """An option, or without dashes a positional argument.

    Args:
        name: For example "--output" or "file".
        meaning: Its help.
        also: A second name.
        metavar: Its value in the help.
        writes: What it names if the command writes there; :func:`check_outputs` then checks it
            before the command runs. An archive is a file if its suffix is ``.zip``, else a folder.
        settings: As for ``argparse.ArgumentParser.add_argument``.
    """

    def __init__(
        self,
        name: str,
        meaning: Text,
        *,
        also: str = "",
        metavar: Text | str | tuple[Text, ...] | None = None,
        writes: Written | None = None,
        **settings: Any,
    ) -> None:
        self.names = (name, also) if also else (name,)
        self.meaning = meaning
        self.metavar = metavar
        self.writes = writes
        self.settings = settings
        if writes is not None:
            self.metavar = metavar or _METAVARS["file" if writes == "file" else "folder"]
            self.settings["type"] = Path

    @property
    def dest(self) -> str:
        """Its name among the parsed options."""
        return self.names[0].lstrip("-").replace("-", "_")

    def add_to(self, parser: argparse.ArgumentParser, container: Container) -> None:
        """Add it, in the current language."""
        settings = dict(self.settings, help=str(self.meaning))
        if self.metavar is not None:
            values = self.metavar if isinstance(self.metavar, tuple) else (self.metavar,)
            names = tuple(map(str, values))
            settings["metavar"] = names if len(names) > 1 else names[0]
        added = container.add_argument(*self.names, **settings)
        if self.writes is not None:
            outputs = parser.get_default("outputs") or ()
            parser.set_defaults(outputs=(*outputs, (added.dest, self.writes)))


class Group:
    """Options under a heading of their own in the help."""

    def __init__(self, title: Text, description: Text, *options: Option | OneOf) -> None:
        self.title = title
        self.description = description
        self.options = options

    @property
    def dests(self) -> tuple[str, ...]:
        """The names of its options among the parsed options."""
        each = (part.options if isinstance(part, OneOf) else (part,) for part in self.options)
        return tuple(option.dest for options in each for option in options)

    def add_to(self, parser: argparse.ArgumentParser, container: Container) -> None:
        """Add the heading and its options."""
        group = container.add_argument_group(str(self.title), str(self.description))
        for option in self.options:
            option.add_to(parser, group)


class OneOf:
    """Options of which a command takes only one."""

    def __init__(self, *options: Option, required: bool = False) -> None:
        self.options = options
        self.required = required

    def add_to(self, parser: argparse.ArgumentParser, container: Container) -> None:
        """Add them."""
        group = container.add_mutually_exclusive_group(required=self.required)
        for option in self.options:
            option.add_to(parser, group)


def add_action(
    subparsers: Subparsers,
    name: str,
    summary: Text,
    details: Text,
    run: Callable[[argparse.Namespace], int] | None = None,
    *options: CommandPart,
) -> argparse.ArgumentParser:
    """Add a command or an action of one, its help in the current language.

    Args:
        subparsers: Those of the whole program, or of the command that the action belongs to.
        name: What the user types.
        summary: For the list of commands.
        details: For the command's own help. One line is wrapped; several are kept as they are.
        run: Takes the parsed options and returns the exit status; None for a command that only has
            actions.
        options: In the order of the help.
    """
    parser = subparsers.add_parser(
        name, help=str(summary), description=str(details), formatter_class=_ParagraphFormatter
    )
    parser.set_defaults(run=run)
    for option in options:
        option.add_to(parser, parser)
    return parser


class _ParagraphFormatter(argparse.HelpFormatter):
    """Wraps paragraphs, except examples to copy and Chinese, which has no spaces."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n\n".join(
            textwrap.indent(paragraph, indent)
            if paragraph.startswith("Example") or holds_chinese(paragraph)
            else super(_ParagraphFormatter, self)._fill_text(paragraph, width, indent)
            for paragraph in text.split("\n\n")
        )


def add_actions(parser: argparse.ArgumentParser) -> Subparsers:
    """Return where to add the actions of a command that has no ``run`` of its own."""
    return parser.add_subparsers(
        title=str(Text("actions", "動作")), metavar=str(Text("ACTION", "動作")), required=True
    )
