"""One result in words."""

from __future__ import annotations

from fundamentals.grading._check import Verdict
from fundamentals.grading._report import CheckResult
from fundamentals.language import Text

__all__ = ["HINT", "told"]

HINT = Text("Hint: {hint}", "提示：{hint}")


def told(result: CheckResult) -> str:
    """Return verdict, message and hint, a line each or more; only the verdict if passed."""
    verdict = str(result.verdict.title)
    if result.verdict is Verdict.PASSED:
        return verdict
    return "\n".join((verdict, str(result.message), str(HINT.format(hint=result.hint))))
