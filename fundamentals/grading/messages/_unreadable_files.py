"""Why a submitted file cannot be read as the lab, said once instead of at every check."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fundamentals.errors import CourseError
from fundamentals.lab_form import LabForm
from fundamentals.language import Text, holds_chinese
from fundamentals.manifest import Lab, find_course
from fundamentals.printable import one_line
from fundamentals.sandbox import SourceError, Submission, read_sources

# Files that are neither script nor notebook, by their first bytes and not by their names.
_KINDS = {
    b"PK\x03\x04": Text("a ZIP archive", "ZIP 壓縮檔"),
    b"%PDF": Text("a PDF", "PDF 檔"),
    b"\x89PNG": Text("a picture", "圖片"),
    b"\xff\xd8\xff": Text("a picture", "圖片"),
    b"GIF8": Text("a picture", "圖片"),
    b"\x1f\x8b": Text("a compressed archive", "壓縮檔"),
    b"Rar!": Text("a RAR archive", "RAR 壓縮檔"),
    b"7z\xbc\xaf": Text("a 7z archive", "7z 壓縮檔"),
    b"\xd0\xcf\x11\xe0": Text("an Office document", "Office 文件"),
    b"{\\rtf": Text("a Rich Text document", "RTF 文件"),
    b"\x89HDF": Text("a saved model", "儲存的模型"),
    b"version https://git-lfs": Text(
        "a Git LFS pointer, not the file", "Git LFS 指標，不是檔案本身"
    ),
}
_IN_ARCHIVES = {
    b"word/document.xml": Text("a Word document", "Word 文件"),
    b"xl/workbook.xml": Text("an Excel workbook", "Excel 活頁簿"),
    b"ppt/presentation.xml": Text("a PowerPoint presentation", "PowerPoint 簡報"),
}
_HAND_IN_THE_FILE = Text(
    "Hand in the lab's .py or .ipynb file itself; renaming a file does not convert it.",
    "請繳交實作的 .py 或 .ipynb 檔本身；只改檔名並不會轉換格式。",
)
_DOWNLOAD_AGAIN = Text(
    "Open the file, check that the lab is in it, and hand it in again.",
    "請打開檔案，確認裡面是實作內容，再重新繳交。",
)
_SAVE_AS_UTF8 = Text(
    "Save it as UTF-8 in the editor (Notepad: Save as, Encoding: UTF-8).",
    "請用編輯器存成 UTF-8（記事本：另存新檔，編碼選 UTF-8）。",
)
_MERGE = Text(
    "Keep one side of each conflict, and remove the lines with <<<<<<<, ======= and >>>>>>>.",
    "每個衝突請保留一邊，並刪除 <<<<<<<、=======、>>>>>>> 這些行。",
)
_TOP = 2**16
# More lists and objects than any notebook has: reading them would only fill the memory.
_MOST_BRACKETS = 10**6
_DEFINED = re.compile(r"^(?:def[ \t]+(\w+)|(\w+)[ \t]*=)", re.MULTILINE)
_PYTHON = re.compile(r"^(import|from|def|class|#|@|\w+ *=|\"\"\")", re.MULTILINE)


@dataclass(frozen=True)
class Unreadable:
    """A file that is not the lab.

    Attributes:
        reason: What it is: "a web page (Sign in)".
        fix: What to do about it.
    """

    reason: Text
    fix: Text


def why_unreadable(submission: Submission, lab: Lab | None = None) -> Unreadable | None:
    """Return why ``submission`` cannot be graded at all; None if some of it can.

    Its code is neither run nor parsed.

    Args:
        submission: The file.
        lab: The lab that it should be; None skips that test.
    """
    return next(_problems(submission, lab), None)


def _problems(submission: Submission, lab: Lab | None) -> Iterator[Unreadable]:
    content, form = submission.content, submission.form
    yield from _of_bytes(content)
    try:
        # A notebook is read as text first, which shows what is wrong with it.
        (text,) = read_sources(content, LabForm.SCRIPT)
    except SourceError as error:
        yield _not_utf8(content, error)
        return
    if "\0" in text:
        yield _with_nul(content)
    yield from _of_text(text)
    yield from _of_notebook(text) if form is LabForm.NOTEBOOK else _of_script(text)
    if lab is not None:
        yield from _of_another_lab(read_sources(content, form), lab)


def _of_bytes(content: bytes) -> Iterator[Unreadable]:
    for beginning, kind in _KINDS.items():
        if content.startswith(beginning):
            kinds = [inside for name, inside in _IN_ARCHIVES.items() if name in content]
            yield Unreadable(next(iter(kinds), kind), _HAND_IN_THE_FILE)


def _with_nul(content: bytes) -> Unreadable:
    # In UTF-16 every other byte of English text is zero.
    if content.count(b"\0") > len(content) // 4:
        reason = Text("UTF-16 text without a byte order mark", "缺少標記的 UTF-16 文字")
    else:
        reason = Text("not a text file: it contains NUL characters", "不是文字檔：含有 NUL 字元")
    return Unreadable(reason, _SAVE_AS_UTF8)


def _not_utf8(content: bytes, error: SourceError) -> Unreadable:
    if b"\0" in content:
        return _with_nul(content)
    try:
        decoded = content.decode("cp950")
    except UnicodeDecodeError:
        decoded = ""
    if holds_chinese(decoded):
        reason = Text(
            "Big5 text that does not declare its encoding, so Python reads it as UTF-8",
            "以 Big5 編碼卻沒有註明，Python 會當成 UTF-8",
        )
    else:
        reason = Text(
            "text that is not UTF-8 ({error})", "不是以 UTF-8 編碼的文字（{error}）"
        ).format(error=error)
    return Unreadable(reason, _SAVE_AS_UTF8)


def _of_text(text: str) -> Iterator[Unreadable]:
    beginning = text[:_TOP].lstrip("\ufeff \t\n").lower()
    if beginning.startswith(("<!doctype html", "<html", "<head")):
        yield Unreadable(
            Text(
                "a web page{title}, saved instead of the file", "網頁{title}，不是檔案本身"
            ).format(title=_title(text[:_TOP])),
            _DOWNLOAD_AGAIN,
        )
    starts = {
        line[:8]
        for line in text.splitlines()
        if line.startswith(("<<<<<<< ", "=======", ">>>>>>> "))
    }
    if {"<<<<<<< ", ">>>>>>> "} <= starts and len(starts) > 2:
        yield Unreadable(Text("two versions with Git conflicts", "含有 Git 衝突的兩個版本"), _MERGE)


def _title(page: str) -> str:
    _, opened, rest = page.partition("<title")
    title, closed, _ = rest.partition(">")[2].partition("</title>")
    words = one_line(html.unescape(title)).strip()[:60]
    return f" ({words})" if opened and closed and words else ""


def _of_notebook(text: str) -> Iterator[Unreadable]:
    if not text.strip():
        yield Unreadable(Text("empty", "空的檔案"), _DOWNLOAD_AGAIN)
        return
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        yield Unreadable(Text("too large for a notebook", "筆記本過於龐大"), _DOWNLOAD_AGAIN)
        return
    try:
        read_sources(text.encode(), LabForm.NOTEBOOK)
        return
    except SourceError:
        pass
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        yield _not_json(text, error)
    except (ValueError, RecursionError):
        yield Unreadable(Text("not a notebook", "不是筆記本"), _DOWNLOAD_AGAIN)
    else:
        yield Unreadable(Text("JSON, but not a notebook", "是 JSON，但不是筆記本"), _DOWNLOAD_AGAIN)


def _not_json(text: str, error: json.JSONDecodeError) -> Unreadable:
    if not text.lstrip().startswith(("{", "[")) and _PYTHON.search(text[:_TOP]):
        return Unreadable(
            Text("a Python script that is named .ipynb", "副檔名為 .ipynb 的 Python 程式"),
            Text("Rename it to .py, and hand it in again.", "請把副檔名改為 .py，再重新繳交。"),
        )
    if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
        return Unreadable(
            Text("a notebook whose end is missing", "結尾被截斷的筆記本"), _DOWNLOAD_AGAIN
        )
    reason = Text("a damaged notebook: line {line}", "損毀的筆記本：第 {line} 行")
    return Unreadable(reason.format(line=error.lineno), _DOWNLOAD_AGAIN)


def _of_script(text: str) -> Iterator[Unreadable]:
    if text.lstrip().startswith("{") and '"cells"' in text and '"nbformat' in text:
        yield Unreadable(
            Text("a notebook that is named .py", "副檔名為 .py 的筆記本"),
            Text(
                "Rename it to .ipynb, and hand it in again.", "請把副檔名改為 .ipynb，再重新繳交。"
            ),
        )


def _of_another_lab(sources: list[str], lab: Lab) -> Iterator[Unreadable]:
    defined = {name for source in sources for names in _DEFINED.findall(source) for name in names}
    if defined & {task.function for task in lab.tasks}:
        return
    try:
        labs = find_course().labs
    except CourseError:
        return
    functions = {other.id: {task.function for task in other.tasks} for other in labs}
    likeness = {name: len(defined & those) / len(those) for name, those in functions.items()}
    other = max(likeness, key=lambda name: likeness[name])
    # One name may be anybody's.
    if likeness[other] >= 0.5 and len(defined & functions[other]) > 1:
        yield Unreadable(
            Text("{other}, not {lab}", "{other}，不是 {lab}").format(other=other, lab=lab.id),
            Text(
                "Hand in {lab}, or have this file graded as {other}.",
                "請繳交 {lab}，或以 {other} 評分這個檔案。",
            ).format(lab=lab.id, other=other),
        )
