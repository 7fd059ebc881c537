"""The output of ``fundamentals gradebook show``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fundamentals.classroom import headings
from fundamentals.language import Text
from fundamentals.printable import one_line
from fundamentals.times import shown_time

if TYPE_CHECKING:
    from rich.console import Console

    from fundamentals.classroom.gradebook import GradeSheet, Standing, Summary

UNKNOWN_ORDER = Text(
    "the latest attempt is unknown, so the best of the candidates counts",
    "不知道哪一次最後繳交，因此採計其中分數最高的一次",
)

_BAR = 28
_CAUSES = 8
_NAMES = 12


def print_class(sheet: GradeSheet, *, everybody: bool) -> None:
    """Print scores, hardest tasks, causes and who needs attention; ``everybody``: all rows too."""
    from rich.console import Console

    from fundamentals.classroom.gradebook import summarize

    console = Console(file=sys.stdout, highlight=False, markup=False)
    summary = summarize(sheet)
    console.print(_heading(sheet), style="bold")
    console.print(_totals(sheet, summary))
    _print_set_aside(sheet, console)
    _print_looks(sheet, console)
    console.print()
    _print_bars(console, _bins(sheet, summary))
    if summary.tasks:
        console.print(f"\n{headings.TASKS}", style="bold")
        _print_bars(console, [(task, share, f"{share:.0%}") for task, share in summary.tasks])
    if summary.causes:
        console.print(f"\n{headings.CAUSES}", style="bold")
        for cause in summary.causes[:_CAUSES]:
            console.print(one_line(f"{cause.learners:>5}  {cause.name}"))
    _print_attention(sheet, summary, console)
    if everybody:
        _print_everybody(sheet, console)
    console.print()


def _heading(sheet: GradeSheet) -> str:
    if sheet.deadline is None:
        return sheet.lab_id
    due = Text("due {when}", "截止 {when}")
    return f"{sheet.lab_id}  {due.format(when=shown_time(sheet.deadline))}"


def _totals(sheet: GradeSheet, summary: Summary) -> str:
    from fundamentals.classroom.gradebook import State

    totals = Text(
        "{learners} {learners:learner|learners}, {graded} graded",
        "{learners} 位學生，{graded} 位已評分",
    ).format(learners=len(sheet.standings), graded=summary.states[State.GRADED])
    if summary.mean is None:
        return str(totals)
    marks = Text(
        "mean {mean:.4g}, median {median:.4g} of {max_score:g}",
        "平均 {mean:.4g}，中位數 {median:.4g}，滿分 {max_score:g}",
    ).format(mean=summary.mean, median=summary.median, max_score=sheet.max_score)
    return str(Text("{totals}; {marks}", "{totals}；{marks}").format(totals=totals, marks=marks))


def _bins(sheet: GradeSheet, summary: Summary) -> Iterable[tuple[str, float, str]]:
    """Yield a row of the histogram, as :func:`_print_bars` takes it, for each bin."""
    tallest = max(summary.histogram) or 1
    step = sheet.max_score / len(summary.histogram)
    for number, count in enumerate(summary.histogram):
        label = f"{number * step:.3g}–{(number + 1) * step:.3g}"
        yield label, count / tallest, str(count or "")


def _print_bars(console: Console, bars: Iterable[tuple[str, float, str]]) -> None:
    for label, share, number in bars:
        bar = "█" * round(_BAR * share)
        console.print(one_line(f"{label:>10}  {bar:<{_BAR}} {number}"))


def _print_set_aside(sheet: GradeSheet, console: Console) -> None:
    if sheet.set_aside:
        console.print(f"\n{headings.NOBODYS} ({len(sheet.set_aside)})", style="bold")
        for path, reason in sheet.set_aside.items():
            console.print(one_line(f"  {path}: {reason}"), soft_wrap=True)


def _print_looks(sheet: GradeSheet, console: Console) -> None:
    from fundamentals.classroom.gradebook import changes, grades_to_review

    found = grades_to_review(sheet)
    if found:
        console.print(f"\n{headings.LOOKS} ({len(found)})", style="bold")
        for standing, reason in found:
            console.print(one_line(f"  {_name(standing)}: {reason}"), soft_wrap=True)
    changed = changes(sheet)
    if changed:
        console.print(f"\n{headings.CHANGES} ({len(changed)})", style="bold")
        for each in changed[:_NAMES]:
            scores = (each.before, each.standing.score)
            said = " → ".join("–" if score is None else f"{score:g}" for score in scores)
            console.print(one_line(f"  {_name(each.standing)}: {said}"))


def _print_attention(sheet: GradeSheet, summary: Summary, console: Console) -> None:
    from fundamentals.classroom.gradebook import State

    groups = [
        (state.title, [each for each in sheet.standings if each.state is state])
        for state in State
        if state is not State.GRADED
    ]
    late = [each for each in sheet.standings if each.late and each.state is not State.TOO_LATE]
    groups += [(Text("late, and counted", "遲交，仍計分"), late)]
    groups += [(Text("timed out", "逾時"), list(summary.timed_out))]
    unknown = [each for each in sheet.standings if each.order_unknown]
    groups += [(UNKNOWN_ORDER, unknown)]
    for title, standings in groups:
        if standings:
            names = [one_line(_name(each)) for each in standings[:_NAMES]]
            names += ["…"] if len(standings) > _NAMES else []
            console.print(f"\n{title} ({len(standings)})", style="bold")
            console.print(f"  {', '.join(names)}")


def print_totals(sheets: Sequence[GradeSheet]) -> None:
    """Print everybody's total over all labs."""
    from rich.console import Console
    from rich.table import Table

    from fundamentals.classroom.gradebook import course_totals

    console = Console(file=sys.stdout, highlight=False, markup=False)
    rules = sheets[0].rules
    console.print(str(headings.TOTAL), style="bold")
    for text in rules.texts:
        console.print(f"  {text}")
    table = Table(box=None, header_style="bold", pad_edge=False)
    for title in (Text("id", "學號"), Text("name", "姓名"), *(s.lab_id for s in sheets), "%", ""):
        table.add_column(str(title))
    for total in course_totals(sheets, rules):
        scores = ("–" if score is None else f"{score:g}" for score in total.scores.values())
        gaps = [
            (headings.OPEN, total.open),
            (headings.ZEROS, total.zeros),
            (headings.DROPPED, total.dropped),
        ]
        said = " · ".join(f"{title}: {', '.join(labs)}" for title, labs in gaps if labs)
        percent = "–" if total.percent is None else f"{total.percent:g}"
        learner = total.learner
        table.add_row(one_line(learner.id), one_line(learner.name), *scores, percent, said)
    console.print(table)


