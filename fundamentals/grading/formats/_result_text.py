"""One result in words."""

from __future__ import annotations

from fundamentals.grading._check import Verdict
from fundamentals.grading._report import CheckResult
from fundamentals.language import Text

_WHY = Text("{verdict}: {message}", "{verdict}：{message}")
NO_SCORE = Text("The grader failed; there is no score.", "評分程式出錯，沒有分數。")
HINT = Text("Hint: {hint}", "提示：{hint}")


def result_text(result: CheckResult) -> str:
    """Return the verdict and, unless the check passed, its message and hint."""
    verdict = result.verdict.title
    if result.verdict is Verdict.PASSED:
        return str(verdict)
    # In the reader's language alone: a large class is told some hundred thousand results.
    why = str(_WHY).format(verdict=verdict, message=result.message)
    return f"{why}\n{str(HINT).format(hint=result.hint)}"
