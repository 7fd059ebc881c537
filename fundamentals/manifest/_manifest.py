"""Reading ``course.toml`` and each lab's ``lab.toml``; every error names file and key."""

from __future__ import annotations

import functools
import keyword
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from fundamentals import toml
from fundamentals.errors import CourseError
from fundamentals.language import Text
from fundamentals.manifest._course import (
    LAB_MANIFEST,
    MANIFESTS,
    Course,
    GuessQuestion,
    Lab,
    Part,
    TaskEntry,
    Topic,
)

LAB_ID = re.compile(r"lab0*([1-9]\d*[a-z]?)_[a-z0-9_]+")


def find_course(start: Path | None = None, *, installed: bool = True) -> Course:
    """Return the course that contains ``start``, else the one that came with this package.

    A package that was installed without a checkout holds the course itself, and the learner's files
    are wherever ``start`` is. A course's checks run with the user's rights, so another user of this
    computer must not be able to put one above the user's own folders.

    Args:
        start: A file or folder inside the checkout; by default the current folder.
        installed: Whether to accept the one that came with this package.

    Raises:
        CourseError: There is none, another user put it there, or a manifest is malformed.
    """
    start = (start or Path.cwd()).resolve()
    for folder in _up_to_home(start):
        if _holds_course(folder):
            _refuse_course_of_another_user(folder)
            return read_course(folder)
    package = Path(__file__).resolve().parents[2]
    if installed and _holds_course(package):
        # Without its labs it is no checkout, but the folder that pip installs into.
        in_place = (package / "labs").is_dir()
        return read_course(package, own=None if in_place else _folder_of(start))
    raise CourseError(
        Text("no {manifest} in {start} or above it", "{start} 與其上層都沒有 {manifest}").format(
            manifest=MANIFESTS[0].as_posix(), start=start
        ),
        expected=Text("a folder inside a checkout of the course", "課程專案內的資料夾"),
        fix=Text(
            "change to the folder into which you cloned the course",
            "請切換到你複製 (clone) 課程的資料夾",
        ),
    )


def _up_to_home(start: Path) -> Iterator[Path]:
    """Yield ``start`` and the folders above it, none above the home folder.

    On Windows, every user may make a folder in the root of a disk.
    """
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 -- Path's raises an error without a home
    for folder in (start, *start.parents):
        yield folder
        if folder == home.resolve():
            break


def _refuse_course_of_another_user(root: Path) -> None:
    """Refuse a course in a folder that all may write to, such as /tmp, as git does.

    Whoever owns the folder that holds the course may put one there.
    """
    if not hasattr(os, "getuid"):
        return
    trusted = {0, os.getuid(), _owner(root)}
    manifest = next(each for each in MANIFESTS if (root / each).is_file())
    for path in (root / each for each in (manifest, *manifest.parents)):
        if _owner(path) not in trusted:
            raise CourseError(
                Text(
                    "{path}, which belongs to another user (number {owner})",
                    "{path} 屬於另一位使用者（編號 {owner}）",
                ).format(path=path, owner=_owner(path)),
                expected=Text(
                    "a course of yours or of the owner of {root}: its checks run with your rights",
                    "你自己的課程，或 {root} 擁有者的課程：它的檢查擁有你的全部權限",
                ).format(root=root),
                fix=Text(
                    "work in a folder of your own, such as one in your home folder; copy the "
                    "course there if you trust it",
                    "在自己的資料夾裡工作，例如個人資料夾；信得過這個課程，就把它複製過去",
                ),
            )


def _owner(path: Path) -> int:
    return path.lstat().st_uid


def _holds_course(folder: Path) -> bool:
    return any((folder / manifest).is_file() for manifest in MANIFESTS)


def _folder_of(path: Path) -> Path:
    return path.parent if path.is_file() else path


