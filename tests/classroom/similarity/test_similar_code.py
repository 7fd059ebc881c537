"""Code that is distinguished, and code that counts as the same despite changes."""

from __future__ import annotations

import time
from random import Random

import numpy as np
import pytest
from solvers import BODIES, LAB, SOLUTION, all_but_one_from_the_solution, written_by

from fundamentals.classroom.rehearsal._synthetic_code import paraphrase
from fundamentals.classroom.similarity import Code, read_code
from fundamentals.classroom.similarity._pairs import CODE_DOUBT
from fundamentals.classroom.similarity._rarity import rarity, shared_shares
from fundamentals.classroom.similarity._winnowing import (
    GRAM,
    WINDOW,
    fingerprints,
    known_grams,
    matches,
)
from fundamentals.course import notebook_text
from fundamentals.lab_form import LabForm


def code(text: str) -> Code:
    return read_code(text.encode(), LabForm.SCRIPT)


NOTHING = known_grams([])
HANDED_OUT = known_grams(
    code(text)
    for language in ("en", "zh-Hant")
    for text in (SOLUTION.student_text(language), SOLUTION.text(language))
)


@pytest.mark.parametrize(
    "other",
    [
        "total = np.sum(window * kernel)  # add up",
        "x = np.sum( a*b )",
        "# first\nx = np.sum(\n    a * b,\n)".replace(",", ""),
        '"""What it does."""\nx = np.sum(a * b)',
    ],
)
def test_names_comments_layout_and_docstrings_change_nothing(other: str) -> None:
    assert code(other).tokens.tolist() == code("total = np.sum(window * kernel)").tokens.tolist()


@pytest.mark.parametrize(
    "other", ["x = np.max(a * b)", "x = np.sum(a + b)", "x = sum(a * b)", "return np.sum(a * b)"]
)
def test_what_code_does_changes_it(other: str) -> None:
    assert code(other).tokens.tolist() != code("x = np.sum(a * b)").tokens.tolist()


def test_a_span_is_where_the_token_stands() -> None:
    read = code('def f(a):\n    """Doc."""\n    return a[0] + "é"  # why\n')
    shown = [read.text[start:end] for start, end in read.spans]
    assert shown == ["def", "f", "(", "a", ")", ":", "return", "a", "[", "0", "]", "+", '"é"']


def test_a_notebook_and_a_script_of_the_same_code_are_the_same() -> None:
    text = written_by("loops")
    notebook = read_code(notebook_text(text, LAB).encode(), LabForm.NOTEBOOK)
    assert notebook.tokens.tolist() == code(text).tokens.tolist()


@pytest.mark.parametrize(
    "content",
    [b"", b"def f(:\n  '''", b"\xff\xfe\x00", b"(" * 5000, b"x = 'unclosed", b"\x00\x01", b"{}"],
)
@pytest.mark.parametrize("form", LabForm)
def test_what_is_no_python_is_read_as_far_as_it_goes(content: bytes, form: LabForm) -> None:
    read = read_code(content, form)
    assert len(read.tokens) == len(read.spans)
    assert len(fingerprints(read, NOTHING)) <= len(read.tokens)


def test_every_run_of_gram_plus_window_minus_one_tokens_is_found() -> None:
    words = [f"a.m{number}" for number in range(60)]
    first = code(" ".join(words))
    shared = words[20 : 20 + (GRAM + WINDOW - 1)]
    for shift in range(8):
        second = code(" ".join([f"a.o{number}" for number in range(10 + shift)] + shared))
        common = np.intersect1d(fingerprints(first, NOTHING), fingerprints(second, NOTHING))
        assert len(common) >= 1


@pytest.mark.parametrize("text", [SOLUTION.student_text("en"), SOLUTION.student_text("zh-Hant")])
def test_the_lab_as_handed_out_has_nothing_of_its_own(text: str) -> None:
    assert len(fingerprints(code(text), HANDED_OUT)) == 0


def test_what_the_solution_says_in_the_same_words_is_nobodys_own() -> None:
    bodies = {task.id: SOLUTION.body(task.id) for task in LAB.tasks}
    text = paraphrase(SOLUTION.filled_text("en", bodies), Random(1))
    own = fingerprints(code(text), HANDED_OUT)
    assert len(own) <= 0.05 * len(fingerprints(code(text), NOTHING))


