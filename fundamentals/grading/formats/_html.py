"""The report as one web page, in both languages, with pictures and without a network."""

from __future__ import annotations

import base64
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from fundamentals.grading._check import Exhibit, Verdict
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading.formats._result_text import HINT
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.page_kit import both, escape, static_page
from fundamentals.printable import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A report of many pictures stays small enough to be mailed.
_DOTS_PER_INCH = 110

_UNKNOWN = Text("unknown: the grader failed", "未定：評分程式出錯")
_HIDDEN = Text("hidden", "隱藏")
_CURVE = Text("Learning curve", "學習曲線")
_CONFUSION = Text("What each unseen digit was taken for", "沒看過的數字各被當成什麼")
_NEXT = Text("Next step", "下一步")
_ALL_DONE = Text("Every check that this page shows passed.", "這一頁列出的檢查全部通過。")
_PASSED = Text("{n} passed", "{n} 項通過")
_REMARKS = Text("How the score came about", "分數的由來")
_NOT_SHOWN = Text(
    "Checks that are not shown here: {points:g} of {worth:g} points.",
    "這裡沒有列出的檢查：{worth:g} 分中得 {points:g} 分。",
)


def html(report: Report) -> str:
    """Return ``report`` as a self-contained page; a switch at its top changes the language."""
    facts = f"sha256 {report.sha256} · seed {report.seed} · {report.seconds:.1f} s"
    return report_page(
        report,
        score=report.score,
        heading=report.lab,
        facts=f"{one_line(report.submission)} · {facts}",
    )


def report_page(
    report: Report,
    *,
    score: float | None,
    heading: str,
    facts: str,
    max_score: float | None = None,
    remarks: Sequence[Text] = (),
    hidden: bool = True,
) -> str:
    """Return a report as a page: a card per task, the cause first, then the next step.

    Args:
        report: What the checks said.
        score: The points that count; None if unknown.
        heading: The page's heading.
        facts: A line below the heading.
        max_score: What the lab is worth; None means what the checks of ``report`` are worth.
        remarks: How ``score`` came about, apart from the checks.
        hidden: Whether hidden checks are shown; if not, only the sum of their points is.
    """
    shown = [each for each in report.checks if hidden or each.visibility == "visible"]
    return static_page(
        "fundamentals.grading.formats",
        f"{report.lab}: {report.submission}",
        heading=escape(heading),
        facts=escape(facts),
        score=_score(score, report),
        max_score=f"{report.max_score if max_score is None else max_score:g}",
        content="\n".join(_content(report, shown, remarks, hidden=hidden)),
    )


def _score(score: float | None, report: Report) -> str:
    if score is not None:
        return f"{score:g}"
    # Without a check nothing has failed: it could not be read, or was not handed in.
    return both(_UNKNOWN) if report.checks else "–"


def _content(
    report: Report, shown: Sequence[CheckResult], remarks: Sequence[Text], *, hidden: bool
) -> Iterator[str]:
    if remarks:
        items = "".join(f"<li>{both(remark)}</li>" for remark in remarks)
        title = f"<h2>{both(_REMARKS)}</h2>"
        yield f"<section class='card'>{title}<ul class='remarks'>{items}</ul></section>"
    for note in report.notes:
        yield f"<section class='card note'>{both(note)}</section>"
    if hidden and report.tried:
        items = "".join(f"<li>{both(said)}</li>" for said in report.tried)
        yield f"<section class='card'><ul class='remarks'>{items}</ul></section>"
    yield from _next_step(shown)
    for task, results in itertools.groupby(shown, key=lambda result: result.task):
        yield _card(task, list(results))
    unseen = [each for each in report.checks if each not in shown]
    if unseen:
        points = sum(each.points or 0.0 for each in unseen)
        worth = sum(each.max_points for each in unseen)
        yield f"<p class='facts'>{both(_NOT_SHOWN.format(points=points, worth=worth))}</p>"
    pictures = [
        picture
        for result in shown
        if result.exhibit is not None
        for picture in _pictures(result.exhibit)
    ]
    if pictures:
        yield f"<section class='card pictures'>{''.join(pictures)}</section>"


