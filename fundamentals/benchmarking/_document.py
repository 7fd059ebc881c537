"""What was measured as JSON; ``figures.schema.json`` says what each field means."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from fundamentals.benchmarking._benchmark import Figure
from fundamentals.benchmarking._machine import Machine, Versions
from fundamentals.benchmarking._measure import Measurement
from fundamentals.files import whole_file
from fundamentals.language import LANGUAGES, Text


def document(outcomes: Sequence[Measurement], machine: Machine, versions: Versions) -> str:
    """Return the outcomes as JSON; it is valid under :func:`document_schema`.

    Each benchmark's entry stands for itself: it names machine, versions and seed.
    """
    return _written([_entry(outcome, machine, versions) for outcome in outcomes])


def record(
    path: Path, outcomes: Sequence[Measurement], machine: Machine, versions: Versions
) -> None:
    """Put the outcomes in the place of those of the same name in the document at ``path``.

    A benchmark that failed or was interrupted leaves its former entry as it is.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else _written([])
    entries = {entry["name"]: entry for entry in json.loads(text)["benchmarks"]}
    for outcome in outcomes:
        if outcome.is_whole:
            entries[outcome.benchmark.name] = _entry(outcome, machine, versions)
    with whole_file(path) as incomplete:
        text = _written([entries[name] for name in sorted(entries)])
        incomplete.write_text(text, encoding="utf-8")


def renew_pictures(shown: Path, drawn: Path) -> None:
    """Replace pictures in the folder ``shown`` by those of the same name in the folder ``drawn``.

    A drawn picture that is not yet shown stays where it is.
    """
    for picture in drawn.glob("*.png"):
        if (shown / picture.name).is_file():
            shutil.copy(picture, shown)


def document_schema() -> dict[str, Any]:
    """Return the JSON Schema of :func:`document`'s and :func:`record`'s documents."""
    text = files(__package__).joinpath("figures.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _written(entries: list[dict[str, Any]]) -> str:
    document = {"benchmarks": entries}
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _entry(outcome: Measurement, machine: Machine, versions: Versions) -> dict[str, Any]:
    return {
        "name": outcome.benchmark.name,
        "title": _both(outcome.benchmark.title),
        "status": outcome.status.value,
        "error": None
        if outcome.error is None
        else f"{type(outcome.error).__name__}: {outcome.error}",
        "seed": outcome.seed,
        "options": {
            name: value if isinstance(value, int | float) else str(value)
            for name, value in outcome.options.items()
        },
        "started": outcome.started.isoformat(timespec="seconds"),
        "seconds": round(outcome.seconds, 1),
        "load_average": outcome.load_average,
        "machine": asdict(machine),
        "versions": asdict(versions),
        "figures": [_figure(figure) for figure in outcome.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "title": _both(figure.title),
        "value": figure.value if math.isfinite(figure.value) else None,
        "unit": figure.unit,
        "printed": figure.printed,
        "at_least": figure.at_least,
        "at_most": figure.at_most,
        "is_met": figure.is_met,
        "note": None if figure.note is None else _both(figure.note),
    }


def _both(text: Text) -> dict[str, str]:
    return {language: text.in_language(language) for language in LANGUAGES}