def test_a_disguised_copy_stands_far_above_independent_solutions() -> None:
    people = list(BODIES)
    texts = [written_by(person) for person in people]
    copy = texts[0]
    for seed in range(5):
        copy = paraphrase(copy, Random(seed))
    assert copy != texts[0]
    codes = [code(text) for text in [*texts, copy]]
    shares = shared_shares(
        [fingerprints(each, HANDED_OUT) for each in codes], doubt=CODE_DOUBT
    ).toarray()
    copied = shares[0, len(people)]
    shares[0, len(people)] = 0
    assert copied > 0.7
    assert shares.max() < 0.3


@pytest.mark.parametrize("task", [task.id for task in LAB.tasks])
def test_two_who_solve_one_short_task_alike_are_far_from_certain(task: str) -> None:
    texts = [
        all_but_one_from_the_solution(person, task) for person in ("loops", "almost the same loops")
    ]
    things = [fingerprints(code(text), HANDED_OUT) for text in texts]
    assert shared_shares(things, doubt=CODE_DOUBT).toarray().max() < 0.5


def test_matches_cover_what_was_copied_and_do_not_overlap() -> None:
    first = code(written_by("loops"))
    second = code(written_by("scipy", _2=BODIES["loops"]["3a.2"]))
    found = matches(first, second, HANDED_OUT)
    shown = [
        first.text[first.spans[each.first, 0] : first.spans[each.first + each.length - 1, 1]]
        for each in found
    ]
    assert any("output[i, j] = np.sum(window * kernel)" in stretch for stretch in shown)
    for index in (lambda each: each.first, lambda each: each.second):
        taken = [place for each in found for place in range(index(each), index(each) + each.length)]
        assert len(taken) == len(set(taken))
    for each in found:
        ours = first.tokens[each.first : each.first + each.length]
        theirs = second.tokens[each.second : each.second + each.length]
        assert ours.tolist() == theirs.tolist()


def test_a_file_that_repeats_itself_is_matched_in_no_time() -> None:
    endless = code("x = [" + "0, " * 20_000 + "]")
    assert sum(each.length for each in matches(endless, endless, NOTHING)) == len(endless.tokens)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("(" * 50_000, "(" * 17 + ")" * 50_000),
        ("([{" * 26_000, "([{" * 6 + ")" * 80_000),
        ("([{}])([{}," * 12_000, "([{}])([{};" * 12_000),
    ],
    ids=["all places taken", "all places of three taken", "short stretches"],
)
def test_long_codes_that_share_short_stretches_are_matched_in_no_time(
    first: str, second: str
) -> None:
    codes = code(first), code(second)
    start = time.process_time()
    assert matches(*codes, NOTHING)
    assert time.process_time() - start < 1.5


def test_what_only_two_have_weighs_1_and_what_all_have_nothing() -> None:
    assert rarity(np.array([2, 4, 8, 100]), of=100) == pytest.approx(
        [1, 1 - np.log(2) / np.log(50), 1 - np.log(4) / np.log(50), 0]
    )
    assert rarity(np.array([1, 2]), of=2).tolist() == [1, 1]


def test_shares_are_worked_out_by_hand() -> None:
    things = [np.array(own, np.uint64) for own in ([1, 2, 3, 9], [1, 2, 9], [9], [])]
    shares = shared_shares(things, doubt=1).toarray()
    of_three = 1 - np.log(3 / 2) / np.log(2)
    assert shares[0, 1] == pytest.approx((2 + of_three) / (3 + 1))
    assert shares[0, 2] == shares[1, 2] == pytest.approx(of_three / (1 + 1))
    assert np.count_nonzero(shares) == 3


@pytest.mark.parametrize(
    "text",
    [
        '"' + '\\"' * 40_000,
        '\\"' * 40_000,
        "x = '''" + "\\'" * 90_000 + "\\",
        '"a" ' * 40_000,
        " " * 90_000 + '"a"' + " " * 90_000,
        "# coding: undefined\n",
        "# coding: punycode\n" + "a-" * 90_000,
        "# coding: idna\n" + "a-" * 90_000,
        "# coding: unicode_escape\nx = '\\x'",
    ],
    ids=lambda text: text[:20],
)
def test_no_text_takes_longer_than_its_length_does(text: str) -> None:
    start = time.process_time()
    code(text)
    assert time.process_time() - start < 3
