"""The class list: a CSV file, made by hand or exported from a learning platform."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from fundamentals.classroom.gradebook._encoding import UndecodableError, decode
from fundamentals.classroom.gradebook._entities import LONGEST_NAME, Learner
from fundamentals.classroom.platforms import DEFAULT_PLATFORM, PLATFORMS, Platform
from fundamentals.errors import GradebookError
from fundamentals.language import Text

# The headers of each field, letters and digits only: those of Canvas's gradebook, of Moodle's
# participants, grades and grading worksheet, of Gradescope's roster, and those that people write
# themselves, in the languages whose encodings a header can prove.
_HEADERS = {
    "id": (
        *("sisuserid", "idnumber", "studentid", "studentnumber", "sid", "learnerid"),
        *("學號", "学号", "학번", "学籍番号", "id"),
    ),
    "name": (
        *("name", "fullname", "studentname", "student", "learner"),
        *("姓名", "學生姓名", "全名", "学生姓名", "이름", "성명", "氏名"),
    ),
    "first": ("firstname", "givenname", "名", "名字"),
    "last": ("lastname", "surname", "familyname", "姓", "姓氏"),
    "email": ("emailaddress", "email", "電子郵件", "電子郵件信箱", "信箱"),
    "login": ("sisloginid", "username", "githubusername", "login", "帳號"),
    "section": ("section", "sections", "group", "groups", "班級", "組別", "群組"),
    "lms_id": ("identifier", "識別碼"),
}
_KNOWN_HEADERS = frozenset(name for names in _HEADERS.values() for name in names)
# Google Classroom's download has two such rows.
_NOT_LAST_NAMES = ("Date", "Points")
_NOT_LEARNERS = re.compile(r"Points Possible|Student, Test$")

# This form makes a spreadsheet keep the zeros of 001001.
_KEPT_AS_TEXT = re.compile(r'="(.*)"')
# An id after a spreadsheet or pandas converted it: leading zeros or most digits are lost.
_CONVERTED = re.compile(r"\d+\.0+|\d+(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class Roster:
    """The learners of a class.

    Attributes:
        learners: In the order of the file; ids are unique.
        columns: The headers of grade columns, by the platform that numbers them.
    """

    learners: tuple[Learner, ...]
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, *, encoding: str | None = None) -> Roster:
        """Read the roster in the CSV file ``path``, separated by commas, semicolons or tabs.

        Its first line names the columns, in any order; unknown ones are ignored. A learner's id is
        the first of these that the file has: student ID, login, email address, the platform's
        number.

        - Plain: ``id,name``, or ``學號,姓名``, also with ``email``, ``section``.
        - Canvas's exported gradebook: ``Student,ID,SIS User ID,SIS Login ID,Section,…``.
        - Moodle's participants or grades: ``First name,Last name,ID number,Email address``; its
          grading worksheet: ``Identifier,Full name,Email address,…``.
        - Gradescope's roster: ``First Name,Last Name,SID,Email,Section``.
        - Blackboard's grades: ``Last Name,First Name,Username,Student ID``.
        - Google Classroom's grades: ``Last Name,First Name,Email Address``.
        - GitHub Classroom's roster: ``identifier,github_username,github_id,name``.

        Args:
            path: The file.
            encoding: Its encoding, such as ``big5``. Without it: UTF-8, the encoding of a byte
                order mark, or the one that a header such as ``學號,姓名`` proves; nothing is
                guessed.

        Raises:
            GradebookError: It cannot be decoded with certainty, has no column of ids or an id
                twice, or has a line that cannot be split into cells.
        """
        path = Path(path)
        rows = _rows(path, encoding)
        _, header = next(rows, (0, []))
        columns = _columns(header)
        if not columns.keys() & {"id", "login", "email", "lms_id"}:
            raise _refusal(
                path,
                Text("the file has the columns {columns}", "它的欄位是 {columns}").format(
                    columns=", ".join(header) or "–"
                ),
            )
        learners: dict[str, Learner] = {}
        for line, row in rows:
            if problem := _cut_name(line, header, columns, row):
                raise _refusal(path, problem, _QUOTE_IT)
            cells = {
                field: _clean(row[column]) if column < len(row) else ""
                for field, column in columns.items()
            }
            if not any(cells.values()) or _NOT_LEARNERS.match(cells.get("name", "")):
                continue
            if not cells.get("email") and cells.get("last") in _NOT_LAST_NAMES:
                continue
            learner = _learner(cells, _platform(header))
            if problem := _problem(line, learner, learners):
                raise _refusal(path, problem)
            learners[_plain(learner.id)] = learner
        return cls(tuple(learners.values()), _grade_columns(header))


def _rows(path: Path, encoding: str | None) -> Iterator[tuple[int, list[str]]]:
    """Yield each row's last line number and its cells."""
    text = _text(path, encoding)
    first = _first_line(text)
    # Excel's way to name the separator.
    told = re.fullmatch(r"sep=(.)", first)
    if told:
        text = text.partition("\n")[2]
    separator = told[1] if told else max(",;\t", key=first.count)
    # Only line feeds and carriage returns end a row: U+2028 may stand in a name.
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in rows:
            yield rows.line_num + bool(told), row
    except csv.Error as error:
        problem = Text("line {line}: {error}", "第 {line} 行：{error}")
        raise _refusal(
            path, problem.format(line=rows.line_num + bool(told), error=error), _QUOTE_IT
        ) from error


