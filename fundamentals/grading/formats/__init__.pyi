from ._github import github
from ._gradescope import gradescope, gradescope_document
from ._html import html, report_page
from ._json import json, report_schema
from ._junit import junit, junit_suites
from ._prairielearn import prairielearn
from ._result_text import result_text
from ._text import text

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
    "result_text",
    "text",
]
