"""Reading one CSV file of Sign Language MNIST: what is accepted, and what each fault is told as."""

from __future__ import annotations

import gzip
import random as stdlib_random
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fundamentals.datasets._csv_file import CsvFile
from fundamentals.datasets._sign_csv import read_sign_csv
from fundamentals.datasets._sign_faults import LETTERS
from fundamentals.errors import DatasetError
from fundamentals.language import use_language

Edit = Callable[[list[str]], list[str]]


def with_cell(line: int, column: int, value: str) -> Edit:
    """Replace one cell; lines count from 1 (the header), columns from 0 (the label)."""

    def edit(lines: list[str]) -> list[str]:
        cells = lines[line - 1].split(",")
        cells[column] = value
        return [*lines[: line - 1], ",".join(cells), *lines[line:]]

    return edit


def with_line(line: int, text: str) -> Edit:
    return lambda lines: [*lines[: line - 1], text, *lines[line:]]


def without_column(column: int) -> Edit:
    return lambda lines: [
        ",".join(cells[:column] + cells[column + 1 :])
        for cells in (line.split(",") for line in lines)
    ]


def with_column(name: str, value: str) -> Edit:
    return lambda lines: [f"{lines[0]},{name}", *(f"{line},{value}" for line in lines[1:])]


FAULTS: dict[str, tuple[Edit, str]] = {
    "no header": (lambda lines: lines[1:], r", line 1: the header is missing"),
    "another header": (
        with_cell(1, 2, "foo"),
        r", line 1: column 3 is 'foo'\n.*pixel2 there",
    ),
    "columns in another order": (
        lambda lines: [lines[0].replace("pixel7,pixel8,", "pixel8,pixel7,"), *lines[1:]],
        r", line 1: column 8 is 'pixel8'\n.*pixel7 there",
    ),
    "a column twice": (with_column("pixel1", "0"), r", line 1: column pixel1 occurs twice"),
    "semicolons": (
        lambda lines: [line.replace(",", ";") for line in lines],
        r", line 1: values separated by semicolons\n.*commas\n.*export it with commas",
    ),
    "tabs": (
        lambda lines: [line.replace(",", "\t") for line in lines],
        r", line 1: values separated by tabs",
    ),
    "an index without a name": (
        lambda lines: [f",{lines[0]}", *(f"{row},{line}" for row, line in enumerate(lines[1:]))],
        r", line 1: the file was saved with an index: its first column, ''.*\n.*\n.*index=False",
    ),
    "an index that pandas named": (
        lambda lines: [f"Unnamed: 0,{lines[0]}", *(f"7,{line}" for line in lines[1:])],
        r", line 1: the file was saved with an index: its first column, 'unnamed: 0'",
    ),
    "a web page": (
        lambda lines: ["<!DOCTYPE html>", "<html><body>Sign in, please</body></html>"],
        r", line 1: a web page, such as a sign-in page",
    ),
    "many columns too many": (
        lambda lines: [lines[0] + "".join(f",extra{number}" for number in range(9000))],
        r", line 1: 9,000 extra columns: extra0, extra1, extra2, …",
    ),
    "no label column": (without_column(0), r", line 1: column label is missing"),
    "a pixel column missing": (without_column(400), r", line 1: column pixel400 is missing"),
    "a pixel column too many": (
        with_column("pixel785", "0"),
        r", line 1: column pixel785 is extra",
    ),
    "a value too many in every line": (
        lambda lines: [lines[0], *(f"{line},0" for line in lines[1:])],
        r", line 2: 786 values\n.*785 values",
    ),
    # pandas would take the first column for an index, and the rest for a sound table.
    "a value too many before every line": (
        lambda lines: [lines[0], *(f"0,{line}" for line in lines[1:])],
        r", line 2: 786 values\n.*785 values",
    ),
    "a value too many in one line": (
        lambda lines: [*lines[:6], f"{lines[6]},0", *lines[7:]],
        r", line 7: 786 values",
    ),
    "a value too few in one line": (
        lambda lines: [*lines[:6], lines[6].rpartition(",")[0], *lines[7:]],
        r", line 7: 784 values",
    ),
    "a line cut off": (with_line(61, "8,12,13"), r", line 61: 3 values"),
    "above 255": (with_cell(4, 10, "256"), r", line 4: column pixel10: the value 256\n.*0 to 255"),
    "above 32 bits": (with_cell(4, 10, "4294967297"), r", line 4: column pixel10: .*4294967297"),
    "above 64 bits": (
        with_cell(4, 10, "18446744073709551617"),
        r", line 4: column pixel10: the value 18446744073709551",
    ),
    "below 0": (with_cell(9, 784, "-1"), r", line 9: column pixel784: the value -1"),
    "an empty cell": (with_cell(4, 10, ""), r", line 4: column pixel10: no value \(''\)"),
    "NaN": (with_cell(4, 10, "NaN"), r", line 4: column pixel10: no value \('NaN'\)"),
    "infinity": (with_cell(4, 10, "inf"), r", line 4: column pixel10: the text 'inf'"),
    "text": (with_cell(4, 10, "dark"), r", line 4: column pixel10: the text 'dark'"),
    "a fraction": (with_cell(4, 10, "0.5"), r", line 4: column pixel10: 0.5 is not a whole number"),
    "label 9": (with_cell(3, 0, "9"), r", line 3: column label: label 9, the letter J"),
    "label 25": (with_cell(3, 0, "25"), r", line 3: column label: label 25, the letter Z"),
    "label 26": (with_cell(3, 0, "26"), r", line 3: column label: label 26, which is not a letter"),
    "label -1": (with_cell(3, 0, "-1"), r", line 3: column label: label -1"),
    "a letter as label": (with_cell(3, 0, "A"), r", line 3: column label: the text 'A'"),
    "an empty label": (with_cell(3, 0, ""), r", line 3: column label: no value"),
    "a fault below a blank line": (
        lambda lines: [lines[0], "", *with_cell(4, 10, "256")(lines)[1:]],
        r", line 5: column pixel10",
    ),
    "an empty file": (lambda lines: [], r"is empty"),
    "blank lines only": (lambda lines: ["", ""], r"is empty"),
    "a header only": (lambda lines: lines[:1], r"a header in line 1 and no image"),
    "not a table": (lambda lines: ["\x00\x01\x02PNG"], r", line 1: not a text file"),
    "a quote that never ends": (with_cell(4, 784, '"12'), r"cannot be read: .*EOF inside string"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "signs.csv"


def test_images_and_labels_are_those_of_the_table(
    path: Path, sign_lines: list[str], sign_table: np.ndarray
) -> None:
    path.write_text("\n".join(sign_lines))
    images, labels = read_sign_csv(CsvFile(path))
    assert images.dtype == np.uint8
    assert images.shape == (60, 28, 28, 1)
    np.testing.assert_array_equal(images.reshape(60, 784), sign_table[:, 1:])
    assert labels.dtype == np.int64
    assert [LETTERS[label] for label in labels] == [
        {0: "A", 8: "I", 24: "Y"}[code] for code in sign_table[:, 0]
    ]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_file_line_and_column(
    fault: str, path: Path, sign_lines: list[str]
) -> None:
    edit, message = FAULTS[fault]
    path.write_text("".join(f"{line}\n" for line in edit(sign_lines)))
    with pytest.raises(DatasetError, match=message) as raised:
        read_sign_csv(CsvFile(path))
    assert str(raised.value).startswith(str(path))
    assert "\n  To fix: " in str(raised.value)
    assert len(str(raised.value)) < 600
    with use_language("zh-Hant"):
        chinese = str(raised.value)
    assert str(path) in chinese
    assert "\n  應為：" in chinese
    assert (", line " in message) == (" 行：" in chinese)


@pytest.mark.parametrize(
    "variant",
    {
        "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
        "a byte order mark": lambda text: text.encode("utf-8-sig"),
        "no newline at the end": lambda text: text.rstrip().encode(),
        "a blank line": lambda text: text.replace("\n", "\n\n", 1).encode(),
        "spaces": lambda text: text.replace(",1", ", 1").encode(),
        "gzip": lambda text: gzip.compress(text.encode()),
    }.items(),
    ids=lambda item: item[0],
)
def test_a_harmless_variant_is_read_alike(
    variant: tuple[str, Callable[[str], bytes]],
    path: Path,
    sign_lines: list[str],
    sign_table: np.ndarray,
) -> None:
    path.write_bytes(variant[1]("\n".join(sign_lines) + "\n"))
    images, _ = read_sign_csv(CsvFile(path))
    np.testing.assert_array_equal(images.reshape(60, 784), sign_table[:, 1:])


def test_a_truncated_gzip_is_told_with_the_last_line_it_holds(
    tmp_path: Path, sign_lines: list[str]
) -> None:
    path = tmp_path / "signs.csv.gz"
    whole = gzip.compress("\n".join(sign_lines).encode())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(
        DatasetError, match=r"signs\.csv\.gz ends early or is damaged after line (\d+)"
    ) as raised:
        read_sign_csv(CsvFile(path))
    line = int(str(raised.value).partition("after line ")[2].partition(" ")[0])
    assert 20 <= line <= 40


def test_a_damaged_gzip_is_told(tmp_path: Path, sign_lines: list[str]) -> None:
    path = tmp_path / "signs.csv.gz"
    damaged = bytearray(gzip.compress("\n".join(sign_lines).encode()))
    damaged[200:400] = stdlib_random.Random(0).randbytes(200)
    path.write_bytes(damaged)
    with pytest.raises(DatasetError, match=r"signs\.csv\.gz (cannot be read|ends early)"):
        read_sign_csv(CsvFile(path))


@pytest.mark.slow
def test_a_late_fault_in_a_long_file_is_found_in_seconds(path: Path, sign_lines: list[str]) -> None:
    many = [sign_lines[0], *sign_lines[1:] * 50]
    path.write_text("\n".join(with_cell(3001, 784, "300")(many)))
    with pytest.raises(DatasetError, match="line 3001: column pixel784: the value 300"):
        read_sign_csv(CsvFile(path))


@pytest.mark.parametrize(
    "spell",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("label,pixel1,", "Label,Pixel1,", 1).encode(),
        lambda text: text.replace("label", "LABEL", 1).replace("pixel", "PIXEL", 784).encode(),
        lambda text: text.replace(",pixel", ", pixel", 784).encode(),
        lambda text: text.replace("label,pixel1,", '"label","pixel1",', 1).encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["byte order mark", "capitals", "all capitals", "blanks", "quotes", "Windows line ends"],
)
def test_a_header_in_another_spelling_is_read(
    spell: Callable[[str], bytes], path: Path, sign_lines: list[str]
) -> None:
    text = "".join(f"{line}\n" for line in sign_lines)
    path.write_text(text)
    images, labels = read_sign_csv(CsvFile(path))
    path.write_bytes(spell(text))
    same_images, same_labels = read_sign_csv(CsvFile(path))
    np.testing.assert_array_equal(same_images, images)
    np.testing.assert_array_equal(same_labels, labels)


def test_text_in_utf_16_is_told(path: Path, sign_lines: list[str]) -> None:
    path.write_text("\n".join(sign_lines), encoding="utf-16")
    with pytest.raises(DatasetError, match=r"line 1: text in UTF-16\n.*UTF-8"):
        read_sign_csv(CsvFile(path))


@pytest.mark.slow
@pytest.mark.parametrize("header", ["label,pixel1", None], ids=["in the header", "below it"])
def test_a_million_columns_are_refused_at_once(
    header: str | None, path: Path, sign_lines: list[str]
) -> None:
    first = sign_lines[0] if header is None else ",".join(f"pixel{n}" for n in range(1_000_000))
    row = ",".join(["7"] * 1_000_000)
    path.write_text(f"{first}\n{row}\n{row}\n")
    started = time.process_time()
    with pytest.raises(DatasetError, match=r"line [12]: "):
        read_sign_csv(CsvFile(path))
    # Some 0.5 s; it was 40 s.
    assert time.process_time() - started < 10


def test_a_truncated_gzip_is_told_with_how_far_it_can_be_read(
    path: Path, sign_lines: list[str]
) -> None:
    content = gzip.compress("\n".join(sign_lines).encode())
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(DatasetError, match=r"ends early or is damaged after line \d+"):
        read_sign_csv(CsvFile(path))
