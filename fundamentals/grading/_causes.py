"""The words for known mistakes: ``mistakes.toml``, one file per lab and one for all labs.

A check names a mistake by its id; the words in both languages are in the lab's folder. Mistakes
that can happen in any lab are in this package's own ``mistakes.toml``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from fundamentals import toml
from fundamentals.errors import CourseError
from fundamentals.grading._check import Cause
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import LAB_MANIFEST

MISTAKES = "mistakes.toml"
_FIELDS = ("name", "hint")


class Causes(Mapping[str, Cause]):
    """Causes by id, ``causes["kernel-flipped"]``, and by name, ``causes.KERNEL_FLIPPED``.

    Args:
        path: The ``mistakes.toml`` to read; a missing file has no mistakes.
        shared: Further causes, by id.

    Attributes:
        own: Ids of the causes in ``path`` itself.
    """

    def __init__(self, path: Path, shared: Mapping[str, Cause] = MappingProxyType({})) -> None:
        own = _read(path) if path.is_file() else {}
        self.own = frozenset(own)
        self._path = path
        self._causes = {**shared, **own}

    def __getitem__(self, cause_id: str) -> Cause:
        return self._causes[cause_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._causes)

    def __len__(self) -> int:
        return len(self._causes)

    def __getattr__(self, name: str) -> Cause:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.named(name.lower().replace("_", "-"))

    def named(self, cause_id: str) -> Cause:
        """Return the cause with this id.

        Raises:
            CourseError: No ``mistakes.toml`` has words for it.
        """
        found = self._causes.get(cause_id)
        if found is None:
            raise CourseError(
                Text("no description of the mistake {id!r}", "找不到錯誤 {id!r} 的說明").format(
                    id=cause_id
                ),
                expected=Text("an entry [{id}] in {path}", "{path} 中的項目 [{id}]").format(
                    id=cause_id, path=self._path
                ),
                fix=Text(
                    "write its name and hint there, in both languages",
                    "請在該檔寫下名稱與提示，兩種語言都要",
                ),
            )
        return found


def _read(path: Path) -> dict[str, Cause]:
    try:
        document = toml.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, toml.TOMLDecodeError) as error:
        raise _malformed(f"{path}: {error}") from error
    return {cause_id: _cause(path, cause_id, entry) for cause_id, entry in document.items()}


def _cause(path: Path, cause_id: str, entry: object) -> Cause:
    if not isinstance(entry, dict) or set(entry) != set(_FIELDS):
        raise _malformed(f"{path}: [{cause_id}]")
    texts = []
    for field in _FIELDS:
        words = entry[field]
        if not isinstance(words, dict) or set(words) != set(LANGUAGES):
            raise _malformed(f"{path}: [{cause_id}] {field}")
        if not all(isinstance(text, str) and text for text in words.values()):
            raise _malformed(f"{path}: [{cause_id}] {field}")
        texts.append(Text(words["en"], words["zh-Hant"]))
    return Cause(cause_id, *texts)


def _malformed(received: str) -> CourseError:
    return CourseError(
        Text.untranslated(received),
        expected=Text(
            "entries that each hold name.en, name.zh-Hant, hint.en and hint.zh-Hant",
            "每個項目都有 name.en、name.zh-Hant、hint.en 與 hint.zh-Hant",
        ),
        fix=Text("correct that entry", "請修正該項目"),
    )


causes = Causes(Path(__file__).with_name(MISTAKES))
"""The mistakes that can happen in any lab."""


def lab_causes(file: str) -> Causes:
    """Return the causes of the lab whose folder holds ``file``, and the shared ones.

    Args:
        file: The ``__file__`` of the module that names them, in the lab's folder or one below it.

    Raises:
        CourseError: The lab's ``mistakes.toml`` is malformed.
    """
    folder = Path(file).resolve().parent
    nearest = (place for place in (folder, folder.parent) if (place / LAB_MANIFEST).is_file())
    return causes_in(next(nearest, folder))


@functools.cache
def causes_in(folder: Path) -> Causes:
    """Return the causes of the lab in ``folder``, and the shared ones."""
    return Causes(folder / MISTAKES, causes)