def _text(path: Path, encoding: str | None) -> str:
    try:
        return decode(path.read_bytes(), encoding, proves=_has_foreign_header)
    except OSError as error:
        raise _refusal(path, Text.untranslated(str(error.strerror))) from error
    except UndecodableError as error:
        raise _refusal(path, error.received, error.fix) from error


def _first_line(text: str) -> str:
    return re.split(r"[\r\n]", text, maxsplit=1)[0]


def _has_foreign_header(text: str) -> bool:
    cells = re.split(r"[,;\t]", _first_line(text))
    names = {_header_name(cell) for cell in cells}
    return any(not name.isascii() for name in names & _KNOWN_HEADERS)


def _header_name(cell: str) -> str:
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", cell).casefold()))


def _platform(header: Sequence[str]) -> Platform:
    """Return the platform that numbers the learners."""
    names = set(map(_header_name, header))
    marked = (each for each in PLATFORMS if not names.isdisjoint(each.roster_marks))
    return next(marked, DEFAULT_PLATFORM)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Return the column of each field that ``header`` has."""
    names = [_header_name(cell) for cell in header]
    columns = {
        field: names.index(next(name for name in known if name in names))
        for field, known in _HEADERS.items()
        if not set(known).isdisjoint(names)
    }
    own = {
        field: names.index(name)
        for field, name in _platform(header).roster_fields.items()
        if name in names
    }
    # A column of the platform's own has no second meaning; a login may also be its number.
    return {
        field: column
        for field, column in (columns | own).items()
        if field in ("login", *own) or column not in own.values()
    }


def _grade_columns(header: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found = {
        each.id: tuple(cell for cell in map(_clean, header) if each.grade_column.fullmatch(cell))
        for each in PLATFORMS
        if each.grade_column is not None
    }
    return {platform: headers for platform, headers in found.items() if headers}


def _clean(cell: str) -> str:
    """Return ``cell`` on one line, without the marks that make a spreadsheet treat it as text."""
    text = " ".join(cell.split())
    kept = _KEPT_AS_TEXT.fullmatch(text)
    return kept[1].strip() if kept else text


def _cut_name(
    line: int, header: Sequence[str], columns: Mapping[str, int], row: Sequence[str]
) -> Text | None:
    """Return the problem with ``row`` if a separator inside a name seems to have split it."""
    if any(cell.strip() for cell in row[len(header) :]):
        return Text(
            "line {line} has {cells} {cells:cell|cells}, the header {columns}",
            "第 {line} 行有 {cells} 格，標題列有 {columns} 格",
        ).format(line=line, cells=len(row), columns=len(header))
    after = columns.get("name", len(row)) + 1
    if after < len(row) and row[after].startswith(" ") and not header[after].startswith(" "):
        return Text(
            "line {line} has a space after the comma that follows the name",
            "第 {line} 行的姓名後面，逗號之後有空格",
        ).format(line=line)
    return None


def _learner(cells: Mapping[str, str], platform: Platform) -> Learner:
    lms_id = cells.get("lms_id", "")
    if platform.renumbers:
        # Moodle's worksheet says "Participant 123"; its file names say 123.
        lms_id = re.sub(r"^\D+(?=\d+$)", "", lms_id)
    login, email = cells.get("login", ""), cells.get("email", "")
    learner_id = cells.get("id") or login or email or lms_id
    name = cells.get("name") or _full_name(cells.get("first", ""), cells.get("last", ""))
    return Learner(
        learner_id,
        name or learner_id,
        email,
        login,
        cells.get("section", ""),
        lms_id,
        platform.id if lms_id else "",
    )


def _plain(learner_id: str) -> str:
    """Return an id in the form in which equal ones are equal, however they are encoded."""
    shown = (each for each in learner_id if unicodedata.category(each) != "Cf")
    return unicodedata.normalize("NFKC", "".join(shown))


def _full_name(first: str, last: str) -> str:
    if any("\u3400" <= letter <= "\u9fff" for letter in last):
        return last + first
    return f"{first} {last}".strip()


def _problem(line: int, learner: Learner, learners: Mapping[str, Learner]) -> Text | None:
    """Return the problem with ``learner``, who comes after ``learners``."""
    if not learner.id:
        return Text("line {line} has no id", "第 {line} 行沒有學號").format(line=line)
    # A file's name cannot tell apart two ids that look alike.
    if _plain(learner.id) in learners:
        return Text("line {line} repeats the id {id}", "第 {line} 行重複了 {id}").format(
            line=line, id=learner.id
        )
    texts = (text for text in astuple(learner) if isinstance(text, str))
    if (longest := max(map(len, texts))) > LONGEST_NAME:
        return Text(
            "line {line} has a cell of {count} characters, more than {most}",
            "第 {line} 行有一格長達 {count} 個字元，超過 {most} 個",
        ).format(line=line, count=longest, most=LONGEST_NAME)
    for number in filter(_CONVERTED.fullmatch, (learner.id, learner.lms_id)):
        return Text(
            "line {line} has the id {id}, which a spreadsheet turned into a number",
            "第 {line} 行的學號 {id} 已被試算表轉成數字",
        ).format(line=line, id=number)
    if "\ufffd" in f"{learner.id}{learner.name}{learner.login}":
        return Text(
            "line {line} contains a character that an earlier conversion lost",
            "第 {line} 行有字元在先前轉檔時遺失了",
        ).format(line=line)
    return None


_EXPORT_IT = Text(
    "export the roster from Canvas, Moodle or Gradescope, or write one",
    "請從 Canvas、Moodle 或 Gradescope 匯出名單，或自己寫一份",
)
_QUOTE_IT = Text(
    'put cells that contain a comma in quotation marks, as in `b1,"Chen, Mei"`, and close '
    "each quotation",
    '含有逗號的儲存格請加上成對的引號，例如 `b1,"Chen, Mei"`',
)


def _refusal(path: Path, problem: Text, fix: Text = _EXPORT_IT) -> GradebookError:
    return GradebookError(
        Text("{path} is not a roster: {problem}", "{path} 不是名單：{problem}").format(
            path=path, problem=problem
        ),
        expected=Text(
            "a CSV file whose first line names the columns, such as `id,name`, with each id once",
            "第一行是欄位名稱（例如 `學號,姓名`）的 CSV 檔，每個學號只出現一次",
        ),
        fix=fix,
    )
