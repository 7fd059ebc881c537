"""The report as data; ``report.schema.json`` says what each field means."""

from __future__ import annotations

import json as standard_json
from importlib.resources import files
from typing import Any

from fundamentals.grading._report import CheckResult, Report
from fundamentals.printable import printable_data


def json(report: Report) -> str:
    """Return ``report`` as JSON; it is valid under :func:`report_schema`."""
    document = {
        "lab": report.lab,
        "submission": report.submission,
        "sha256": report.sha256,
        "seed": report.seed,
        "score": report.score,
        "max_score": report.max_score,
        "seconds": round(report.seconds, 3),
        "notes": [str(note) for note in report.notes],
        "tried": [str(said) for said in report.tried],
        "checks": [_check(result) for result in report.checks],
    }
    return standard_json.dumps(
        printable_data(document), ensure_ascii=False, indent=2, allow_nan=False
    )


def _check(result: CheckResult) -> dict[str, object]:
    return {
        "id": result.id,
        "task": result.task,
        "title": str(result.title),
        "verdict": result.verdict.value,
        "points": result.points,
        "max_points": result.max_points,
        "message": str(result.message),
        "hint": str(result.hint),
        "seconds": round(result.seconds, 3),
        "visibility": result.visibility,
    }


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of :func:`json`'s documents."""
    text = files(__package__).joinpath("report.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = standard_json.loads(text)
    return schema
