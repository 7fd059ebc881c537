"""What web pages share: skeletons, colors, style, both languages, the drawing pad.

A page's own files are in the folder ``page/`` of its package: ``page.html`` with its content, and
its style. A page with scripts has one style sheet per view, modern JavaScript in modules of which
``main.js`` is the first, and ``texts.json`` with every sentence in both languages. ``common/``
holds what several pages share.
"""

from fundamentals.page_kit._assemble import assemble_page, page_texts
from fundamentals.page_kit._bilingual import both, escape
from fundamentals.page_kit._page_fields import page_fields
from fundamentals.page_kit._static_page import static_page

__all__ = ["assemble_page", "both", "escape", "page_fields", "page_texts", "static_page"]
