"""Measurements as JSON; ``figures.schema.json`` explains each field."""

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


def document(measurements: Sequence[Measurement], machine: Machine, versions: Versions) -> str:
    """Return the measurements as JSON; it is valid under :func:`document_schema`.

    Each entry is complete in itself: it names machine, versions and seed.
    """
    return _written([_entry(measured, machine, versions) for measured in measurements])


def record_measurements(
    path: Path, measurements: Sequence[Measurement], machine: Machine, versions: Versions
) -> None:
    """Replace the measurements of the same names in the document at ``path``.

    A failed or interrupted benchmark does not change its previous entry.
    """
    text = path.read_text(encoding="utf-8") if path.is_file() else _written([])
    entries = {entry["name"]: entry for entry in json.loads(text)["benchmarks"]}
    for measured in measurements:
        if measured.is_whole:
            entries[measured.benchmark.name] = _entry(measured, machine, versions)
    with whole_file(path) as incomplete:
        text = _written([entries[name] for name in sorted(entries)])
        incomplete.write_text(text, encoding="utf-8")


def renew_pictures(shown: Path, drawn: Path) -> None:
    """Replace pictures in the folder ``shown`` by those of the same name in the folder ``drawn``.

    New pictures are not copied.
    """
    for picture in drawn.glob("*.png"):
        if (shown / picture.name).is_file():
            shutil.copy(picture, shown)


def document_schema() -> dict[str, Any]:
    """Return the JSON Schema of :func:`document`'s and :func:`record_measurements`'s documents."""
    text = files(__package__).joinpath("figures.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _written(entries: list[dict[str, Any]]) -> str:
    document = {"benchmarks": entries}
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _entry(measured: Measurement, machine: Machine, versions: Versions) -> dict[str, Any]:
    return {
        "name": measured.benchmark.name,
        "title": _both(measured.benchmark.title),
        "status": measured.status.value,
        "error": None
        if measured.error is None
        else f"{type(measured.error).__name__}: {measured.error}",
        "seed": measured.seed,
        "options": {name: _option(value) for name, value in measured.options.items()},
        "started": measured.started.isoformat(timespec="seconds"),
        "seconds": round(measured.seconds, 1),
        "load_average": measured.load_average,
        "machine": asdict(machine),
        "versions": asdict(versions),
        "figures": [_figure(figure) for figure in measured.figures],
    }


def _option(value: float | str | Path) -> float | str:
    """Figures are published: they do not tell where somebody keeps files."""
    if isinstance(value, int | float):
        return value
    path = Path(value)
    return path.name if path.is_absolute() else str(value)


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
