"""Tables of the instructor's pages: the item analysis and the course total."""

from __future__ import annotations

from collections.abc import Sequence

from fundamentals.classroom import headings
from fundamentals.classroom.gradebook._grade_sheet import GradeSheet
from fundamentals.classroom.gradebook._item_analysis import Item, analyze_items
from fundamentals.classroom.gradebook._total import Total, course_totals
from fundamentals.errors import GradebookError
from fundamentals.language import Text
from fundamentals.page_kit import both, escape

_OF_ITEM = (
    Text("difficulty", "難度"),
    Text("discrimination", "鑑別度"),
    Text("change", "變化"),
)


def totals_section(sheets: Sequence[GradeSheet]) -> str:
    """Return the course total as a section of the page; nothing if there is only one lab."""
    if len(sheets) < 2:
        return ""
    head = "".join(f"<th>{escape(sheet.lab_id)}</th>" for sheet in sheets)
    try:
        rows = "".join(_total_row(total) for total in course_totals(sheets, sheets[0].rules))
    except GradebookError as error:
        # The rest of the page is still right.
        said = f"<p class='some'>{both(error.text)}</p>"
        return f"<section><h2>{both(headings.TOTAL)}</h2>{said}</section>"
    rules = " · ".join(map(both, sheets[0].rules.texts))
    return (
        f"<section><h2>{both(headings.TOTAL)}</h2><p class='faint'>{rules}</p>"
        "<div class='wide' tabindex='0'><table>"
        f"<thead><tr><td></td>{head}<th>%</th><td></td></tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _total_row(total: Total) -> str:
    scores = "".join(
        f"<td class='number'>{'–' if score is None else f'{score:g}'}</td>"
        for score in total.scores.values()
    )
    percent = "–" if total.percent is None else f"{total.percent:g}"
    gaps = (
        (headings.OPEN, total.open),
        (headings.ZEROS, total.zeros),
        (headings.DROPPED, total.dropped),
    )
    said = " · ".join(f"{both(title)}: {escape(', '.join(labs))}" for title, labs in gaps if labs)
    known = "" if total.learner.name == total.learner.id else f" {escape(total.learner.name)}"
    return (
        f"<tr><td><code>{escape(total.learner.id)}</code>{known}</td>{scores}"
        f"<td class='number'><b>{percent}</b></td><td class='faint'>{said}</td></tr>"
    )


def items_table(sheet: GradeSheet) -> str:
    """Return the item analysis of a lab as an HTML table."""
    head = "".join(f"<th>{both(title)}</th>" for title in _OF_ITEM)
    rows = "".join(_item_row(item) for item in analyze_items(sheet))
    return (
        f"<div class='wide' tabindex='0'><table><thead><tr><td></td><td></td>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def _item_row(item: Item) -> str:
    correlation = "–" if item.discrimination is None else f"{item.discrimination:.2f}"
    change = "" if item.change is None else f"{100 * item.change:+.0f} %"
    causes = ", ".join(f"{escape(cause)} {count}" for cause, count in item.causes[:3])
    remark = f"<div class='some'>{both(item.remark)}</div>" if item.remark else ""
    return (
        f"<tr><td>{escape(item.check.task)}</td><td>{both(item.check.title)}{remark}"
        f"<div class='faint'>{causes}</div></td><td class='number'>{item.difficulty:.0%}</td>"
        f"<td class='number'>{correlation}</td><td class='number'>{change}</td></tr>"
    )
