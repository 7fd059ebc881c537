"""Finding the fault in an unreadable CSV file of Sign Language MNIST.

This goes line by line and is slow, so it runs only after the fast reader has refused the file.
"""

from __future__ import annotations

import io
import math
import reprlib
from collections.abc import Sequence
from dataclasses import dataclass

from fundamentals.datasets._csv_file import DAMAGE, CsvFile
from fundamentals.errors import DatasetError
from fundamentals.language import Text

BOM = b"\xef\xbb\xbf"

COLUMNS = ("label", *(f"pixel{number}" for number in range(1, 785)))

# J and Z are signed with a movement, which no single picture shows.
LETTERS = "ABCDEFGHIKLMNOPQRSTUVWXY"
LABEL_CODES = [ord(letter) - ord("A") for letter in LETTERS]

_DOWNLOAD_AGAIN = Text(
    "download the file again: fundamentals data fetch sign_mnist",
    "重新下載檔案：fundamentals data fetch sign_mnist",
)
_CORRECT_OR_DOWNLOAD = Text(
    "correct that line, or download the file again: fundamentals data fetch sign_mnist",
    "修正那一行，或重新下載檔案：fundamentals data fetch sign_mnist",
)
_HEADER = Text(
    "first a header line label,pixel1,…,pixel784",
    "第一行是標題 label,pixel1,…,pixel784",
)
_PIXEL = Text("a whole number from 0 to 255", "0 到 255 的整數")
_CODE = Text(
    "the code of a letter, from 0 (A) to 24 (Y), without 9 (J)",
    "字母代碼：0 (A) 到 24 (Y)，沒有 9 (J)",
)


_SEMICOLONS = Text("values separated by semicolons", "值以分號分隔")
_TABS = Text("values separated by tabs", "值以定位字元分隔")
_INDEX = Text(
    "the file was saved with an index: its first column, {name}, contains only line numbers",
    "檔案連同索引一起儲存：第一欄 {name} 只是行號",
)
_WITHOUT_INDEX = Text(
    "save it without an index: frame.to_csv(path, index=False); or delete the first column",
    "儲存時不要索引：frame.to_csv(path, index=False)；或刪除第一欄",
)


@dataclass(frozen=True)
class _Fault:
    """What is wrong with one line."""

    what: Text
    expected: Text
    fix: Text = _CORRECT_OR_DOWNLOAD


def header_cells(line: str) -> tuple[str, ...]:
    """Return the column names, without the quotes, blanks and capitals that some programs add."""
    return tuple(cell.strip().strip('"').lower() for cell in line.strip().split(","))


def explain_fault(file: CsvFile, failure: Exception) -> DatasetError:
    """Return an error that names the first line, and the column, at which ``file`` is wrong.

    Args:
        file: The file that the fast reader refused.
        failure: The reader's error, for a fault that is not found here.
    """
    # The rest of a damaged file only shows how far it can be read.
    damaged = isinstance(failure, DAMAGE)
    number = 0
    lines_with_text = 0
    try:
        with (
            file.open() as stream,
            io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace") as lines,
        ):
            for number, line in enumerate(lines, start=1):
                if damaged or not line.strip():
                    continue
                if lines_with_text:
                    cells = [cell.strip().strip('"') for cell in line.strip().split(",")]
                    fault = _row_fault(cells)
                else:
                    fault = _other_format(line) or _header_fault(header_cells(line))
                if fault is not None:
                    return _error_at(file, number, fault)
                lines_with_text += 1
    except DAMAGE as damage:
        return _unreadable(file, number, damage)
    if damaged:
        return _unreadable(file, number, failure)
    return _incomplete(file, lines_with_text, failure)


def _other_format(line: str) -> _Fault | None:
    """Recognize a file of another kind, or one written in another format."""
    start = line.strip().lower()
    if start.startswith(("<!doctype", "<html", "<?xml")):
        return _Fault(
            Text(
                "a web page, such as a sign-in page saved in place of the file",
                "這是網頁，可能是存檔時存到了登入頁",
            ),
            _HEADER,
            _DOWNLOAD_AGAIN,
        )
    if "\0" in start and "l\0a\0b" not in start:
        return _Fault(Text("not a text file", "不是文字檔"), _HEADER, _DOWNLOAD_AGAIN)
    if "\0" in start:
        return _Fault(
            Text("text in UTF-16", "UTF-16 文字"),
            Text("text in UTF-8", "UTF-8 文字"),
            Text('save it as "CSV UTF-8"', "另存成「CSV UTF-8」"),
        )
    for separator, name in ((";", _SEMICOLONS), ("\t", _TABS)):
        if start.count(separator) > start.count(","):
            return _Fault(
                name,
                Text("values separated by commas", "以逗號分隔的值"),
                Text(
                    "export it with commas, or download it again: fundamentals data fetch "
                    "sign_mnist",
                    "改用逗號匯出，或重新下載：fundamentals data fetch sign_mnist",
                ),
            )
    return None