def _next_step(shown: Sequence[CheckResult]) -> Iterator[str]:
    """Yield what to do first: the advice of the first check that lost points."""
    # A skipped check waits for another.
    lost = [each for each in shown if each.verdict not in (Verdict.PASSED, Verdict.SKIPPED)]
    title = f"<h2>{both(_NEXT)}</h2>"
    if lost:
        said = Text("{task}: {hint}", "{task}：{hint}").format(
            task=lost[0].task, hint=lost[0].hint if lost[0].hint.en else lost[0].message
        )
        yield f"<section class='card next'>{title}<p class='hint'>{both(said)}</p></section>"
    elif shown and all(each.verdict is Verdict.PASSED for each in shown):
        yield f"<section class='card next'><p class='hint passed'>{both(_ALL_DONE)}</p></section>"


def _card(task: str, results: Sequence[CheckResult]) -> str:
    points = [result.points for result in results]
    earned = sum(value for value in points if value is not None)
    worth = sum(result.max_points for result in results)
    shown = "?" if None in points else f"{earned:g}"
    width = 100 * earned / worth if worth else 100
    passed = [result for result in results if result.verdict is Verdict.PASSED]
    return "\n".join(
        [
            f"<section class='card'><div class='top'><h2>{escape(task)}</h2>"
            f"<span class='points'>{shown} / {worth:g}</span></div>",
            f"<div class='bar'><i style='width:{width:.0f}%'></i></div>",
            *(_lost(result) for result in results if result.verdict is not Verdict.PASSED),
            _passed(passed) if passed else "",
            "</section>",
        ]
    )


def _lost(result: CheckResult) -> str:
    """Return a check that lost points: what went wrong, the evidence, how to fix it."""
    points = "?" if result.points is None else f"{result.points:g}"
    first, rest = _split(result.message)
    evidence = f"<pre>{both(rest)}</pre>" if rest.en else ""
    return (
        f"<div class='check {result.verdict.name.lower()}'><div class='top'>"
        f"<span class='title'>{both(result.title)}{_mark(result)}</span>"
        f"<span class='points'>{points} / {result.max_points:g}</span></div>"
        f"<div class='cause'><span class='verdict'>{both(result.verdict.title)}</span> · "
        f"{both(first)}</div>{evidence}"
        f"<p class='hint'>{both(HINT.format(hint=result.hint))}</p></div>"
    )


def _split(message: Text) -> tuple[Text, Text]:
    """Return the first line of ``message``, which names the cause, and the lines below."""
    first_en, _, rest_en = message.en.partition("\n")
    first_zh, _, rest_zh = message.zh_hant.partition("\n")
    return Text(first_en, first_zh), Text(rest_en, rest_zh)


def _passed(results: Sequence[CheckResult]) -> str:
    items = "".join(
        f"<li>{both(result.title)}{_mark(result)} · {result.points:g} / {result.max_points:g}</li>"
        for result in results
    )
    summary = both(_PASSED.format(n=len(results)))
    return f"<details><summary>✓ {summary}</summary><ul>{items}</ul></details>"


def _mark(result: CheckResult) -> str:
    return f" <small>({both(_HIDDEN)})</small>" if result.visibility == "hidden" else ""


def _pictures(exhibit: Exhibit) -> Iterator[str]:
    from fundamentals.plotting import plot_confusion_matrix, plot_learning_curves
    from fundamentals.training import history_frame

    if exhibit.history:
        frame = history_frame(exhibit.history)
        yield _figure(_CURVE, lambda: plot_learning_curves(frame))
    yield _figure(_CONFUSION, lambda: plot_confusion_matrix(exhibit.confusion, exhibit.class_names))


def _figure(title: Text, draw: Callable[[], Axes]) -> str:
    pictures = "".join(
        f"<img lang='{language}' alt='{escape(title.in_language(language))}' "
        f"src='data:image/png;base64,{_encoded(draw, language)}'>"
        for language in LANGUAGES
    )
    return f"<figure>{pictures}<figcaption>{both(title)}</figcaption></figure>"


def _encoded(draw: Callable[[], Axes], language: str) -> str:
    from fundamentals.plotting import png

    with use_language(language):
        axes = draw()
    return base64.b64encode(png(axes, dots_per_inch=_DOTS_PER_INCH)).decode("ascii")
