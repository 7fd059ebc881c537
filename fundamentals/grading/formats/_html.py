"""The report as one web page, in both languages, with pictures and without a network."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from fundamentals.fonts import with_chinese_font
from fundamentals.grading._check import Exhibit, Verdict
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading.formats._told import HINT
from fundamentals.language import LANGUAGES, Text, current_language, use_language
from fundamentals.pages import both, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UNKNOWN = Text("unknown: the grader failed", "未定：評分程式出錯")
_HIDDEN = Text("hidden", "隱藏")
_CURVE = Text("Learning curve", "學習曲線")
_CONFUSION = Text("What each unseen digit was taken for", "沒看過的數字各被當成什麼")


def html(report: Report) -> str:
    """Return ``report`` as a self-contained page; a switch at its top changes the language."""
    template = files(__package__).joinpath("report.html").read_text(encoding="utf-8")
    score = _UNKNOWN if report.score is None else Text(f"{report.score:g}", f"{report.score:g}")
    page = Template(template).substitute(
        language=current_language(),
        chinese="checked" if current_language() == "zh-Hant" else "",
        lab=escape(report.lab),
        submission=escape(report.submission),
        sha256=escape(report.sha256),
        seed=report.seed,
        seconds=f"{report.seconds:.1f}",
        score=both(score),
        max_score=f"{report.max_score:g}",
        notes="\n".join(f"<div class='note'>{both(note)}</div>" for note in report.notes),
        checks="\n".join(_row(result) for result in report.checks),
        pictures="\n".join(
            picture
            for result in report.checks
            if result.exhibit is not None
            for picture in _pictures(result.exhibit)
        ),
    )
    return with_chinese_font(page)


def _row(result: CheckResult) -> str:
    points = "?" if result.points is None else f"{result.points:g}"
    hidden = f" <small>({both(_HIDDEN)})</small>" if result.visibility == "hidden" else ""
    explanation = ""
    if result.verdict is not Verdict.PASSED:
        explanation = (
            f"<div class='message'>{both(result.message)}</div>"
            f"<div class='hint'>{both(HINT.format(hint=result.hint))}</div>"
        )
    return (
        f"<tr class='{result.verdict.name.lower()}'><td>{escape(result.task)}</td>"
        f"<td>{both(result.title)}{hidden}{explanation}</td>"
        f"<td class='verdict'>{both(result.verdict.title)}</td>"
        f"<td class='points'>{points} / {result.max_points:g}</td></tr>"
    )


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
        f"src='data:image/png;base64,{_png(draw, language)}'>"
        for language in LANGUAGES
    )
    return f"<figure>{pictures}<figcaption>{both(title)}</figcaption></figure>"


def _png(draw: Callable[[], Axes], language: str) -> str:
    from matplotlib import pyplot

    with use_language(language):
        figure = draw().get_figure(root=True)
    assert figure is not None
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=110, bbox_inches="tight")
    pyplot.close(figure)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
