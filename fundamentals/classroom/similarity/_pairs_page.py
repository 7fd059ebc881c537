"""The most similar pairs side by side on one web page, in both languages, without a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fundamentals.classroom.similarity._pairs import Pair, Similarity
from fundamentals.classroom.similarity._tokens import Code
from fundamentals.classroom.similarity._wrong_answers import SharedAnswer
from fundamentals.language import Text
from fundamentals.page_kit import both, escape, static_page

EVIDENCE = Text(
    "This is evidence, not proof: look at each pair before you judge.",
    "這些是線索，不是定論：請親自看過每一組再判斷。",
)
_TITLE = Text("Similar submissions", "相似的作答")
_COMPARED = Text(
    "{compared} {compared:submission|submissions} compared", "比較了 {compared} 份作答"
)
_HOW = Text(
    "Names, comments, layout, numbers and strings do not count, nor does the "
    "original lab or code that matches its solution. Code that many people in the "
    "class share counts little. Two people who solve a short task in the usual way "
    "will share a stretch of code; many or long stretches, or the same rare wrong "
    "results, call for an explanation.",
    "名稱、註解、排版、數字與字串都不計；發下時就有的程式，以及與解答寫法相同的部分也不計。"
    "班上許多人都有的，計得很少。兩個人以常見的寫法完成簡短的任務，難免有一段相同；"
    "許多段、很長的一段，或同樣罕見的錯誤結果，就值得問問原因。",
)
_NOTHING = Text("No two submissions resemble each other.", "沒有彼此相似的作答。")
_CODE = Text("code {share:.0%}", "程式 {share:.0%}")
_ANSWERS = Text("wrong answers {share:.0%}", "錯誤答案 {share:.0%}")
_TOKENS = Text("{tokens} tokens in common", "{tokens} 個相同的符記")
_SHARED = Text("Both gave the same wrong answers", "兩人答錯的方式相同")
_IDENTICAL = Text("identical values", "數值完全相同")
_SAME_CAUSE = Text("the same cause", "原因相同")
_HAVE_IT = Text("{count} of {compared} in the class", "全班 {compared} 份中有 {count} 份")
_NO_CODE = Text("The file was missing.", "找不到這份檔案。")

# Colors that the page's style defines for matches; they repeat.
_COLORS = 6


def page(similarity: Similarity) -> str:
    """Return a self-contained page; a switch at its top changes the language."""
    pairs = [_pair(number, pair, similarity) for number, pair in enumerate(similarity.pairs, 1)]
    return static_page(
        "fundamentals.classroom.similarity",
        f"{_TITLE}: {similarity.lab_id}",
        heading=both(_TITLE),
        lab=escape(similarity.lab_id),
        compared=both(_COMPARED.format(compared=similarity.compared)),
        evidence=both(EVIDENCE),
        how=both(_HOW),
        pairs="\n".join(pairs) or f"<p>{both(_NOTHING)}</p>",
    )


def _pair(number: int, pair: Pair, similarity: Similarity) -> str:
    names = [f"{one.name} ({one.id})" for one in pair.learners]
    spans = [
        [(match.first, match.length) for match in pair.matches],
        [(match.second, match.length) for match in pair.matches],
    ]
    columns = "".join(
        f"<div class='code'><h2>{escape(name)}</h2>{_marked(code, stretches, number, side)}</div>"
        for side, (name, code, stretches) in enumerate(zip(names, pair.codes, spans, strict=True))
    )
    # The first pair is open, so that the page's purpose is visible at once.
    return (
        f"<details{' open' if number == 1 else ''}><summary><b>{pair.score:.0%}</b> "
        f"{escape(names[0])} – {escape(names[1])}"
        f"<span class='faint'>{_figures(pair)}</span></summary>"
        f"{_answers(pair.shared_answers, similarity.compared)}"
        f"<div class='columns'>{columns}</div></details>"
    )


def _figures(pair: Pair) -> str:
    return " · ".join(
        both(figure)
        for figure in (
            _CODE.format(share=pair.code),
            _ANSWERS.format(share=pair.answers),
            _TOKENS.format(tokens=pair.tokens),
        )
    )


def _answers(answers: Iterable[SharedAnswer], compared: int) -> str:
    items = "".join(
        f"<li>{escape(answer.check)} {both(answer.title)}: {both(answer.finding)} "
        f"<span class='faint'>{both(_IDENTICAL if answer.identical else _SAME_CAUSE)} · "
        f"{both(_HAVE_IT.format(count=answer.learners, compared=compared))}</span></li>"
        for answer in answers
    )
    return f"<h2>{both(_SHARED)}</h2><ul>{items}</ul>" if items else ""


def _marked(code: Code, stretches: list[tuple[int, int]], pair: int, side: int) -> str:
    """Return code with each shared stretch marked and linked to the other side."""
    if not code.text:
        return f"<p class='faint'>{both(_NO_CODE)}</p>"
    parts: list[str] = []
    end = 0
    for number, (first, length) in sorted(enumerate(stretches), key=lambda entry: entry[1]):
        name = f" id='p{pair}-{side}-{number}'"
        for start, stop in _unbroken(code, first, length):
            parts.append(escape(code.text[end:start]))
            parts.append(
                f"<a class='match m{number % _COLORS}'{name} href='#p{pair}-{1 - side}-{number}'>"
                f"{escape(code.text[start:stop])}</a>"
            )
            end, name = stop, ""
    parts.append(escape(code.text[end:]))
    return f"<pre tabindex='0'>{''.join(parts)}</pre>"


def _unbroken(code: Code, first: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a stretch of tokens in the text, without comments."""
    spans = code.spans[first : first + length].tolist()
    start, stop = spans[0]
    for next_start, next_stop in spans[1:]:
        if code.text[stop:next_start].strip():
            yield start, stop
            start = next_start
        stop = next_stop
    yield start, stop
