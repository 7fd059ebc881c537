"""A report in the forms that people and platforms read, all in the current language."""

from fundamentals.grading.formats._github import github
from fundamentals.grading.formats._gradescope import gradescope, gradescope_document
from fundamentals.grading.formats._html import html, report_page
from fundamentals.grading.formats._json import json, report_schema
from fundamentals.grading.formats._junit import junit, junit_suites
from fundamentals.grading.formats._prairielearn import prairielearn
from fundamentals.grading.formats._text import text
from fundamentals.grading.formats._told import told

__all__ = [
    "github",
    "gradescope",
    "gradescope_document",
    "html",
    "json",
    "junit",
    "junit_suites",
    "prairielearn",
    "report_page",
    "report_schema",
    "text",
    "told",
]
