"""Who is in the class: a CSV file, made by hand or exported by a learning platform."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from fundamentals.errors import GradebookError
from fundamentals.grading.gradebook._records import Learner
from fundamentals.language import Text

__all__ = ["Roster"]

# By what a column holds, the headers that it goes by, letters and digits only: those of Canvas's
# gradebook, of Moodle's participants, grades and grading worksheet, of Gradescope's roster, and
# what people write themselves.
_HEADERS = {
    "id": ("sisuserid", "idnumber", "studentid", "studentnumber", "sid", "learnerid", "學號", "id"),
    "name": ("name", "fullname", "studentname", "student", "learner", "姓名", "學生姓名", "全名"),
    "first": ("firstname", "givenname", "名", "名字"),
    "last": ("lastname", "surname", "familyname", "姓", "姓氏"),
    "email": ("emailaddress", "email", "電子郵件", "電子郵件信箱", "信箱"),
    "login": ("sisloginid", "username", "login", "帳號"),
    "section": ("section", "sections", "group", "groups", "班級", "組別", "群組"),
    "lms_id": ("identifier", "識別碼"),
}
_CANVAS = ("sisuserid", "sisloginid")
_ENCODINGS = ("utf-8-sig", "cp950")
_NOT_LEARNERS = re.compile(r"\s*Points Possible|Student, Test$")


@dataclass(frozen=True)
class Roster:
    """The learners of a class.

    Attributes:
        learners: In the order of the file; ids are unique.
    """

    learners: tuple[Learner, ...]

    @classmethod
    def read(cls, path: Path) -> Roster:
        """Read the roster in the CSV file ``path``, separated by commas, semicolons or tabs.

        Its first line names the columns, in any order; others than these are ignored. A learner's
        id is the first of these that the file has: student ID, login, email address, the
        platform's own number.

        - Plain: ``id,name``, or ``學號,姓名``, also with ``email``, ``section``.
        - Canvas's exported gradebook: ``Student,ID,SIS User ID,SIS Login ID,Section,…``.
        - Moodle's participants or grades: ``First name,Last name,ID number,Email address``; its
          grading worksheet: ``Identifier,Full name,Email address,…``.
        - Gradescope's roster: ``First Name,Last Name,SID,Email,Section``.

        Raises:
            GradebookError: It cannot be read, names no learner's id, or one twice.
        """
        lines = _lines(Path(path))
        rows = csv.reader(lines, delimiter=max(",;\t", key="".join(lines[:1]).count))
        header = next(rows, [])
        columns = _columns(header)
        if not columns.keys() & {"id", "login", "email", "lms_id"}:
            raise _refusal(
                path,
                Text("its columns are {columns}", "它的欄位是 {columns}").format(
                    columns=", ".join(header) or "–"
                ),
            )
        learners: dict[str, Learner] = {}
        for row in rows:
            cells = {
                field: row[column].strip() if column < len(row) else ""
                for field, column in columns.items()
            }
            if not any(cells.values()) or _NOT_LEARNERS.match(cells.get("name", "")):
                continue
            learner = _learner(cells)
            if not learner.id or learner.id in learners:
                problem = (
                    Text("line {line} gives id {id} once more", "第 {line} 行重複了 {id}")
                    if learner.id
                    else Text("line {line} has no id", "第 {line} 行沒有學號")
                )
                raise _refusal(path, problem.format(line=rows.line_num, id=learner.id))
            learners[learner.id] = learner
        return cls(tuple(learners.values()))

    def match(self, *keys: str) -> Learner | None:
        """Return the learner that one of ``keys`` names, the first that names exactly one.

        Args:
            keys: Ids, logins, email addresses, the platform's numbers or names, the surest first.
                Names are compared without case, accents of width, punctuation and order:
                ``"Chen, Mei-Ling"``, ``"Mei Ling Chen"`` and Canvas's ``"chenmeiling"`` are one.

        Returns:
            None if no key names anybody, or each names several: nobody is guessed.
        """
        for index, key_of in ((self._by_id, _folded), (self._by_name, _sorted_words)):
            for key in keys:
                found = index.get(key_of(key), set())
                if len(found) == 1:
                    return next(iter(found))
        return None

    @cached_property
    def _by_id(self) -> Mapping[str, set[Learner]]:
        return _index(
            (_folded(key), learner)
            for learner in self.learners
            for key in (learner.id, learner.login, learner.email, learner.lms_id)
        )

    @cached_property
    def _by_name(self) -> Mapping[str, set[Learner]]:
        return _index((key, each) for each in self.learners for key in _name_keys(each.name))


def _index(entries: Iterable[tuple[str, Learner]]) -> Mapping[str, set[Learner]]:
    index: dict[str, set[Learner]] = defaultdict(set)
    for key, learner in entries:
        if key:
            index[key].add(learner)
    return index


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _words(text: str) -> list[str]:
    # Names of files lose the apostrophe of O'Brien.
    return re.findall(r"[^\W_]+", re.sub("['’]", "", _folded(text)))


def _sorted_words(text: str) -> str:
    return " ".join(sorted(_words(text)))


def _name_keys(name: str) -> Iterator[str]:
    words = _words(name)
    yield " ".join(sorted(words))
    # In the names of Canvas's files the words run together, the family name first.
    for start in {0, len(words) - 1} if words else ():
        yield "".join(words[start:] + words[:start])


def _columns(header: list[str]) -> dict[str, int]:
    """Return the column of each field that ``header`` has."""
    names = ["".join(_words(name)) for name in header]
    columns = {
        field: names.index(next(name for name in known if name in names))
        for field, known in _HEADERS.items()
        if not set(known).isdisjoint(names)
    }
    if "id" in names and any(name in names for name in _CANVAS):
        columns["lms_id"] = names.index("id")
        if columns["id"] == columns["lms_id"]:
            del columns["id"]
    return columns


def _learner(cells: Mapping[str, str]) -> Learner:
    # Moodle's worksheet says "Participant 123" where the names of its files say 123.
    lms_id = cells.get("lms_id", "").rpartition(" ")[2]
    login, email = cells.get("login", ""), cells.get("email", "")
    learner_id = cells.get("id") or login or email or lms_id
    name = cells.get("name") or _full_name(cells.get("first", ""), cells.get("last", ""))
    return Learner(learner_id, name or learner_id, email, login, cells.get("section", ""), lms_id)


def _full_name(first: str, last: str) -> str:
    if any("\u3400" <= letter <= "\u9fff" for letter in last):
        return last + first
    return f"{first} {last}".strip()


def _lines(path: Path) -> list[str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _refusal(path, Text(str(error.strerror), str(error.strerror))) from error
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding).splitlines(keepends=True)
        except UnicodeDecodeError:
            continue
    raise _refusal(path, Text("it is neither UTF-8 nor Big5", "它不是 UTF-8，也不是 Big5"))


def _refusal(path: Path, problem: Text) -> GradebookError:
    return GradebookError(
        Text("{path} is no roster: {problem}", "{path} 不是名單：{problem}").format(
            path=path, problem=problem
        ),
        expected=Text(
            "a CSV file whose first line names the columns, `id,name` say, each id once",
            "第一行是欄位名稱（例如 `學號,姓名`）的 CSV 檔，每個學號只出現一次",
        ),
        fix=Text(
            "export the roster from Canvas, Moodle or Gradescope, or write one",
            "請從 Canvas、Moodle 或 Gradescope 匯出名單，或自己寫一份",
        ),
    )
