"""The most similar pairs, for a terminal, for programs and for a spreadsheet."""

from __future__ import annotations

import csv as standard_csv
import io
import json as standard_json

from fundamentals.classroom.csv_cells import escape_formula
from fundamentals.classroom.similarity._pairs import Similarity
from fundamentals.classroom.similarity._pairs_page import EVIDENCE
from fundamentals.language import Text
from fundamentals.printable import one_line, printable_data

_HEADINGS = (
    Text("score", "分數"),
    Text("code", "程式"),
    Text("answers", "答案"),
    Text("tokens", "符記"),
    Text("one", "一方"),
    Text("other", "另一方"),
)
_NOTHING = Text("no two submissions resemble each other", "沒有彼此相似的作答")
_COMPARED = Text(
    "{lab}: {compared} {compared:submission|submissions} compared, the most similar pairs first",
    "{lab}：比較了 {compared} 份作答，最相似的在最前面",
)
_WITHOUT_CODE = Text(
    "Compared only by answers because the file is missing: {count} {count:submission|submissions}.",
    "找不到檔案、只比較答案的作答：{count} 份。",
)


def text(similarity: Similarity) -> str:
    """Return a table for a terminal, 100 columns wide."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    lines = io.StringIO()
    console = Console(file=lines, width=100, highlight=False)
    compared = _COMPARED.format(lab=similarity.lab_id, compared=similarity.compared)
    console.print(str(compared), markup=False)
    if similarity.without_code:
        console.print(str(_WITHOUT_CODE.format(count=len(similarity.without_code))), markup=False)
    if not similarity.pairs:
        console.print(str(_NOTHING), markup=False)
        return lines.getvalue()
    table = Table(box=None, pad_edge=False)
    for heading in _HEADINGS[:4]:
        table.add_column(str(heading), justify="right")
    for heading in _HEADINGS[4:]:
        table.add_column(str(heading), overflow="fold")
    for pair in similarity.pairs:
        numbers = (f"{pair.score:.0%}", f"{pair.code:.0%}", f"{pair.answers:.0%}", str(pair.tokens))
        table.add_row(
            *numbers, *(escape(one_line(f"{one.name} ({one.id})")) for one in pair.learners)
        )
    console.print(table)
    console.print(str(EVIDENCE), markup=False)
    return lines.getvalue()


def json(similarity: Similarity) -> str:
    """Return a JSON document, with the answers that each pair shares."""
    document = {
        "lab": similarity.lab_id,
        "compared": similarity.compared,
        "without_code": [learner.id for learner in similarity.without_code],
        "pairs": [
            {
                "learners": [learner.id for learner in pair.learners],
                "score": round(pair.score, 4),
                "code": round(pair.code, 4),
                "answers": round(pair.answers, 4),
                "tokens": pair.tokens,
                "shared_answers": [
                    {
                        "check": answer.check,
                        "identical": answer.identical,
                        "learners": answer.learners,
                    }
                    for answer in pair.shared_answers
                ],
            }
            for pair in similarity.pairs
        ],
    }
    return standard_json.dumps(printable_data(document), ensure_ascii=False, indent=2) + "\n"


def csv(similarity: Similarity) -> str:
    """Return one row per pair, comma-separated."""
    lines = io.StringIO()
    rows = standard_csv.writer(lines, lineterminator="\n")
    rows.writerow(
        ["first_id", "first_name", "second_id", "second_name", "score", "code", "answers", "tokens"]
    )
    for pair in similarity.pairs:
        numbers = (round(pair.score, 4), round(pair.code, 4), round(pair.answers, 4), pair.tokens)
        first, second = pair.learners
        names = map(escape_formula, (first.id, first.name, second.id, second.name))
        rows.writerow([*names, *numbers])
    return lines.getvalue()