def _header_fault(cells: tuple[str, ...]) -> _Fault | None:
    if cells == COLUMNS:
        return None
    if _is_number(cells[0]):
        what = Text(
            "the header is missing: the line begins {start}", "缺少標題：該行開頭為 {start}"
        )
        return _Fault(what.format(start=reprlib.repr(",".join(cells[:3]))), _HEADER)
    known, given = set(COLUMNS), set(cells)
    if cells[1:] == COLUMNS:
        return _Fault(_INDEX.format(name=reprlib.repr(cells[0])), _HEADER, _WITHOUT_INDEX)
    missing = [name for name in COLUMNS if name not in given]
    extra = [name for name in cells if name not in known]
    if missing and not extra:
        what = Text("column {name} is missing", "缺少欄位 {name}")
        return _Fault(what.format(name=_some(missing)), _HEADER)
    if extra and not missing:
        what = Text("{count} extra columns: {name}", "多出 {count} 個欄位：{name}")
        if len(extra) == 1:
            what = Text("column {name} is extra", "多出欄位 {name}")
        return _Fault(what.format(name=_some(extra), count=f"{len(extra):,}"), _HEADER)
    return _misplaced_column(cells)


def _misplaced_column(cells: tuple[str, ...]) -> _Fault:
    for place, (came, expected) in enumerate(zip(cells, COLUMNS, strict=False), start=1):
        if came != expected:
            what = Text("column {place} is {came}", "第 {place} 欄是 {came}")
            return _Fault(
                what.format(place=place, came=reprlib.repr(came)),
                Text("{name} there: {header}", "該欄應為 {name}：{header}").format(
                    name=expected, header=_HEADER
                ),
            )
    what = Text("column {name} occurs twice", "欄位 {name} 重複")
    return _Fault(what.format(name=cells[len(COLUMNS)]), _HEADER)


def _row_fault(cells: Sequence[str]) -> _Fault | None:
    if len(cells) != len(COLUMNS):
        return _Fault(
            Text("{count} {count:value|values}", "有 {count} 個值").format(count=len(cells)),
            Text(
                "{count} values: a label and 784 pixels", "{count} 個值：1 個標籤與 784 個像素"
            ).format(count=len(COLUMNS)),
        )
    if _is_sound(cells):
        return None
    for column, cell in zip(COLUMNS, cells, strict=True):
        code = column == "label"
        what = _number_fault(cell) or (_code_fault if code else _pixel_fault)(int(float(cell)))
        if what is not None:
            place = Text("column {column}: {what}", "欄位 {column}：{what}")
            return _Fault(place.format(column=column, what=what), _CODE if code else _PIXEL)
    return None


def _is_sound(cells: Sequence[str]) -> bool:
    """Recognize a correct line quickly, because thousands may precede the faulty one."""
    try:
        code, *pixels = map(int, cells)
    except ValueError:
        return False
    return code in LABEL_CODES and min(pixels) >= 0 and max(pixels) <= 255


def _number_fault(cell: str) -> Text | None:
    if cell.lower() in ("", "nan", "na", "n/a", "null", "none"):
        return Text("no value ({cell!r})", "缺少數值（{cell!r}）").format(cell=cell)
    if not _is_number(cell):
        return Text("the text {cell}", "文字 {cell}").format(cell=reprlib.repr(cell))
    if not float(cell).is_integer():
        return Text("{cell} is not a whole number", "{cell} 不是整數").format(cell=cell)
    return None


def _code_fault(code: int) -> Text | None:
    if code in LABEL_CODES:
        return None
    if code in (9, 25):
        what = Text(
            "label {code}, the letter {letter}, whose sign is a movement",
            "標籤 {code}，也就是字母 {letter}，它的手語需要動作",
        )
        return what.format(code=code, letter=chr(ord("A") + code))
    return Text("label {code}, which is not a letter", "標籤 {code}，不是任何字母").format(
        code=code
    )


def _pixel_fault(value: int) -> Text | None:
    if 0 <= value <= 255:
        return None
    return Text("the value {value}", "數值 {value}").format(value=value)


def _is_number(cell: str) -> bool:
    try:
        return math.isfinite(float(cell))
    except ValueError:
        return False


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown}, …" if len(names) > 3 else shown


def _error_at(file: CsvFile, line: int, fault: _Fault) -> DatasetError:
    received = Text("{file}, line {line}: {what}", "{file} 第 {line} 行：{what}")
    return DatasetError(
        received.format(file=file, line=line, what=fault.what),
        expected=fault.expected,
        fix=fault.fix,
    )


def _unreadable(file: CsvFile, lines: int, damage: Exception) -> DatasetError:
    if lines:
        received = Text(
            "{file} ends early or is damaged after line {lines} ({damage})",
            "{file} 在第 {lines} 行之後中斷或損壞（{damage}）",
        )
    else:
        received = Text("{file} cannot be read ({damage})", "無法讀取 {file}（{damage}）")
    return DatasetError(
        received.format(file=file, lines=lines, damage=damage),
        expected=Text("a complete file", "完整的檔案"),
        fix=_DOWNLOAD_AGAIN,
    )


def _incomplete(file: CsvFile, lines_with_text: int, failure: Exception) -> DatasetError:
    if lines_with_text == 0:
        received = Text("{file} is empty", "{file} 是空的")
    elif lines_with_text == 1:
        received = Text(
            "{file} has a header in line 1 and no image below it",
            "{file} 第 1 行是標題，下面沒有任何圖像",
        )
    else:
        received = Text("{file} cannot be read: {failure}", "無法讀取 {file}：{failure}")
    return DatasetError(
        received.format(file=file, failure=failure),
        expected=Text("{header}, then one image per line", "{header}，接著一行一張圖像").format(
            header=_HEADER
        ),
        fix=_DOWNLOAD_AGAIN,
    )
