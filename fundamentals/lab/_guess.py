"""Questions that learners first answer with a guess: the answer is explained, never scored."""

from __future__ import annotations

from fundamentals.language import Text
from fundamentals.manifest import GuessQuestion
from fundamentals.page_kit import escape

_OPEN = Text(
    'Guess first: write your answer to "{id}" in place of None, and run this again.',
    "先猜猜看：把「{id}」的 None 換成你的答案，再執行一次。",
)
_REVEAL = Text("Show the answer", "顯示答案")
_RIGHT = Text("Your guess is right: {answer}. {because}", "猜對了：{answer}。{because}")
_OTHER = Text(
    "Your guess: {guess}. The answer: {answer}. {because}",
    "你猜的是 {guess}，答案是 {answer}。{because}",
)
_ANSWER = Text("{answer}. {because}", "{answer}。{because}")


def told(question: GuessQuestion, guess: object) -> Text:
    """Return what to say about a guess; None stands for a guess not yet made."""
    if guess is None:
        return _OPEN.format(id=question.id)
    said = _RIGHT if _same(guess, question.answer) else _OTHER
    return said.format(guess=guess, answer=question.answer, because=question.because)


def folded(question: GuessQuestion) -> str:
    """Return the answer as HTML that shows it only when a reader opens it."""
    answer = _ANSWER.format(answer=question.answer, because=question.because)
    return (
        f"<p>{escape(str(_OPEN.format(id=question.id)))}</p>"
        f"<details><summary>{escape(str(_REVEAL))}</summary>"
        f"<p>{escape(str(answer))}</p></details>"
    )


def _same(guess: object, answer: str) -> bool:
    """Compare as numbers if the answer is one, rounded to its precision."""
    try:
        digits = len(answer.partition(".")[2])
        return round(float(str(guess)), digits) == float(answer)
    except ValueError:
        return str(guess).strip().casefold() == answer.casefold()
