"""What commands and their actions have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Protocol, TypeAlias

from fundamentals.language import Text

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class Command(Protocol):
    """A module of a command group."""

    def add_parser(self, subparsers: Subparsers) -> None:
        """Add the group and its actions."""


def add_action(
    subparsers: Subparsers,
    name: str,
    summary: Text,
    details: Text,
    run: Callable[[argparse.Namespace], int] | None = None,
) -> argparse.ArgumentParser:
    """Add a command or an action of one, its help in the current language.

    Details of one line are wrapped; several lines are kept as they are.
    """
    description = str(details)
    formatter = argparse.HelpFormatter
    if "\n" in description:
        formatter = argparse.RawDescriptionHelpFormatter
    parser = subparsers.add_parser(
        name,
        help=str(summary),
        description=description,
        formatter_class=formatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_lab_argument(parser: argparse.ArgumentParser) -> None:
    """Add the positional argument ``lab``."""
    parser.add_argument(
        "lab",
        metavar=str(Text("LAB", "實作")),
        help=str(
            Text("for example lab03a or lab03a_convolution", "例如 lab03a 或 lab03a_convolution")
        ),
    )