def _print_everybody(sheet: GradeSheet, console: Console) -> None:
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1, 0, 0))
    for title in (Text("id", "學號"), Text("name", "姓名"), Text("state", "狀態")):
        table.add_column(str(title), overflow="fold")
    # Points are never cut; the words beside them wrap.
    for name in (str(Text("score", "分數")), *sheet.tasks):
        table.add_column(one_line(name), justify="right", no_wrap=True, min_width=len(name))
    for standing in sheet.standings:
        points = sheet.points_of_tasks(standing)
        numbers = (standing.score, *(points.get(task) for task in sheet.tasks))
        table.add_row(
            one_line(standing.learner.id),
            one_line(standing.learner.name),
            _state(standing),
            *("–" if number is None else f"{number:g}" for number in numbers),
        )
    console.print()
    console.print(table)
    # In a column of their own, long remarks would leave no room for the scores.
    remarked = [standing for standing in sheet.standings if standing.remarks]
    if remarked:
        console.print(f"\n{Text('remarks', '備註')}", style="bold")
    for standing in remarked:
        remarks = " · ".join(map(str, standing.remarks))
        console.print(one_line(f"  {_name(standing)}: {remarks}"), soft_wrap=True)


def _state(standing: Standing) -> str:
    late = Text(", late", "，遲交") if standing.late else ""
    return f"{standing.state.title}{late}"


def _name(standing: Standing) -> str:
    learner = standing.learner
    return learner.id if learner.name == learner.id else f"{learner.id} {learner.name}"
