"""Task 4b.7: the right answer, and the mistakes that learners make."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    AnswerPart,
    FailedCheckError,
    Finding,
    Task,
    lab_causes,
)
from fundamentals.language import Text

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]
Pairs = list[Any]

_NAMES = ("apple", "bridge", "cloud", "drum", "eagle", "fish", "grape", "house")
# As many as ImageNet has: np.argpartition happens to sort fewer on some processors.
_MANY = tuple(f"class {number}" for number in range(1000))
# No probability is negative.
_NUMBERS = {name: -1 - number for number, name in enumerate((*_NAMES, *_MANY))}


def draw_named(random: np.random.Generator, num_classes: int, count: int) -> tuple[Any, ...]:
    """Draw probabilities, the names of their classes, and how many are asked for."""
    drawn = random.permutation(np.arange(1, num_classes + 1) ** 2.0)
    names = tuple(str(name) for name in random.permutation(_NAMES)[:num_classes])
    return (drawn / drawn.sum()).astype(np.float32), names, count


def draw_tied(random: np.random.Generator) -> tuple[Any, ...]:
    """Draw as :func:`draw_named` does, with two classes that are the most likely."""
    drawn = random.permutation([1.0, 4.0, 9.0, 16.0, 25.0, 25.0])
    names = tuple(str(name) for name in random.permutation(_NAMES)[: len(drawn)])
    return (drawn / drawn.sum()).astype(np.float32), names, 3


def draw_many(random: np.random.Generator) -> tuple[Any, ...]:
    """Draw probabilities of a thousand classes, their names, and more than there are."""
    drawn = random.permutation(np.arange(1.0, len(_MANY) + 1))
    return (drawn / drawn.sum()).astype(np.float32), _MANY, len(_MANY) + 1


def likeliest(probabilities: Array, class_names: Sequence[str], count: int) -> Pairs:
    order = np.argsort(-probabilities)[:count]
    return [(class_names[label], float(probabilities[label])) for label in order]


likeliest_task = Task("4b.7", right=likeliest, accepts_lists=True)


def _as_numbers(answer: Any) -> Any:
    """Return an answer with a negative number for each name."""
    if isinstance(answer, str):
        if answer in _NUMBERS:
            return _NUMBERS[answer]
        _refuse(causes.NAME_UNKNOWN, answer)
    if isinstance(answer, dict):
        _refuse(causes.PAIRS_IN_DICTIONARY, answer)
    if isinstance(answer, np.ndarray) and answer.dtype.kind in "OU":
        answer = answer.tolist()
    return list(map(_as_numbers, answer)) if isinstance(answer, list | tuple) else answer


def _ties_in_one_order(answer: Any) -> Any:
    """Return an answer with numbers for names, equally likely classes in a fixed order."""
    pairs = _as_numbers(answer)
    if _is_two_columns(pairs):
        in_order = _ties_in_one_order(list(map(list, zip(*pairs, strict=True))))
        return list(map(list, zip(*in_order, strict=True)))
    if not isinstance(pairs, list) or not all(map(_is_pair, pairs)):
        return pairs
    groups = itertools.groupby(pairs, key=lambda pair: float(pair[1]))
    return [pair for _, group in groups for pair in sorted(group)]


def _is_two_columns(answer: Any) -> bool:
    """Return whether all names come first, then all probabilities: more or fewer than two each."""
    return (
        isinstance(answer, list)
        and len(answer) == 2
        and all(isinstance(part, list) and all(map(np.isscalar, part)) for part in answer)
        and len(answer[0]) == len(answer[1]) != 2
    )


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(map(np.isscalar, pair))


def _refuse(cause: Any, answer: object) -> None:
    got = repr(answer)[:200]
    evidence = Text("got {got}", "得到 {got}").format(got=got)
    raise FailedCheckError(Finding.of(cause, evidence))


PAIRS = AnswerPart(
    _ties_in_one_order,
    "{call}",
    words={number: repr(name) for name, number in _NUMBERS.items()},
)


def _returned(cause: str, change: Callable[[Pairs], Any]) -> None:
    """Declare that this is made of the pairs."""

    @likeliest_task.mistake(cause=cause)
    def mistaken(likeliest: Function, *asked: Any) -> Any:
        return change(likeliest(*asked))


def _of_all(cause: str, choose: Callable[[Pairs, int], Any]) -> None:
    """Declare that this is chosen from all pairs, the likeliest first."""

    @likeliest_task.mistake(cause=cause)
    def mistaken(likeliest: Function, probabilities: Array, *asked: Any) -> Any:
        class_names, count = asked
        return choose(likeliest(probabilities, class_names, len(probabilities)), count)


_of_all("likeliest-last", lambda pairs, count: pairs[::-1][:count])
_returned("likeliest-last", lambda pairs: pairs[::-1])
_of_all("least-likely-taken", lambda pairs, count: pairs[-count:])
_of_all("least-likely-taken", lambda pairs, count: pairs[count:])
_of_all("likeliest-alone", lambda pairs, count: pairs[:1])
_of_all("all-classes-named", lambda pairs, count: pairs)
_of_all("all-classes-named", lambda pairs, count: pairs[: count - 1])
_of_all("all-classes-named", lambda pairs, count: pairs[: count + 1])
_of_all("all-classes-named", lambda pairs, count: pairs[:3])
_of_all("all-classes-named", lambda pairs, count: pairs[:5])
_of_all("likeliest-left-out", lambda pairs, count: pairs[1 : count + 1])
_of_all("likeliest-left-out", lambda pairs, count: pairs[1:count])
_of_all("pairs-by-name", lambda pairs, count: sorted(pairs)[:count])
_of_all("pairs-by-name", lambda pairs, count: sorted(pairs, reverse=True)[:count])
_returned("pairs-by-name", sorted)
_returned("pairs-swapped", lambda pairs: [pair[::-1] for pair in pairs])
_returned("pairs-as-two-lists", lambda pairs: list(zip(*pairs, strict=True)))
_returned("pair-alone", lambda pairs: pairs[0])
_returned("pairs-in-one-row", lambda pairs: [part for pair in pairs for part in pair])
_returned("names-alone", lambda pairs: [name for name, _ in pairs])
_returned("names-missing", lambda pairs: [value for _, value in pairs])
_returned("probability-in-percent", lambda pairs: [(name, 100 * value) for name, value in pairs])
_returned("probability-complement", lambda pairs: [(name, 1 - value) for name, value in pairs])


@likeliest_task.mistake
def probabilities_accumulated(likeliest: Function, *asked: Any) -> Any:
    names, values = zip(*likeliest(*asked), strict=True)
    return list(zip(names, np.cumsum(values).tolist(), strict=True))


for _digits in (0, 1, 2, 3):
    _returned(
        "probability-rounded",
        lambda pairs, digits=_digits: [  # type: ignore[misc]
            (name, round(value, digits)) for name, value in pairs
        ],
    )


@likeliest_task.mistake
def numbers_not_probabilities(likeliest: Function, *asked: Any) -> Any:
    names = list(asked[1])
    return [(name, names.index(name)) for name, _ in likeliest(*asked)]


@likeliest_task.mistake
def likeliest_of_the_first(likeliest: Function, *asked: Any) -> Any:
    probabilities, class_names, count = asked
    return likeliest(probabilities[:count], class_names[:count], count)


@likeliest_task.mistake
def ranks_not_indices(likeliest: Function, *asked: Any) -> Any:
    probabilities, class_names, count = asked
    ranks = np.argsort(np.argsort(-probabilities))[:count]
    return [(class_names[rank], float(probabilities[rank])) for rank in ranks]


@likeliest_task.mistake
def shares_of_the_returned(likeliest: Function, *asked: Any) -> Any:
    pairs = likeliest(*asked)
    total = sum(value for _, value in pairs)
    return [(name, value / total) for name, value in pairs]


@likeliest_task.mistake(cause="likeliest-unordered")
def in_order_of_classes(likeliest: Function, *asked: Any) -> Any:
    places = {name: place for place, name in enumerate(asked[1])}
    return sorted(likeliest(*asked), key=lambda pair: places[pair[0]])


for _least in (0.01, 0.05, 0.1, 0.2, 0.5):

    @likeliest_task.mistake(cause="likeliest-above-a-threshold")
    def above_a_threshold(likeliest: Function, *asked: Any, least: float = _least) -> Any:
        probabilities, class_names, count = asked
        pairs = zip(class_names, map(float, probabilities), strict=True)
        return [pair for pair in pairs if pair[1] > least][:count]


_returned(
    "numbers-besides-pairs",
    lambda pairs: [(place, *pair) for place, pair in enumerate(pairs)],
)
_returned(
    "numbers-besides-pairs",
    lambda pairs: [(place, *pair) for place, pair in enumerate(pairs, start=1)],
)


@likeliest_task.mistake(cause="numbers-besides-pairs")
def labels_besides_pairs(likeliest: Function, *asked: Any) -> Any:
    names = list(asked[1])
    return [(names.index(name), name, value) for name, value in likeliest(*asked)]


@likeliest_task.mistake(cause="likeliest-repeated")
def taken_again(likeliest: Function, *asked: Any) -> Any:
    # What was taken is set to 0, and once all are 0 the first one is the largest.
    return [*likeliest(*asked), *[(asked[1][0], 0.0)] * (asked[2] - len(asked[0]))]


@likeliest_task.mistake(cause="likeliest-repeated")
def largest_again(likeliest: Function, *asked: Any) -> Any:
    return likeliest(*asked)[:1] * asked[2]


@likeliest_task.mistake
def names_of_shorter_list(likeliest: Function, *asked: Any) -> Any:
    left, pairs = list(asked[0]), []
    for _ in range(min(asked[2], len(left))):
        label = int(np.argmax(left))
        pairs.append((asked[1][label], float(left.pop(label))))
    return pairs


@likeliest_task.mistake
def probability_looked_up(likeliest: Function, *asked: Any) -> Any:
    probabilities = np.asarray(asked[0]).tolist()
    pairs = likeliest(*asked)
    return [(asked[1][probabilities.index(value)], value) for _, value in pairs]


@likeliest_task.mistake
def probability_as_key(likeliest: Function, *asked: Any) -> Any:
    probabilities, class_names, count = asked
    names = dict(zip(map(float, probabilities), class_names, strict=True))
    return [(names[value], value) for value in sorted(names, reverse=True)[:count]]


@likeliest_task.mistake
def softmax_of_probabilities(likeliest: Function, *asked: Any) -> Any:
    powers = np.exp(asked[0])
    return likeliest(powers / powers.sum(), *asked[1:])


@likeliest_task.mistake
def more_than_there_are(likeliest: Function, *asked: Any) -> Any:
    probabilities, class_names, count = asked
    order = np.argsort(-probabilities)
    return [(class_names[order[k]], float(probabilities[order[k]])) for k in range(count)]


@likeliest_task.mistake(cause="more-than-there-are")
def more_pairs_than_there_are(likeliest: Function, *asked: Any) -> Any:
    pairs = likeliest(*asked)
    return [pairs[k] for k in range(asked[2])]


@likeliest_task.mistake
def numbers_not_names(likeliest: Function, *asked: Any) -> Any:
    probabilities, class_names, count = asked
    return likeliest(probabilities, range(len(class_names)), count)


@likeliest_task.mistake
def classes_not_sorted(likeliest: Function, *asked: Any) -> Any:
    probabilities, class_names, count = asked
    return list(zip(class_names, map(float, probabilities), strict=True))[:count]


@likeliest_task.mistake
def names_not_sorted(likeliest: Function, *asked: Any) -> Any:
    pairs = likeliest(*asked)
    return [(name, value) for name, (_, value) in zip(asked[1], pairs, strict=False)]


@likeliest_task.mistake(cause="names-not-sorted")
def probabilities_not_sorted(likeliest: Function, *asked: Any) -> Any:
    pairs = likeliest(*asked)
    return [(name, float(value)) for (name, _), value in zip(pairs, asked[0], strict=False)]


@likeliest_task.symptom("likeliest-unordered")
def in_another_order(answer: Array, right: Array, *asked: Any) -> Any:
    return np.allclose(answer[np.argsort(answer[:, 0])], right[np.argsort(right[:, 0])])


@likeliest_task.steps(
    pairs=Text("the pairs", "這些配對"), likeliest=Text("the likeliest classes", "最可能的類別")
)
def likeliest_in_steps(probabilities: Array, class_names: Sequence[str], count: int) -> Any:
    likeliest = np.argsort(-probabilities)
    pairs = []
    for label in likeliest[:count]:
        pairs.append((class_names[label], float(probabilities[label])))
    return pairs
