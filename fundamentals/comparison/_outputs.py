"""The files of a comparison."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from fundamentals.comparison._plots import draw_pictures
from fundamentals.comparison._report_page import report_page
from fundamentals.comparison._run import Comparison
from fundamentals.files import whole_file
from fundamentals.language import LANGUAGES, current_language
from fundamentals.prediction import calibration_path, save_calibration


def write_outputs(comparison: Comparison, folder: Path) -> Path:
    """Write the report and the files beside it; return the path of the report.

    ``report.html`` holds everything. Beside it: the pictures as PNG, in the current language;
    ``<key>_history.csv``, one row per epoch; ``<key>.keras``, the trained model;
    ``<key>.calibration.json``, which ``fundamentals predict`` needs. Each file appears
    whole or not at all; others in the folder are left alone.
    """
    pictures = {language: draw_pictures(comparison, language) for language in LANGUAGES}
    for name, picture in pictures[current_language()].items():
        _write(folder / f"{name}.png", partial(Path.write_bytes, data=picture))
    for result in comparison.results:
        _write(folder / f"{result.key}_history.csv", result.history.to_csv)
        model = folder / f"{result.key}.keras"
        # A calibration of an earlier training must not outlive its model.
        calibration_path(model).unlink(missing_ok=True)
        _write(model, result.model.save)
        if result.calibration is not None:
            save_calibration(result.calibration, model)
    report = folder / "report.html"
    page = report_page(comparison, pictures)
    _write(report, partial(Path.write_text, data=page, encoding="utf-8"))
    return report


def _write(path: Path, write: Callable[[Path], object]) -> None:
    """Let ``write`` create a file that replaces ``path`` only when it is complete."""
    with whole_file(path) as incomplete:
        write(incomplete)
