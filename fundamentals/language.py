"""English and Traditional Chinese, side by side in the source.

Every sentence that a learner reads is a :class:`Text`: both languages are in one place, so that
neither is changed or forgotten without the other in view.
"""

from __future__ import annotations

import contextlib
import locale
import os
import re
import string
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any

from fundamentals.printable import one_line, printable

__all__ = [
    "LANGUAGES",
    "Text",
    "TitledEnum",
    "current_language",
    "holds_chinese",
    "use_language",
]

LANGUAGES = ("en", "zh-Hant")

_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")

_chosen: ContextVar[str | None] = ContextVar("language", default=None)


def current_language() -> str:
    """Return the language to show: "en" or "zh-Hant".

    The first one that is set decides: :func:`use_language`, ``$FUNDAMENTALS_LANGUAGE``, the locale
    (``$LC_ALL``, ``$LC_MESSAGES``, ``$LANG``, on Windows the system's own; any Chinese locale gives
    "zh-Hant"), else English.
    """
    chosen = _chosen.get() or os.environ.get("FUNDAMENTALS_LANGUAGE")
    if chosen in LANGUAGES:
        return chosen
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    # Windows sets none of them; Python took its locale over, as "Chinese (Traditional)_Taiwan.950".
    name = next(filter(None, variables), None) or locale.setlocale(locale.LC_CTYPE)
    return "zh-Hant" if name.lower().startswith(("zh", "chinese")) else "en"


@contextlib.contextmanager
def use_language(language: str) -> Iterator[None]:
    """Show ``language`` ("en" or "zh-Hant") inside the ``with`` block.

    Raises:
        ValueError: ``language`` is not one of :data:`LANGUAGES`.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


def holds_chinese(text: str) -> bool:
    """Return whether ``text`` has a Chinese character, punctuation aside."""
    return _IDEOGRAPH.search(text) is not None


@dataclass(frozen=True)
class Text:
    """One sentence in both languages; ``str()`` gives it in the current one.

    Example:
        >>> with use_language("zh-Hant"):
        ...     print(Text("{n} images", "{n} 張圖像").format(n=3))
        3 張圖像
    """

    en: str
    zh_hant: str

    @classmethod
    def untranslated(cls, text: str) -> Text:
        """Return a text that is the same in both languages, such as a number or a name."""
        return cls(text, text)

    def __str__(self) -> str:
        return self.in_language(current_language())

    def in_language(self, language: str) -> str:
        """Return the sentence in ``language``, "en" or "zh-Hant"."""
        # Strangers' names and messages may have been filled in.
        return printable(self.zh_hant if language == "zh-Hant" else self.en)

    @property
    def first_line(self) -> Text:
        """Its first line."""
        return Text(self.en.partition("\n")[0], self.zh_hant.partition("\n")[0])

    def format(self, **values: object) -> Text:
        """Fill in ``{name}`` fields; a value that is itself a :class:`Text` keeps its language.

        A noun agrees with its number where the field names both of its forms.

        Example:
            >>> found = Text("{n} {n:lab|labs}", "{n} 個實作")
            >>> found.format(n=1).en, found.format(n=2).en
            ('1 lab', '2 labs')
        """

        def fill(language: str) -> str:
            sentence = self.in_language(language)
            shown = {name: _shown(value, language) for name, value in values.items()}
            agrees = "|" in sentence
            return _AGREEING.format(sentence, **shown) if agrees else sentence.format(**shown)

        return Text(fill("en"), fill("zh-Hant"))


class TitledEnum(Enum):
    """An enumeration whose members are declared as titles: ``PASSED = Text("passed", "通過")``.

    Attributes:
        title: The member in words.
        value: Its English, which reports for programs use.
    """

    _value_: str
    title: Text

    def __new__(cls, title: Any) -> Any:
        """Make a member of its title; to a type checker, also look one up by its value."""
        member = object.__new__(cls)
        member._value_ = title.en
        member.title = title
        return member


class _Agreeing(string.Formatter):
    """Fills in ``{n:lab|labs}`` with the form that goes with the number ``n``."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, more = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if value in (1, -1) else more


_AGREEING = _Agreeing()


def _shown(value: object, language: str) -> object:
    if isinstance(value, Text):
        return value.in_language(language)
    return one_line(str(value)) if isinstance(value, PurePath) else value
