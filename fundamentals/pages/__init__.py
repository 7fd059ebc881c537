"""What web pages have in common: skeleton, style, both languages, the drawing pad.

A page with scripts is a package's folder ``page/`` of plain files: ``page.html`` with its content,
one style sheet per view, modern JavaScript in modules of which ``main.js`` is the first, and
``texts.json`` with every sentence in both languages. ``common/`` holds what all of them share.
"""

from fundamentals.pages._assemble import assemble_page, page_texts
from fundamentals.pages._bilingual import both, escape
from fundamentals.pages._first_language import language_fields

__all__ = ["assemble_page", "both", "escape", "language_fields", "page_texts"]
