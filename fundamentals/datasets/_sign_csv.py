"""Reading a CSV file of Sign Language MNIST."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._csv_file import DAMAGE, CsvFile
from fundamentals.datasets._sign_faults import (
    BOM,
    COLUMNS,
    LABEL_CODES,
    explain_fault,
    header_cells,
)

# The errors of pandas and of text encodings are ValueErrors.
_UNREADABLE = (ValueError, OverflowError, *DAMAGE)


def read_sign_csv(file: CsvFile) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the images and labels of one file.

    Args:
        file: A header ``label,pixel1,…,pixel784``, in upper or lower case, then one image per line:
            its letter's code 0–24 without 9, and its pixels 0–255.

    Returns:
        images: uint8 array ``(n, 28, 28, 1)``.
        labels: int64 array ``(n,)``, 0–23: the place of the letter among the 24.

    Raises:
        DatasetError: The file differs from this; the message names the line and the column.
    """
    try:
        table = _parse(file)
    except _UNREADABLE as failure:
        raise explain_fault(file, failure) from failure
    images = np.ascontiguousarray(table[:, 1:]).reshape(-1, 28, 28, 1)
    labels = np.searchsorted(LABEL_CODES, table[:, 0]).astype(np.int64)
    return images, labels


def _parse(file: CsvFile) -> NDArray[np.uint8]:
    """Return the table ``(n, 785)``; any fault in the file raises an error of ``_UNREADABLE``."""
    import pandas

    # An infinity is refused like text, but only after a warning from NumPy.
    with file.open() as stream, np.errstate(invalid="ignore"):
        # Decompressed whole, it is parsed a little faster than from a stream. With this type pandas
        # refuses text, empty cells and fractions; in a smaller one it would let 256 wrap to 0.
        content = stream.read()
        _check_width(content)
        frame = pandas.read_csv(
            BytesIO(content), dtype=np.int64, na_filter=False, header=0, names=list(COLUMNS)
        )
    if not isinstance(frame.index, pandas.RangeIndex):
        raise ValueError("other columns than label,pixel1,…,pixel784")
    if frame.empty or not frame["label"].isin(LABEL_CODES).all():
        raise ValueError("no images, or other labels than the 24 letters")
    # Column by column: one array of all 64-bit values would take longer to make than to parse.
    # Unsigned, a negative value is a large one.
    if max(column.to_numpy().view(np.uint64).max() for _, column in frame.items()) > 255:
        raise ValueError("values outside 0–255")
    table: NDArray[np.uint8] = frame.to_numpy(dtype=np.uint8)
    return table


def _check_width(content: bytes) -> None:
    """Check the first two lines, because pandas takes a minute to refuse a million columns."""
    start = content.removeprefix(BOM).lstrip()
    header, _, rest = start.partition(b"\n")
    if (
        header.count(b",") + 1 != len(COLUMNS)
        or header_cells(header.decode("utf-8", "replace")) != COLUMNS
    ):
        raise ValueError("other columns than label,pixel1,…,pixel784")
    if rest.partition(b"\n")[0].count(b",") > len(COLUMNS):
        raise ValueError("too many values in line 2")
