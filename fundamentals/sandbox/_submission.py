"""Reading a submitted file: only its bytes enter the grader."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from fundamentals.errors import SubmissionError
from fundamentals.files import binary_size
from fundamentals.lab_form import LabForm
from fundamentals.language import Text
from fundamentals.sandbox._limits import MAX_NOTEBOOK, MAX_SCRIPT
from fundamentals.sandbox._warm_imports import mentioned_packages

_ADDED = re.compile(r"\.(py|ipynb)\.txt\Z", re.IGNORECASE)

_KINDS = {
    stat.S_ISLNK: Text("a symbolic link", "符號連結"),
    stat.S_ISDIR: Text("a folder", "資料夾"),
    stat.S_ISFIFO: Text("a named pipe", "具名管線"),
    stat.S_ISSOCK: Text("a socket", "socket"),
    stat.S_ISCHR: Text("a device", "裝置"),
    stat.S_ISBLK: Text("a device", "裝置"),
}


@dataclass(frozen=True)
class Submission:
    """A submitted file.

    Attributes:
        name: Its file name.
        content: Its bytes, which are run only in the sandbox.
    """

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """Hash of the content, hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def packages(self) -> tuple[str, ...]:
        """What a warm worker should import for it, judging by what it mentions: a hint."""
        return mentioned_packages(self.content, self.form)

    @property
    def form(self) -> LabForm:
        """Whether it is a notebook or a script."""
        return submission_form(self.name)


def submission_name(name: str) -> str:
    """Return ``name`` without the ".txt" that a browser added to that of a script."""
    return _ADDED.sub(r".\1", name)


def submission_form(name: str) -> LabForm:
    """Return the form of a submission by its file name; what has no suffix is read as a script."""
    is_notebook = submission_name(name).lower().endswith(LabForm.NOTEBOOK.suffix)
    return LabForm.NOTEBOOK if is_notebook else LabForm.SCRIPT


def is_script_or_notebook(name: str) -> bool:
    """Return whether a file is one of the two that can be handed in, by its name."""
    return submission_name(name).lower().endswith(tuple(form.suffix for form in LabForm))


def size_limit(name: str) -> int:
    """Return how many bytes a submission may have, by its file name."""
    return MAX_NOTEBOOK if submission_form(name) is LabForm.NOTEBOOK else MAX_SCRIPT


def more_than(limit: int) -> Text:
    """Say that a file has more bytes than ``limit``."""
    return Text("more than {size}", "超過 {size}").format(size=binary_size(limit))


def read_submission(path: Path) -> Submission:
    """Return the submission in the file ``path``.

    Raises:
        SubmissionError: It is missing, unreadable, too large, not a plain file, or neither ``.py``
            nor ``.ipynb``.
    """
    path = Path(path)
    if not is_script_or_notebook(path.name):
        _refuse(path, Text("a {suffix} file", "{suffix} 檔").format(suffix=path.suffix or "–"))
    limit = size_limit(path.name)
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            is_plain = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            content = file.read(limit + 1) if is_plain else b""
    except OSError as error:
        _refuse(path, _kind(path) or Text.untranslated(str(error.strerror)))
    if not is_plain:
        _refuse(path, _kind(path) or Text("not a regular file", "不是一般檔案"))
    if len(content) > limit:
        _refuse(
            path,
            more_than(limit),
            Text(
                "clear the outputs, and load data from files instead of writing it into the code",
                "請清除輸出；資料請從檔案載入，不要寫在程式裡",
            ),
        )
    return Submission(submission_name(path.name), content)


def _open_without_waiting(path: str, flags: int) -> int:
    """Open ``path`` without following a link or waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _kind(path: Path) -> Text | None:
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return None
    return next((kind for is_kind, kind in _KINDS.items() if is_kind(mode)), None)


def _refuse(path: Path, received: Text, fix: Text | None = None) -> NoReturn:
    raise SubmissionError(
        Text("{path}: {received}", "{path}：{received}").format(path=path, received=received),
        expected=Text(
            "a .py file of at most {script} or an .ipynb file of at most {notebook}",
            "最大 {script} 的 .py 檔，或最大 {notebook} 的 .ipynb 檔",
        ).format(script=binary_size(MAX_SCRIPT), notebook=binary_size(MAX_NOTEBOOK)),
        fix=fix or Text("name the lab's script or notebook", "請指定實作的程式檔或筆記本"),
    )
