"""The notes at the top of a report: about the file as a whole, regardless of its checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fundamentals.grading._show import lines
from fundamentals.grading.messages._explain_failure import explain_failure
from fundamentals.grading.messages._unreadable_files import Unreadable
from fundamentals.language import LANGUAGES, Text
from fundamentals.manifest import Lab
from fundamentals.sandbox import Student, StudentError, StudentFailure, running

_MOST_NOTES = 3


def unreadable_note(problem: Unreadable) -> Text:
    """Return why nothing was checked, and what to do."""
    return Text(
        "This file cannot be read as the lab, so nothing was checked. It is {reason}.\n{fix}",
        "這個檔案不是可讀取的實作，所以沒有檢查任何項目。它是：{reason}。\n{fix}",
    ).format(reason=problem.reason, fix=problem.fix)


def loading_notes(student: Student, lab: Lab) -> tuple[Text, ...]:
    """Return what failed while the file was loaded; it was skipped, and costs no points.

    Lines that ``lab`` itself hands out are left out, because the learner cannot fix them.
    """
    try:
        failures = running(student).load_failures
    except StudentFailure:
        # Nothing could be loaded, and every check says so.
        return ()
    if not failures:
        return ()
    given = _given_lines(lab)
    own = [
        each
        for each in failures
        if each.source_line is None or each.source_line.source not in given
    ]
    return tuple(_skipped(own))[:_MOST_NOTES]


def _given_lines(lab: Lab) -> set[str]:
    paths = map(lab.lab_path, LANGUAGES)
    texts = [path.read_text(encoding="utf-8") for path in paths if path.is_file()]
    return {line.strip() for text in texts for line in text.splitlines()}


def _skipped(failures: Sequence[StudentError]) -> Iterator[Text]:
    title = Text(
        "This part of the file failed and was skipped:", "檔案的這個部分沒有執行，已略過："
    )
    follows = False
    for failure in failures:
        # An unwritten function stops the code that calls it, so names are missing further down.
        unwritten = failure.type_name == "NotImplementedError"
        consequence = follows and failure.type_name == "NameError"
        follows = True
        if not unwritten and not consequence:
            finding = explain_failure(failure)
            assert finding.hint is not None
            yield lines(title, finding.message, finding.hint)
