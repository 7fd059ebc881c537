"""The grade sheets as one web page for the instructor, in both languages, without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from fundamentals.classroom import headings
from fundamentals.classroom.gradebook._chart import bar, histogram
from fundamentals.classroom.gradebook._grade_sheet import GradeSheet, Standing, State
from fundamentals.classroom.gradebook._grades_to_review import grades_to_review
from fundamentals.classroom.gradebook._item_analysis import changes
from fundamentals.classroom.gradebook._page_tables import items_table, totals_section
from fundamentals.classroom.gradebook._summary import CheckShare, Summary, summarize
from fundamentals.classroom.rules import Rules
from fundamentals.grading import Verdict
from fundamentals.language import Text
from fundamentals.page_kit import both, escape, static_page
from fundamentals.times import shown_time

_HARDEST = 8
_COMMONEST = 15

_TITLE = Text("Gradebook", "成績簿")
_FACTS = (
    Text("learners", "學生"),
    Text("graded", "已評分"),
    Text("mean", "平均"),
    Text("median", "中位數"),
    State.MISSING.title,
    Text("late", "遲交"),
    Text("timed out", "逾時"),
)
_DEADLINE = Text("due {when}", "截止 {when}")
_SCORES = Text("Scores", "分數分布")
_CHECKS = Text("Hardest checks", "最難的檢查項目")
_NO_CAUSES = Text("No known mistake was found.", "沒有發現已知的錯誤。")
_SLOWEST = Text("Slowest to grade", "評分最久")
_EVERYBODY = Text("Every learner", "所有學生")
_SCORE = Text("score", "分數")
_LATE = Text("late", "遲交")
_TRIES = Text("{n} {n:attempt|attempts}", "繳交 {n} 次")
_ATTENTION = {
    State.MISSING: headings.MISSING,
    State.TOO_LATE: Text("Submitted only after the deadline, not counted", "逾期才繳交，不計分"),
    State.UNREADABLE: Text("Unreadable", "無法讀取"),
    State.GRADER_ERROR: Text("The grader failed: no score yet", "評分程式出錯：尚無分數"),
    State.PENDING: Text("Not graded yet", "尚未評分"),
}
_TIMED_OUT = Text("Timed out", "逾時")
_UNKNOWN_ORDER = Text(
    "The latest attempt is unknown: the best of the candidates counts",
    "不知道哪一次最後繳交：採計其中分數最高的一次",
)
_LATE_ONES = Text("Late, and counted", "遲交，仍計分")


def page(sheets: Sequence[GradeSheet]) -> str:
    """Return ``sheets`` as a self-contained page; a switch at its top changes the language."""
    return static_page(
        "fundamentals.classroom.gradebook",
        f"{_TITLE}: {', '.join(sheet.lab_id for sheet in sheets)}",
        heading=both(_TITLE),
        labs="\n".join([*map(_lab, sheets), totals_section(sheets)]),
    )


def _lab(sheet: GradeSheet) -> str:
    summary, scores = summarize(sheet), f"scores-{escape(sheet.lab_id)}"
    in_force: dict[str, Any] = {"policy": sheet.policy, "late": sheet.late}
    if (penalty := sheet.rules.penalty(sheet.lab_id)) is not None:
        in_force["late_penalty"] = penalty.text
    rules = [Rules.describe_change("", {name: value}) for name, value in in_force.items()]
    if sheet.deadline is not None:
        rules.insert(0, _DEADLINE.format(when=shown_time(sheet.deadline)))
    return "\n".join(
        [
            f"<section><h2>{escape(sheet.lab_id)}</h2>",
            f"<p class='faint'>{' · '.join(map(both, rules))}</p>",
            _facts(sheet, summary),
            _set_aside(sheet),
            _looks(sheet),
            "<div class='columns'>",
            _part(_SCORES, histogram(summary.histogram, sheet.max_score, scores), scores),
            _part(headings.TASKS, _bars(summary.tasks)),
            "</div>",
            _part(_CHECKS, _checks(summary.checks[:_HARDEST])),
            _changes(sheet),
            _part(headings.CAUSES, _causes(summary)),
            "<div class='columns'>",
            *_attention(sheet, summary),
            "</div>",
            _part(_EVERYBODY, _everybody(sheet)),
            _part(headings.ITEMS, items_table(sheet)),
            "</section>",
        ]
    )


def _part(title: Text, content: str, heading: str = "") -> str:
    name = f" id='{heading}'" if heading else ""
    return f"<div class='part'><h3{name}>{both(title)}</h3>{content}</div>"


def _facts(sheet: GradeSheet, summary: Summary) -> str:
    values = (
        str(len(sheet.standings)),
        str(summary.states[State.GRADED]),
        _score(summary.mean, sheet),
        _score(summary.median, sheet),
        str(summary.states[State.MISSING]),
        str(sum(standing.late for standing in sheet.standings)),
        str(len(summary.timed_out)),
    )
    facts = (
        f"<div><dd>{value}</dd><dt>{both(name)}</dt></div>"
        for name, value in zip(_FACTS, values, strict=True)
    )
    return f"<dl>{''.join(facts)}</dl>"


def _score(score: float | None, sheet: GradeSheet) -> str:
    shown = "–" if score is None else f"{score:.4g}"
    return f"{shown} <small>/ {sheet.max_score:g}</small>"


def _bars(shares: Iterable[tuple[str, float]]) -> str:
    rows = (
        f"<tr><td>{escape(name)}</td><td>{bar(share)}</td><td class='number'>{share:.0%}</td></tr>"
        for name, share in shares
    )
    return f"<table>{''.join(rows)}</table>"


def _checks(checks: Iterable[CheckShare]) -> str:
    rows = (
        f"<tr><td>{escape(each.check.task)}</td><td>{both(each.check.title)}"
        f"<div class='faint'>{_verdicts(each)}</div></td>"
        f"<td>{bar(each.share)}</td><td class='number'>{each.share:.0%}</td></tr>"
        for each in checks
    )
    return f"<table>{''.join(rows)}</table>"


def _verdicts(check: CheckShare) -> str:
    counts = ((verdict, check.verdicts[verdict]) for verdict in Verdict)
    return " · ".join(f"{both(verdict.title)} {count}" for verdict, count in counts if count)


def _causes(summary: Summary) -> str:
    if not summary.causes:
        return f"<p class='faint'>{both(_NO_CAUSES)}</p>"
    rows = (
        f"<tr><td class='number'>{cause.learners}</td><td>{both(cause.name)}"
        f"<div class='faint'>{escape(cause.id)}</div></td></tr>"
        for cause in summary.causes[:_COMMONEST]
    )
    return f"<table>{''.join(rows)}</table>"


def _set_aside(sheet: GradeSheet) -> str:
    items = [
        f"<li><code>{escape(path)}</code> <span class='faint'>{both(reason)}</span></li>"
        for path, reason in sheet.set_aside.items()
    ]
    return _list(headings.NOBODYS, items)


def _looks(sheet: GradeSheet) -> str:
    reasons = {id(standing): reason for standing, reason in grades_to_review(sheet)}
    standings = [each for each in sheet.standings if id(each) in reasons]
    return _people(headings.LOOKS, standings, lambda each: both(reasons[id(each)]))


def _changes(sheet: GradeSheet) -> str:
    before = {id(each.standing): each.before for each in changes(sheet)}

    def remark(standing: Standing) -> str:
        scores = (before[id(standing)], standing.score)
        return " → ".join("–" if score is None else f"{score:g}" for score in scores)

    return _people(
        headings.CHANGES, [each for each in sheet.standings if id(each) in before], remark
    )


def _attention(sheet: GradeSheet, summary: Summary) -> Iterable[str]:
    """Yield the lists of learners whom an instructor may want to follow up with."""
    for state, title in _ATTENTION.items():
        yield _people(title, [each for each in sheet.standings if each.state is state], _problem)
    counted = [each for each in sheet.standings if each.late and each.state is not State.TOO_LATE]
    yield _people(_LATE_ONES, counted, _received)
    unknown = [each for each in sheet.standings if each.order_unknown]
    yield _people(_UNKNOWN_ORDER, unknown, lambda standing: "")
    yield _people(_TIMED_OUT, summary.timed_out, lambda standing: "")
    seconds = {id(standing): seconds for standing, seconds in summary.slowest}
    yield _people(
        _SLOWEST,
        [standing for standing, _ in summary.slowest],
        lambda standing: f"{seconds[id(standing)]:.1f} s",
    )


def _people(title: Text, standings: Sequence[Standing], remark: Callable[[Standing], str]) -> str:
    items = [
        f"<li>{_name(standing)} <span class='faint'>{remark(standing)}</span></li>"
        for standing in standings
    ]
    return _list(title, items)


def _list(title: Text, items: Sequence[str]) -> str:
    if not items:
        return ""
    heading = Text(f"{title.en} ({len(items)})", f"{title.zh_hant}（{len(items)}）")
    return _part(heading, f"<ul>{''.join(items)}</ul>")


def _name(standing: Standing) -> str:
    learner = standing.learner
    known = "" if learner.name == learner.id else f" {escape(learner.name)}"
    return f"<code>{escape(learner.id)}</code>{known}"


def _problem(standing: Standing) -> str:
    problem = standing.attempt and standing.attempt.problem
    return both(problem) if problem else ""


def _received(standing: Standing) -> str:
    received = standing.attempt and standing.attempt.received_at
    return shown_time(received) if received else ""


def _everybody(sheet: GradeSheet) -> str:
    head = "".join(f"<th>{escape(task)}</th>" for task in sheet.tasks)
    rows = "".join(_row(sheet, standing) for standing in sheet.standings)
    return (
        "<div class='wide' tabindex='0'><table><thead><tr><td></td><td></td>"
        f"<th>{both(_SCORE)}</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(sheet: GradeSheet, standing: Standing) -> str:
    points = sheet.points_of_tasks(standing)
    cells = "".join(_cell(points.get(task), worth) for task, worth in sheet.tasks.items())
    badges = [] if standing.state is State.GRADED else [both(standing.state.title)]
    if standing.late:
        badges.append(both(_LATE))
    badges += [both(remark) for remark in standing.remarks]
    badges += [escape(each.signature) for each in standing.decisions]
    if standing.attempts > 1:
        badges.append(both(_TRIES.format(n=standing.attempts)))
    score = "–" if standing.score is None else f"{standing.score:g}"
    return (
        f"<tr><td>{_name(standing)}</td><td class='faint'>{' · '.join(badges)}</td>"
        f"<td class='number'><b>{score}</b></td>{cells}</tr>"
    )


def _cell(points: float | None, worth: float) -> str:
    if points is None:
        return "<td></td>"
    # Color repeats the number at a glance.
    level = "full" if points >= worth else "some" if points > 0 else "none"
    return f"<td class='number {level}'>{points:g}</td>"
