"""The encoding of a roster: marked, proven by the header, or named by the user; never guessed.

The bytes of ``García`` in Windows-1252 are also valid Big5, as are most lists in GBK or EUC-KR, and
a misread name could match somebody else or nobody. So bytes that are not UTF-8 are decoded only if
the header proves their encoding.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator

from fundamentals.language import Text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32's byte order mark begins with UTF-16's.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The encodings other than UTF-8 that spreadsheets write, by the option's value. A header in Western
# letters proves nothing: a dozen encodings agree on most of them.
_PROVABLE = {"big5": "cp950", "gbk": "gb18030", "euc-kr": "cp949", "shift-jis": "cp932"}
_SHOWN = {**_PROVABLE, "cp1252": "cp1252"}
_MOST_SHOWN = 40

_NAME_IT = Text(
    "name its encoding, such as --roster-encoding big5, or save it as “CSV UTF-8”",
    "請指定編碼，例如 --roster-encoding big5，或另存為「CSV UTF-8」",
)


class UndecodableError(Exception):
    """Bytes whose encoding is uncertain; ``received`` says why, ``fix`` what to do."""

    def __init__(self, received: Text, fix: Text = _NAME_IT) -> None:
        super().__init__(received)
        self.received = received
        self.fix = fix


def decode(content: bytes, encoding: str | None, *, proves: Callable[[str], bool]) -> str:
    """Return the text of ``content``, without a byte order mark.

    Args:
        content: The bytes of the file.
        encoding: Its encoding, if the user named it.
        proves: Returns whether a text has a header that no other encoding produces by chance.

    Raises:
        UndecodableError: The encoding is unknown, uncertain, or wrong for these bytes.
    """
    if encoding is not None:
        return _decode_as(content, encoding)
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return _decode_as(content, marked)
    if b"\0" in content or b"\x1b" in content:
        raise UndecodableError(
            Text("it contains control characters", "它含有控制字元"),
        )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = _line(content, error)
    proven = [text for text in _readings(content, _PROVABLE).values() if proves(text)]
    if len(proven) == 1:
        return proven[0]
    raise UndecodableError(_uncertain(content, line))


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UndecodableError(
            Text("line {line} is not {encoding}", "第 {line} 行不是 {encoding} 編碼").format(
                line=_line(content, error), encoding=encoding
            )
        ) from error
    except (LookupError, UnicodeError, ValueError) as error:
        raise UndecodableError(
            Text(
                "{encoding} is not an encoding that Python knows",
                "Python 不認得編碼 {encoding}",
            ).format(encoding=encoding)
        ) from error


def _line(content: bytes, error: UnicodeDecodeError) -> int:
    return content[: error.start].count(b"\n") + 1


def _readings(content: bytes, encodings: dict[str, str]) -> dict[str, str]:
    """Return the text of ``content`` in each of ``encodings`` in which it is valid."""
    return dict(_valid_readings(content, encodings))


def _valid_readings(content: bytes, encodings: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, codec in encodings.items():
        try:
            yield name, content.decode(codec)
        except UnicodeDecodeError:
            continue


def _uncertain(content: bytes, line: int) -> Text:
    """Show how the first line that is not UTF-8 reads in each encoding."""
    readings = {
        name: text.split("\n")[line - 1].strip()[:_MOST_SHOWN]
        for name, text in _readings(content, _SHOWN).items()
    }
    shown = "; ".join(f"{name}: {text}" for name, text in readings.items() if text.isprintable())
    return Text(
        "line {line} is not UTF-8, and its encoding is ambiguous ({shown})",
        "第 {line} 行不是 UTF-8，無法確定是哪一種編碼（{shown}）",
    ).format(line=line, shown=shown or "–")
