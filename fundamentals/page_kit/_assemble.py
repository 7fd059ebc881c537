"""A page as one file: markup, style, scripts and data put together."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING, Any

from fundamentals.fonts import with_chinese_font
from fundamentals.page_kit._bilingual import escape
from fundamentals.page_kit._page_fields import page_fields
from fundamentals.printable import printable_data

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:class|const|(?:async )?function) (\w+))", re.MULTILINE)
_FIELD = re.compile(r"\{(language|title|styles|content|data|workers|scripts)\}")
_COMMON = resources.files("fundamentals.page_kit") / "common"


def assemble_page(package: str, title: str, data: dict[str, Any]) -> str:
    """Return the whole page as HTML that needs no other file.

    Args:
        package: Name of the package whose folder ``page/`` holds the page's own files.
        title: Title of the browser's tab until the script runs.
        data: What the scripts read, JSON-ready; the texts are added here.
    """
    folder = _own(package)
    texts = page_texts(package)
    serialised = json.dumps(
        printable_data({"texts": texts, **data}), ensure_ascii=False, allow_nan=False
    )
    fields = page_fields()
    parts = {
        "language": fields["language"],
        "title": escape(title),
        "styles": "\n".join((fields["theme"], _read(_COMMON / "style.css"), _styles(folder))),
        "content": _read(folder / "page.html").rstrip(),
        # "<" would let a class name such as "</script>" end the element.
        "data": serialised.replace("<", "\\u003c"),
        "workers": _workers(folder),
        "scripts": _inline_scripts(folder, "main"),
    }
    page = _FIELD.sub(lambda field: parts[field[1]], _read(_COMMON / "scripted_skeleton.html"))
    return with_chinese_font(page)


def page_texts(package: str) -> dict[str, dict[str, str]]:
    """Return every sentence of a package's page, ``{key: {"en": …, "zh-Hant": …}}``."""
    common, own = (json.loads(_read(folder / "texts.json")) for folder in (_COMMON, _own(package)))
    return {**common, **own}


def _own(package: str) -> Traversable:
    return resources.files(package) / "page"


def _styles(folder: Traversable) -> str:
    """Return a page's style sheets, one per view, in the order of their names."""
    sheets = (file for file in folder.iterdir() if file.name.endswith(".css"))
    return "\n".join(_read(sheet) for sheet in sorted(sheets, key=lambda file: file.name))


def _workers(folder: Traversable) -> str:
    """Return the scripts of worker threads, ``*_worker.js``, as text that the page runs.

    A page opened from a file may not start a worker from another file either.
    """
    names = sorted(file.name.removesuffix(".js") for file in folder.iterdir())
    return "\n".join(
        f'<script type="text/plain" id="{name}">\n{_inline_scripts(folder, name)}</script>'
        for name in names
        if name.endswith("_worker")
    )


def _inline_scripts(folder: Traversable, main: str) -> str:
    """Return module ``main`` after all its imports, each module in its own function.

    A page opened from a file may not import modules from other files.
    """
    written: dict[str, str] = {}

    def write(name: str) -> None:
        own = folder / f"{name}.js"
        source = _read(own if own.is_file() else _COMMON / f"{name}.js")
        for _, imported in _IMPORT.findall(source):
            if imported not in written:
                write(imported)
        names = ", ".join(exported for _, exported in _EXPORT.findall(source))
        body = _EXPORT.sub(r"\1", _IMPORT.sub(r"const \1 = \2_module;", source))
        written[name] = f"const {name}_module = (() => {{\n{body}\nreturn {{ {names} }};\n}})();\n"

    write(main)
    return "\n".join(written.values())


def _read(file: Traversable) -> str:
    return file.read_text(encoding="utf-8")
