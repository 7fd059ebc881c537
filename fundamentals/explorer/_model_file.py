"""What a supposed Keras model file really is; Keras reports most of them as "file not found"."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from fundamentals.errors import ModelError
from fundamentals.files import binary_size
from fundamentals.language import Text

# Relative to its size: weights hardly compress, and a model of zeros only is not a model.
_MOST_UNPACKED = 50
_PARTS = ("config.json", "model.weights")

_SAVE = Text(
    'save your model with model.save("{stem}.keras")', '用 model.save("{stem}.keras") 儲存模型'
)
_SAVE_AGAIN = Text(
    "renaming does not convert a file: load it with the program that wrote it, then "
    'model.save("{stem}.keras")',
    '改檔名不會轉換格式：請用原本的程式載入，再執行 model.save("{stem}.keras")',
)
_COPY_AGAIN = Text(
    "copy or download it again, and wait until it is complete",
    "重新複製或下載，並等到完成",
)
_RENAME = Text("rename it to {stem}.keras", "把它改名為 {stem}.keras")
_EXPECTED = Text("an existing file with the ending .keras", "已存在且副檔名為 .keras 的檔案")

# The first bytes of files: what they show, and how to fix it.
_STARTS = (
    (
        b"\x89HDF\r\n\x1a\n",
        Text(
            "an HDF5 file (.h5): Keras's earlier format, or weights only",
            "HDF5 檔 (.h5)，也就是 Keras 舊格式，或只有權重",
        ),
        _SAVE_AGAIN,
    ),
    (b"<!doctype html", Text("a web page", "網頁"), _COPY_AGAIN),
    (b"<html", Text("a web page", "網頁"), _COPY_AGAIN),
    (
        b"{",
        Text("JSON text: a description without weights", "JSON 文字：只有描述，沒有權重"),
        _SAVE,
    ),
    (b"\x80", Text("a Python pickle", "Python 的 pickle 檔"), _SAVE_AGAIN),
    (
        b"version https://git-lfs",
        Text("a pointer of Git LFS, without the content", "Git LFS 的指標檔，沒有內容"),
        _COPY_AGAIN,
    ),
)


def check_model_file(file: Path) -> None:
    """Check that a file is what ``model.save`` writes, without opening the model.

    Raises:
        ModelError: It is missing, damaged or something else; the message names what.
    """
    if not file.exists():
        raise _error(file, Text("there is no such file", "沒有這個檔案"), _SAVE)
    if file.is_dir():
        raise _error(file, Text("a folder", "資料夾"), _SAVE)
    if not file.is_file():  # opening a pipe would wait for its other end
        raise _error(file, Text("not a plain file", "不是一般檔案"), _SAVE)
    try:
        found = _fault(file)
    except OSError as error:
        raise _error(
            file,
            Text("it cannot be read ({reason})", "無法讀取（{reason}）").format(
                reason=error.strerror
            ),
            Text("check its permissions", "檢查檔案權限"),
        ) from error
    if found is not None:
        raise _error(file, *found)


def _fault(file: Path) -> tuple[Text, Text] | None:
    with file.open("rb") as opened:
        start = opened.read(64)
    if not start:
        return Text("an empty file", "空檔案"), _COPY_AGAIN
    if zipfile.is_zipfile(file):
        return _zip_fault(file)
    if start.startswith(b"PK"):
        return Text(
            "an incomplete model file: its end is missing", "模型檔的前半段，後面不見了"
        ), _COPY_AGAIN
    if start[4:8] == b"TFL3":
        return Text("a TensorFlow Lite model", "TensorFlow Lite 模型"), _SAVE
    lowered = start.lstrip().lower()
    for beginning, what, fix in _STARTS:
        if start.startswith(beginning) or lowered.startswith(beginning):
            return what, fix
    return Text("not a model file, or a damaged one", "不是模型檔，或已損壞"), _SAVE


def _zip_fault(file: Path) -> tuple[Text, Text] | None:
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            # Measured before it is unpacked: a small file can hold terabytes of zeros.
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > _MOST_UNPACKED * max(file.stat().st_size, 2**20):
                return Text("a zip of {size} once unpacked", "解開後有 {size} 的 zip 檔").format(
                    size=binary_size(unpacked)
                ), _SAVE
            damaged = archive.testzip()
    # An encrypted part raises RuntimeError, an overwritten one several others.
    except (RuntimeError, ValueError, zlib.error, zipfile.BadZipFile, OSError):
        return Text("a damaged or encrypted zip", "損壞或加密的 zip 檔"), _COPY_AGAIN
    missing = [part for part in _PARTS if not any(name.startswith(part) for name in names)]
    if missing:
        what = Text("a zip without {parts}", "缺少 {parts} 的 zip 檔")
        parts = ", ".join(missing)
        return what.format(parts=parts), _SAVE
    if damaged is not None:
        return Text("a damaged model file ({part})", "損壞的模型檔（{part}）").format(
            part=damaged
        ), _COPY_AGAIN
    if file.suffix != ".keras":
        return Text("a Keras model with another ending", "副檔名不同的 Keras 模型"), _RENAME
    return None


def _error(file: Path, what: Text, fix: Text) -> ModelError:
    return ModelError(
        Text("{file}, which is not a model file: {what}", "{file} 不是模型檔：{what}").format(
            file=file, what=what
        ),
        expected=_EXPECTED,
        fix=fix.format(stem=file.stem or "model"),
    )
