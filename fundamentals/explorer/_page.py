"""The page as one file: markup, style, scripts and data put together."""

from __future__ import annotations

import html
import json
import re
from importlib import resources
from typing import Any

__all__ = ["assemble_page", "page_texts"]

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:class|const|function) (\w+))", re.MULTILINE)
_FIELD = re.compile(r"\{(title|styles|data|scripts)\}")


def assemble_page(title: str, data: dict[str, Any]) -> str:
    """Return the whole page as HTML that needs no other file.

    Args:
        title: Title of the browser's tab until the script runs.
        data: What the scripts read, JSON-ready; the texts are added here.
    """
    serialised = json.dumps({"texts": page_texts(), **data}, ensure_ascii=False, allow_nan=False)
    parts = {
        "title": html.escape(title),
        "styles": _read("style.css"),
        # "<" would let a class name such as "</script>" end the element.
        "data": serialised.replace("<", "\\u003c"),
        "scripts": _inline_scripts("main"),
    }
    return _FIELD.sub(lambda field: parts[field[1]], _read("page.html"))


def page_texts() -> dict[str, dict[str, str]]:
    """Return every sentence of the page, ``{key: {"en": …, "zh-Hant": …}}``."""
    texts: dict[str, dict[str, str]] = json.loads(_read("texts.json"))
    return texts


def _inline_scripts(main: str) -> str:
    """Return module ``main`` after all that it imports, each in a function of its own.

    A page opened from a file may not import modules from other files.
    """
    written: dict[str, str] = {}

    def write(name: str) -> None:
        source = _read(f"{name}.js")
        for _, imported in _IMPORT.findall(source):
            if imported not in written:
                write(imported)
        names = ", ".join(exported for _, exported in _EXPORT.findall(source))
        body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = \2_module;", source))
        written[name] = f"const {name}_module = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n"

    write(main)
    return "\n".join(written.values())


def _read(name: str) -> str:
    return (resources.files("fundamentals.explorer") / "page" / name).read_text(encoding="utf-8")
