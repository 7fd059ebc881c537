"""Task 6.6: attention by hand; the mistakes here leave the weights right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import softmax

from fundamentals.grading import AnswerPart, Task, expect, lab_causes

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]


def attention(queries: Array, keys: Array, values: Array) -> tuple[Array, Array]:
    weights = softmax(queries @ keys.T / np.sqrt(keys.shape[1]), axis=1)
    return weights @ values, weights


attention_task = Task("6.6", right=attention)


def one_of_pair(place: int) -> Callable[[Any], Any]:
    """Return what picks the outputs (0) or the weights (1) of an answer."""

    def pick(answer: Any) -> Any:
        expect(answer is not None, causes.NOTHING_RETURNED)
        pair = isinstance(answer, tuple | list | np.ndarray) and len(answer) == 2
        expect(pair and isinstance(answer[place], list | np.ndarray), causes.ATTENTION_NOT_A_PAIR)
        return answer[place]

    return pick


OUTPUTS = AnswerPart(one_of_pair(0), "outputs of {call}")


def scores_of(queries: Array, keys: Array) -> Any:
    return queries @ keys.T / np.sqrt(keys.shape[1])


@attention_task.mistake
def attention_swapped(attention: Function, *given: Array) -> Any:
    return attention(*given)[::-1]


@attention_task.mistake
def outputs_of_scores(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    return scores_of(queries, keys) @ values, attention(queries, keys, values)[1]


@attention_task.mistake(cause="outputs-of-scores")
def outputs_of_products(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    return queries @ keys.T @ values, attention(queries, keys, values)[1]


@attention_task.mistake
def outputs_of_keys(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    weights = attention(queries, keys, values)[1]
    return weights @ keys, weights


@attention_task.mistake(cause="outputs-of-keys")
def outputs_of_queries(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    weights = attention(queries, keys, values)[1]
    return weights.T @ queries, weights


@attention_task.mistake(cause="outputs-not-summed")
def outputs_of_each_key(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    weights = attention(queries, keys, values)[1]
    return weights[..., np.newaxis] * values, weights


@attention_task.mistake(cause="outputs-through-softmax")
def softmax_of_outputs(attention: Function, *given: Array) -> Any:
    outputs, weights = attention(*given)
    return softmax(outputs, axis=1), weights


@attention_task.mistake(cause="outputs-scaled")
def outputs_divided_by_root(attention: Function, *given: Array) -> Any:
    outputs, weights = attention(*given)
    return outputs / np.sqrt(given[1].shape[1]), weights


@attention_task.mistake
def outputs_averaged(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    outputs, weights = attention(queries, keys, values)
    return np.broadcast_to(values.mean(axis=0), outputs.shape), weights


@attention_task.mistake
def outputs_summed(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    outputs, weights = attention(queries, keys, values)
    return np.broadcast_to(values.sum(axis=0), outputs.shape), weights


@attention_task.mistake
def outputs_of_best(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    weights = attention(queries, keys, values)[1]
    return values[weights.argmax(axis=1)], weights


@attention_task.mistake(cause="outputs-transposed")
def values_transposed(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    weights = attention(queries, keys, values)[1]
    return weights @ values.T, weights


@attention_task.symptom("outputs-other-shape", part=OUTPUTS)
def outputs_of_other_shape(answer: Array, right: Array, *given: Array) -> Any:
    return answer.shape != right.shape


@attention_task.symptom("outputs-not-weighted", part=OUTPUTS, vague=True)
def not_weighted(answer: Array, right: Array, *given: Array) -> Any:
    return True


@attention_task.steps()
def attention_in_steps(queries: Array, keys: Array, values: Array) -> tuple[Array, Array]:
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    scores = scores - np.max(scores, axis=1, keepdims=True)
    powers = np.exp(scores)
    weights = powers / np.sum(powers, axis=1, keepdims=True)
    return weights @ values, weights