def read_course(root: Path, *, own: Path | None = None) -> Course:
    """Return the course in ``root``, an instructor's checkout or a learners' bundle.

    Every folder beside ``course.toml`` that holds a ``lab.toml`` is a lab.

    Args:
        root: The folder that holds the course.
        own: The folder of the learner's files, if that is another one.

    Raises:
        CourseError: A manifest cannot be read, or an entry is malformed.
    """
    path = next(
        (root / manifest for manifest in MANIFESTS if (root / manifest).is_file()),
        root / MANIFESTS[0],
    )
    values = _Table(_load(path), str(path)).finish({"part": list})
    parts = tuple(
        _read_part(_Table(entry, f"{path}: part #{index}"))
        for index, entry in enumerate(values.get("part", []), start=1)
    )
    topics = [topic.id for part in parts for topic in part.topics]
    _require_unique((str(part.number) for part in parts), f"{path}: part.number")
    _require_unique(topics, f"{path}: part.topic.id")
    labs = tuple(
        _read_lab(folder, own or root, topics)
        for folder in sorted(path.parent.iterdir(), key=_order)
        if (folder / LAB_MANIFEST).is_file()
    )
    _require_unique((lab.short_id for lab in labs), f"{path.parent}: id")
    _require_unique((task.id for lab in labs for task in lab.tasks), f"{path.parent}: task.id")
    return Course(root=own or root, manifest_path=path, labs=labs, parts=parts)


def _load(path: Path) -> object:
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, toml.TOMLDecodeError) as error:
        _complain(str(path), str(error), Text("a UTF-8 TOML file", "UTF-8 編碼的 TOML 檔"))


@functools.lru_cache(maxsize=64)
def _parsed(text: str) -> object:
    """Return the table that ``text`` holds; what reads it does not change it.

    A process looks the course up again for each submission, and parsing takes most of that time.
    """
    return toml.loads(text)


def _order(folder: Path) -> tuple[int, str]:
    """Sort lab03b after lab03a and before lab10."""
    number = re.match(r"lab(\d+)", folder.name)
    return (int(number[1]) if number else 0, folder.name)


class _Table:
    """A TOML table and how to name it in an error."""

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, dict):
            _complain(where, repr(value), Text("a table", "表格 (table)"))
        self.values: dict[str, Any] = value
        self.where = where

    def finish(
        self, optional: Mapping[str, type] = MappingProxyType({}), /, **kinds: type
    ) -> dict[str, Any]:
        """Return the values after checking that there are exactly these keys with these types.

        Args:
            optional: Keys that may be missing.
            **kinds: Keys that may not.
        """
        for key in self.values.keys() - kinds.keys() - optional.keys():
            self.complain(key, Text("no such key", "不應有這個鍵"))
        present = {key: kind for key, kind in optional.items() if key in self.values}
        for key, kind in {**kinds, **present}.items():
            # A TOML boolean is a Python int too.
            if type(self.values.get(key)) is not kind or not self.values[key]:
                self.complain(key, _KINDS[kind])
            if kind is int and self.values[key] < 1:
                self.complain(key, _KINDS[int])
        return self.values

    def text(self, key: str) -> Text:
        """Return the ``{ en = "…", zh-Hant = "…" }`` under ``key``."""
        table = _Table(self.values[key], f"{self.where}, {key}")
        translations = table.finish(**{"en": str, "zh-Hant": str})
        return Text(translations["en"], translations["zh-Hant"])

    def texts(self, key: str) -> tuple[Text, ...]:
        """Return the list of ``{ en = "…", zh-Hant = "…" }`` under ``key``."""
        where = f"{self.where}, {key}"
        return tuple(
            _Table({"text": entry}, f"{where} #{number}").text("text")
            for number, entry in enumerate(self.values[key], start=1)
        )

    def names(self, key: str) -> tuple[str, ...]:
        """Return the list of texts under ``key``; empty if there is none."""
        values = self.values.get(key, [])
        if not all(isinstance(value, str) and value for value in values):
            self.complain(key, Text("a list of names", "名稱的清單"))
        return tuple(values)

    def complain(self, key: str, expected: Text) -> NoReturn:
        """Raise the error about ``key``."""
        received = repr(self.values[key]) if key in self.values else "–"
        _complain(f"{self.where}, {key}", received, expected)


