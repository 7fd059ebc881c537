"""Options that several commands take."""

from __future__ import annotations

import argparse

from fundamentals.language import Text

__all__ = ["add_seed_option"]


def add_seed_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--seed``, from which a run of checks draws its random inputs."""
    parser.add_argument(
        "--seed",
        type=_seed,
        default=0,
        help=str(
            Text("what random inputs are drawn from (default: 0)", "隨機輸入的種子（預設：0）")
        ),
    )


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(
            str(Text("must be a whole number, at least 0", "必須是不小於 0 的整數"))
        )
    return int(text)
