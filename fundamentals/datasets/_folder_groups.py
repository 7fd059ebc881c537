"""Which pictures of a folder must stay on one side of the split."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text

ROUNDS = "rounds"
_NUMBER = re.compile(r"\d+")


def name_groups(
    paths: Sequence[Path], labels: NDArray[np.int64], pattern: str
) -> NDArray[np.int64]:
    """Number the photographers or sessions in the file names.

    Args:
        paths: The files.
        labels: The class of each, ``(n,)``.
        pattern: A regular expression that is searched in each name; files whose parts in
            parentheses agree, or without parentheses the part found, are one group. Or "rounds":
            each person was photographed once per class, in the order of the classes, by a camera
            that numbers its files. A group then ends where the classes begin again; where a picture
            is missing or was taken twice, both sides stay together.

    Returns:
        int64 array ``(n,)``, groups counted from 0.

    Raises:
        ArgumentError: The pattern is no regular expression, a name does not match it, or all names
            make one group.
    """
    keys = _rounds(paths, labels) if pattern == ROUNDS else _found(paths, pattern)
    _, groups = np.unique(np.array(keys), return_inverse=True)
    if groups.max() == 0:
        raise _pattern_error(
            Text("all {count} files in one group", "{count} 個檔案都在同一組").format(
                count=len(paths)
            ),
            pattern,
        )
    return groups.astype(np.int64)


def _found(paths: Sequence[Path], pattern: str) -> list[str]:
    try:
        search = re.compile(pattern).search
    except re.error as error:
        raise _pattern_error(Text.untranslated("{error}").format(error=error), pattern) from error
    matches = [search(path.name) for path in paths]
    for path, match in zip(paths, matches, strict=True):
        if match is None:
            raise _pattern_error(
                Text("it is not in {name}", "{name} 不符合").format(name=path.name), pattern
            )
    return ["\0".join(match.groups("") or [match.group()]) for match in matches if match]


def _rounds(paths: Sequence[Path], labels: NDArray[np.int64]) -> list[int]:
    numbers = []
    for path in paths:
        digits = _NUMBER.findall(path.stem)
        if not digits:
            raise _pattern_error(
                Text("no number in {name}", "{name} 沒有數字").format(name=path.name), ROUNDS
            )
        numbers.append(int(digits[-1]))
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(labels[order], prepend=labels.max() + 1) <= 0)
    lengths = np.diff(starts, append=len(paths))
    # Up to half of the classes are no round of their own: they belong to a neighbor's.
    broken = 2 * lengths <= len(np.unique(labels))
    joins_previous = broken | np.concatenate([[False], broken[:-1]])
    joins_previous[0] = False
    rounds = np.repeat(np.cumsum(~joins_previous), lengths)
    groups = np.empty(len(paths), dtype=np.int64)
    groups[order] = rounds
    return list(groups.tolist())


def _pattern_error(reason: Text, pattern: str) -> ArgumentError:
    return ArgumentError(
        Text("--group-by {pattern!r}: {reason}", "--group-by {pattern!r}：{reason}").format(
            pattern=pattern, reason=reason
        ),
        expected=Text(
            "a regular expression that finds the photographer or the session in each file name, "
            "or: rounds",
            "能在每個檔名中找出拍攝者或場次的正規表示式，或 rounds",
        ),
        fix=Text(
            "for anna_01.jpg and ben_01.jpg: --group-by '^[a-z]+'",
            "檔名為 anna_01.jpg 與 ben_01.jpg 時：--group-by '^[a-z]+'",
        ),
    )