_KINDS: dict[type, Text] = {
    str: Text("text that is not empty", "非空白的文字"),
    int: Text("a whole number above 0", "大於 0 的整數"),
    dict: Text('{ en = "…", zh-Hant = "…" }', '{ en = "…", zh-Hant = "…" }'),
    list: Text("at least one entry", "至少一個項目"),
    float: Text("a number with a decimal point", "有小數點的數字"),
}


def _read_part(table: _Table) -> Part:
    values = table.finish({"topic": list}, number=int, title=dict)
    topics = []
    for index, entry in enumerate(values.get("topic", []), start=1):
        topic = _Table(entry, f"{table.where}, topic {_name(entry, index)}")
        topic.finish(id=str, title=dict)
        topics.append(Topic(topic.values["id"], topic.text("title")))
    return Part(values["number"], table.text("title"), tuple(topics))


def _read_lab(folder: Path, root: Path, topics: Collection[str]) -> Lab:
    path = folder / LAB_MANIFEST
    numbered = LAB_ID.fullmatch(folder.name)
    if not numbered:
        _complain(
            str(folder),
            folder.name,
            Text('a name such as "lab03b_cnn"', '像 "lab03b_cnn" 的名稱'),
        )
    table = _Table(_load(path), str(path))
    values = table.finish(
        {"question": list, "refuses": list}, part=int, minutes=int, title=dict, task=list
    )
    tasks = tuple(
        _read_task(_Table(entry, f"{table.where}: task {_name(entry, index)}"), numbered[1], topics)
        for index, entry in enumerate(values["task"], start=1)
    )
    _require_unique((task.function for task in tasks), f"{table.where}: task.function")
    questions = tuple(
        _read_question(_Table(entry, f"{table.where}: question {_name(entry, index)}"))
        for index, entry in enumerate(values.get("question", []), start=1)
    )
    _require_unique((question.id for question in questions), f"{table.where}: question.id")
    return Lab(
        id=folder.name,
        part=values["part"],
        minutes=values["minutes"],
        title=table.text("title"),
        tasks=tasks,
        root=root,
        folder=folder,
        questions=questions,
        refuses=tuple(map(str, values.get("refuses", ()))),
    )


def _read_question(table: _Table) -> GuessQuestion:
    values = table.finish(id=str, answer=str, because=dict)
    return GuessQuestion(values["id"], values["answer"], table.text("because"))


def _read_task(table: _Table, lab_number: str, topics: Collection[str]) -> TaskEntry:
    values = table.finish(
        {"topics": list, "pictures": list, "weight": float},
        id=str,
        function=str,
        points=int,
        title=dict,
        hints=list,
    )
    # A lab that continues another one may continue its numbers: 2b has 2.6, and 4c has 4b.7.
    continued = lab_number.rstrip("abcdefghijklmnopqrstuvwxyz")
    if not re.fullmatch(rf"{continued}[a-z]?\.[1-9]\d*", values["id"]):
        table.complain("id", Text('"{n}." and a number', "「{n}.」加上數字").format(n=lab_number))
    if not values["function"].isidentifier() or keyword.iskeyword(values["function"]):
        table.complain("function", Text("the name of a function", "函式名稱"))
    if not set(table.names("topics")) <= set(topics):
        known = Text("ids of topics: {ids}", "主題的 id：{ids}").format(ids=", ".join(topics))
        table.complain("topics", known)
    return TaskEntry(
        id=values["id"],
        function=values["function"],
        points=values["points"],
        title=table.text("title"),
        hints=table.texts("hints"),
        weight=values.get("weight", 0),
        topics=table.names("topics"),
        pictures=table.names("pictures"),
    )


def _name(entry: object, index: int) -> str:
    """Name an entry before it is validated: by its id if it has one."""
    named = entry.get("id") if isinstance(entry, dict) else None
    return named if isinstance(named, str) and named else f"#{index}"


def _require_unique(names: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            _complain(where, repr(name), Text("each name only once", "每個名稱只出現一次"))
        seen.add(name)


def _complain(where: str, received: str, expected: Text) -> NoReturn:
    raise CourseError(
        Text("{where}: {received}", "{where}：{received}").format(where=where, received=received),
        expected=expected,
        fix=Text("correct it there", "請在該處修正"),
    )
