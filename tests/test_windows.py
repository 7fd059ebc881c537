"""The learner's path on a system without what only Unix has, told in that system's encodings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fundamentals.course import notebook_text, read_solution
from fundamentals.manifest import find_course

COURSE = find_course(Path(__file__))
LAB = COURSE.lab("lab03a")
SIMULATION = Path(__file__).with_name("windows.py")
WRONG = "\n\ndef pad(image, width, mode):\n    print('→ ✓ 圖像 é')\n    return image\n"


def run(folder: Path, *lines: tuple[str, list[str]]) -> list[tuple[int, str]]:
    """Run commands, each with the encoding of its output, in one process in ``folder``."""
    environment = {**os.environ, "PYTHONUTF8": "0", "FUNDAMENTALS_TRACEBACK": "0"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(SIMULATION)],
        input=json.dumps([(line, encoding) for encoding, line in lines]),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout.splitlines()[-1])
    assert len(results) == len(lines)
    for (_, line), (_, text) in zip(lines, results, strict=True):
        for word in ("Traceback", "UnicodeEncodeError", "No module named", "has no '"):
            assert word not in text, (line, text)
    return results


def as_windows_saves(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


@pytest.mark.slow
def test_what_learners_do_works_without_unix(tmp_path: Path) -> None:
    solution = LAB.solution_path.read_text(encoding="utf-8")
    right, wrong = tmp_path / "右.py", tmp_path / "wrong.py"
    right.write_bytes(as_windows_saves(solution))
    wrong.write_bytes(as_windows_saves(solution + WRONG))
    model = str(tmp_path / "compared" / "dense.keras")
    Image.fromarray(np.eye(28, dtype=np.uint8) * 255).save(tmp_path / "數字.png")
    notebook = tmp_path / f"{LAB.id}.ipynb"
    bodies = {"3a.1": read_solution(LAB).body("3a.1")}
    text = read_solution(LAB).filled_text("zh-Hant", bodies)
    text += '\n# %%\nlab.hint("3a.2")\n'
    notebook.write_text(notebook_text(text, LAB, language="zh-Hant"), encoding="utf-8")
    results = run(
        tmp_path,
        ("utf-8", ["start", "lab01", "--form", "both"]),
        ("utf-8", ["notebook", str(notebook)]),
        ("cp950", ["doctor", "--language", "zh-Hant"]),
        ("cp1252", ["course"]),
        ("ascii", ["hint", "3a.2", "--language", "zh-Hant"]),
        ("cp950", ["check", "lab03a", str(right), "--language", "zh-Hant"]),
        ("cp1252", ["check", "lab03a", str(wrong)]),
        ("cp1252", ["grade", str(right), "--lab", "lab03a"]),
        ("cp950", ["compare", "--epochs", "1", "--output", str(tmp_path / "compared")]),
        ("ascii", ["calibrate", model, "--dataset", "digits"]),
        ("cp950", ["predict", model, str(tmp_path / "數字.png"), "--language", "zh-Hant"]),
        ("cp1252", ["explore", model, "--dataset", "digits", "--output", str(tmp_path / "p.html")]),
        ("cp950", ["serve", model, "--port", "0"]),
    )
    assert [status for status, _ in results] == [0] * 6 + [1, 2] + [0] * 5, results
    _, checked, doctor, _, _, all_right, two_right, refused, *_, served = (
        text for _, text in results
    )
    assert "✓ 3a.1" in checked
    assert "· 3a.2 讓核心滑過圖像" in checked
    assert "可以開始做實作" in doctor
    assert "所有任務都完成了" in all_right
    # The same cause as on Linux, and what the file printed.
    assert "x 3a.3" in two_right
    assert "Your code printed" in two_right
    assert "Linux" in refused
    assert "To fix:" in refused
    assert "answered 200" in served
