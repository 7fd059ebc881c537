"""What is said about a guess."""

from __future__ import annotations

import pytest

from fundamentals.lab._guess import folded, told
from fundamentals.language import Text, use_language
from fundamentals.manifest import GuessQuestion

BECAUSE = Text("Three fit, no <fourth>.", "放得下三個。")


@pytest.mark.parametrize(
    ("answer", "guess", "said"),
    [
        ("3", None, 'Guess first: write your answer to "q" in place of None, and run this again.'),
        ("3", 3, "Your guess is right: 3. Three fit, no <fourth>."),
        ("3", "3", "Your guess is right: 3. Three fit, no <fourth>."),
        ("3", 4, "Your guess: 4. The answer: 3. Three fit, no <fourth>."),
        ("0.56", 0.5600001, "Your guess is right: 0.56. Three fit, no <fourth>."),
        ("b", "B", "Your guess is right: b. Three fit, no <fourth>."),
        ("b", 2, "Your guess: 2. The answer: b. Three fit, no <fourth>."),
    ],
)
def test_a_guess_is_compared_and_the_answer_explained(
    answer: str, guess: str | float | None, said: str
) -> None:
    with use_language("en"):
        assert str(told(GuessQuestion("q", answer, BECAUSE), guess)) == said


def test_a_notebook_folds_the_answer() -> None:
    with use_language("zh-Hant"):
        shown = folded(GuessQuestion("q", "3", BECAUSE))
    assert "<details><summary>顯示答案</summary><p>3。放得下三個。</p></details>" in shown
    with use_language("en"):
        assert "&lt;fourth&gt;" in folded(GuessQuestion("q", "3", BECAUSE))
