"""A page without a script as one file: the skeleton, the package's own part, its style."""

from __future__ import annotations

from importlib import resources
from string import Template

from fundamentals.fonts import with_chinese_font
from fundamentals.page_kit._bilingual import escape
from fundamentals.page_kit._page_fields import page_fields

_SKELETON = resources.files("fundamentals.page_kit") / "common" / "static_skeleton.html"


def static_page(package: str, title: str, **fields: str) -> str:
    """Return the whole page as HTML that needs no other file and no script.

    Args:
        package: Name of the package whose folder ``page/`` holds ``page.html``, in which
            ``$switch`` is the switch of the language, and ``page.css``.
        title: Title of the browser's tab, as plain text.
        fields: The other fields of ``page.html``, as HTML.
    """
    folder = resources.files(package) / "page"
    content, styles = (
        (folder / name).read_text(encoding="utf-8") for name in ("page.html", "page.css")
    )
    common = page_fields()
    page = Template(_SKELETON.read_text(encoding="utf-8")).substitute(
        language=common["language"],
        title=escape(title),
        styles="\n".join((common["theme"], styles, common["switch_style"])),
        content=Template(content).substitute(fields, switch=common["switch"]).rstrip(),
    )
    return with_chinese_font(page)
