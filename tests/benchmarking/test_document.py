from __future__ import annotations

import json
import math
import subprocess
from datetime import datetime, timezone
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from fundamentals.benchmarking import (
    Benchmark,
    Figure,
    Machine,
    Measurement,
    Versions,
    circumstances,
    describe_versions,
    document,
    document_schema,
    record_measurements,
)
from fundamentals.language import Text, use_language

MACHINE = Machine("Abacus 3000", 2, 24 * 2**30, "Linux-6.1", None)
VERSIONS = Versions({"Python": "3.11.7", "keras": "3.15.1"}, "0" * 40, True)


def measurement(name: str, *values: float, error: BaseException | None = None) -> Measurement:
    return Measurement(
        Benchmark(name, Text("title", "標題"), 1, lambda run: ()),
        seed=3,
        options={"seeds": 5, "folder": Path("here"), "learn": str(Path.home() / "hands")},
        started=datetime(2026, 1, 2, tzinfo=timezone.utc),
        load_average=0.25,
        figures=[
            Figure(f"figure-{number}", Text("a", "甲"), value, "%", at_least=1, at_most=99)
            for number, value in enumerate(values)
        ],
        seconds=1.26,
        error=error,
    )


def test_the_json_has_exactly_the_published_fields_and_is_valid() -> None:
    written = json.loads(document([measurement("a", 2.125)], MACHINE, VERSIONS))
    jsonschema.validate(written, document_schema())
    assert written == {
        "benchmarks": [
            {
                "name": "a",
                "title": {"en": "title", "zh-Hant": "標題"},
                "status": "measured",
                "error": None,
                "seed": 3,
                "options": {"seeds": 5, "folder": "here", "learn": "hands"},
                "started": "2026-01-02T00:00:00+00:00",
                "seconds": 1.3,
                "load_average": 0.25,
                "machine": {
                    "processor": "Abacus 3000",
                    "cores": 2,
                    "memory": 24 * 2**30,
                    "system": "Linux-6.1",
                    "gpu": None,
                },
                "versions": {
                    "packages": {"Python": "3.11.7", "keras": "3.15.1"},
                    "commit": "0" * 40,
                    "dirty": True,
                },
                "figures": [
                    {
                        "name": "figure-0",
                        "title": {"en": "a", "zh-Hant": "甲"},
                        "value": 2.125,
                        "unit": "%",
                        "printed": "2.12 %",
                        "at_least": 1,
                        "at_most": 99,
                        "is_met": True,
                        "note": None,
                    }
                ],
            }
        ]
    }


@pytest.mark.parametrize(
    ("made", "status", "value"),
    [
        (measurement("a", np.float32(1.5)), "measured", 1.5),
        (measurement("a", 0.5), "missed", 0.5),
        (measurement("a", math.nan), "missed", None),
        (measurement("a", math.inf), "missed", None),
        (measurement("a", 2, error=ValueError("broken")), "failed", 2),
        (measurement("a", 2, error=KeyboardInterrupt()), "interrupted", 2),
    ],
    ids=["of NumPy", "missed", "NaN", "infinite", "failed", "interrupted"],
)
def test_whatever_came_of_it_is_valid_json(
    made: Measurement, status: str, value: float | None
) -> None:
    written = json.loads(document([made], MACHINE, VERSIONS))
    jsonschema.validate(written, document_schema())
    (entry,) = written["benchmarks"]
    assert entry["status"] == status
    assert entry["figures"][0]["value"] == value


def test_the_schema_refuses_what_is_not_published() -> None:
    jsonschema.Draft202012Validator.check_schema(document_schema())
    written = json.loads(document([measurement("a", 2)], MACHINE, VERSIONS))
    written["benchmarks"][0]["figures"][0]["name"] = "Not a name"
    with pytest.raises(jsonschema.ValidationError, match="does not match"):
        jsonschema.validate(written, document_schema())


def test_the_record_keeps_what_was_not_measured_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    record_measurements(path, [measurement("b", 1), measurement("a", 2)], MACHINE, VERSIONS)
    broken = measurement("b", 5, error=RuntimeError("broken"))
    record_measurements(
        path, [broken, measurement("a", 3), measurement("c", 0.5)], MACHINE, VERSIONS
    )
    entries = json.loads(path.read_text(encoding="utf-8"))["benchmarks"]
    values = {entry["name"]: entry["figures"][0]["value"] for entry in entries}
    assert list(values.items()) == [("a", 3), ("b", 1), ("c", 0.5)]


def test_a_commit_is_named_and_whether_its_files_were_changed(tmp_path: Path) -> None:
    assert describe_versions(tmp_path).commit is None

    def git(*arguments: str) -> str:
        command = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
        return subprocess.run(
            [*command, *arguments], check=True, capture_output=True, text=True
        ).stdout.strip()

    git("init", "-q")
    (tmp_path / "file").write_text("one", encoding="utf-8")
    git("add", "file")
    git("commit", "-q", "-m", "first")
    clean = describe_versions(tmp_path)
    assert (clean.commit, clean.dirty) == (git("rev-parse", "HEAD"), False)
    (tmp_path / "file").write_text("two", encoding="utf-8")
    assert describe_versions(tmp_path).dirty is True
    assert describe_versions(tmp_path, aside=Path("file")).dirty is False


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            ["a: measured; 1 s, seed 3, seeds=5", "2 cores, 24 GiB", "with uncommitted changes"],
        ),
        ("zh-Hant", ["a：完成；1 秒，種子 3", "2 核心，24 GiB", "之後檔案有更動"]),
    ],
)
def test_machine_versions_and_seed_are_told(language: str, expected: list[str]) -> None:
    with use_language(language):
        told = "\n".join(map(str, circumstances([measurement("a", 2)], MACHINE, VERSIONS)))
    assert all(text in told for text in [*expected, "Abacus 3000", "keras 3.15.1", "0" * 12])
