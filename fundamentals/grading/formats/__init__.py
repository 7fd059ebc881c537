"""A report in the forms that people and platforms read, all in the current language."""

from collections.abc import Callable

from fundamentals.grading._report import Report
from fundamentals.grading.formats._gradescope import gradescope
from fundamentals.grading.formats._html import html
from fundamentals.grading.formats._json import json, report_schema
from fundamentals.grading.formats._junit import junit
from fundamentals.grading.formats._text import text
from fundamentals.grading.formats._told import told

__all__ = ["FORMATS", "gradescope", "html", "json", "junit", "report_schema", "text", "told"]

FORMATS: dict[str, Callable[[Report], str]] = {
    "text": text,
    "json": json,
    "gradescope": gradescope,
    "junit": junit,
    "html": html,
}
"""By the name that ``fundamentals grade --format`` takes."""
