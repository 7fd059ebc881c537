"""One of Sign Language MNIST's CSV files: plain, gzipped, or inside Kaggle's zip."""

from __future__ import annotations

import contextlib
import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from fundamentals.errors import DatasetError
from fundamentals.language import Text

# Errors from reading a truncated or damaged file.
# NotImplementedError: a compression method that Python does not know.
DAMAGE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError)

_ENCRYPTED = 0x1
_GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class CsvFile:
    """Where a CSV file is.

    Attributes:
        path: The file, or the zip that holds it.
        member: Its name inside the zip, or None for a file of its own.
    """

    path: Path
    member: str | None = None

    def __str__(self) -> str:
        return str(self.path if self.member is None else self.path / self.member)

    @property
    def name(self) -> str:
        """Its name for reports, without the folders before it."""
        return self.path.name if self.member is None else f"{self.path.name}/{self.member}"

    @contextlib.contextmanager
    def open(self) -> Iterator[IO[bytes] | gzip.GzipFile]:
        """Open it for reading, decompressed; a gzip file is recognized by content, not by name."""
        with contextlib.ExitStack() as opened:
            if self.member is not None:
                archive = opened.enter_context(zipfile.ZipFile(self.path))
                yield opened.enter_context(archive.open(self.member))
                return
            file = opened.enter_context(self.path.open("rb"))
            compressed = file.read(2) == _GZIP_MAGIC
            file.seek(0)
            if compressed:
                yield opened.enter_context(gzip.GzipFile(fileobj=file))
            else:
                yield file


def find_csv(folder: Path, stem: str) -> CsvFile | None:
    """Find ``stem`` in ``folder``: as .csv, .csv.gz, or in a zip, in this order.

    Raises:
        DatasetError: A zip in the folder is damaged, or protected by a password.
    """
    for path in (folder / f"{stem}.csv", folder / f"{stem}.csv.gz"):
        if path.is_file():
            return CsvFile(path)
    return next(
        (csv for archive in sorted(folder.glob("*.zip")) if (csv := find_in_zip(archive, stem))),
        None,
    )


def find_in_zip(archive: Path, stem: str) -> CsvFile | None:
    """Find ``stem`` in a zip; Kaggle's zip has it twice, and the copy nearest to the top counts.

    Raises:
        DatasetError: The zip is damaged, or protected by a password.
    """
    if not zipfile.is_zipfile(archive):
        raise DatasetError(
            Text("{path} is not a complete zip file", "{path} 不是完整的 zip 檔").format(
                path=archive
            ),
            expected=Text("the zip as downloaded from Kaggle", "從 Kaggle 下載的 zip 檔"),
            fix=Text("download it again", "重新下載"),
        )
    with zipfile.ZipFile(archive) as opened:
        members = [
            member
            for member in opened.infolist()
            if PurePosixPath(member.filename).name == f"{stem}.csv"
        ]
    if not members:
        return None
    shortest = min(members, key=lambda member: len(member.filename))
    if shortest.flag_bits & _ENCRYPTED:
        raise DatasetError(
            Text("{path} is protected by a password", "{path} 有密碼保護").format(path=archive),
            expected=Text("the zip as downloaded from Kaggle", "從 Kaggle 下載的 zip 檔"),
            fix=Text(
                "unpack it with its password, and put the two CSV files into that folder",
                "用密碼解壓縮，把兩個 CSV 檔放進該資料夾",
            ),
        )
    return CsvFile(archive, shortest.filename)
