"""The known datasets, and where they are on this machine."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path

from fundamentals.datasets._tfds import prepared_sets, tfds_folder, tfds_names
from fundamentals.datasets.registry import KNOWN_NAMES, LISTED, OWN_NAMES, dataset_source
from fundamentals.errors import UnknownDatasetError
from fundamentals.language import Text


@dataclass(frozen=True)
class DatasetEntry:
    """One dataset that :func:`load_dataset` knows.

    Attributes:
        name: Its name.
        description: What it holds.
        location: Where it is on this machine, or None if it is to be fetched first.
    """

    name: str
    description: Text
    location: Path | None


def catalogue() -> tuple[DatasetEntry, ...]:
    """Return the datasets that the course suggests, and all others in the data home."""
    names = dict.fromkeys((*LISTED, *sorted(prepared_sets(tfds_folder()))))
    return tuple(
        DatasetEntry(source.name, source.description, source.locate(None))
        for source in map(dataset_source, names)
    )


def dataset_names() -> tuple[str, ...]:
    """Return the names in :func:`catalogue`; TensorFlow Datasets can prepare more."""
    return tuple(entry.name for entry in catalogue())


def check_known(name: str) -> None:
    """Check that there is a dataset of that name.

    Raises:
        UnknownDatasetError: There is none; the message names the nearest known name.
    """
    if name in OWN_NAMES:
        return
    preparable = tfds_names()
    if name.partition(":")[0].partition("/")[0] in preparable:
        return
    known = (*dataset_names(), *preparable)
    nearest = difflib.get_close_matches(name, known, n=1)
    expected = (
        Text("perhaps {nearest}", "或許是 {nearest}").format(nearest=nearest[0])
        if nearest
        else KNOWN_NAMES
    )
    raise UnknownDatasetError(
        Text("no dataset is called {name!r}", "沒有名為 {name!r} 的資料集").format(name=name),
        expected=expected,
        fix=Text("list the names with: fundamentals data list", "查看名稱：fundamentals data list"),
    )
