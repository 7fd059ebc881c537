"""Task 6.6: the mistakes in the weights of attention."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, softmax

from fundamentals.grading import AnswerPart

from .attention import Array, Function, attention_task, one_of_pair, scores_of

WEIGHTS = AnswerPart(one_of_pair(1), "weights of {call}")
# What float32 leaves of weights and their logarithms.
_ROUNDING = 1e-3


@attention_task.mistake
def attention_not_scaled(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    return attention(queries * np.sqrt(keys.shape[1]), keys, values)


@attention_task.mistake
def attention_scaled_by_d(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    return attention(queries / np.sqrt(keys.shape[1]), keys, values)


@attention_task.mistake
def attention_scale_multiplied(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    return attention(queries * keys.shape[1], keys, values)


@attention_task.mistake(cause="attention-scaled-by-keys")
def scaled_by_number_of_keys(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    return attention(queries * np.sqrt(keys.shape[1] / len(keys)), keys, values)


@attention_task.mistake(cause="attention-scaled-by-keys")
def scaled_by_number_of_queries(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    return attention(queries * np.sqrt(keys.shape[1] / len(queries)), keys, values)


@attention_task.mistake(cause="attention-of-queries")
def keys_compared_with_keys(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    return attention(keys, keys, values)


@attention_task.mistake(cause="attention-of-queries")
def queries_compared_with_queries(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    return attention(queries, queries, values)


@attention_task.mistake(cause="attention-of-queries")
def queries_and_keys_swapped(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    return attention(keys, queries, values)


@attention_task.mistake
def attention_keys_not_transposed(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    return attention(queries, keys.T, values)


@attention_task.mistake
def attention_cosine(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    # Lengths of 1, and no division by √d.
    queries = queries / np.linalg.norm(queries, axis=1, keepdims=True)
    keys = keys / np.linalg.norm(keys, axis=1, keepdims=True)
    return attention(queries * np.sqrt(keys.shape[1]), keys, values)


@attention_task.mistake(cause="attention-cosine")
def cosine_and_scaled(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    queries = queries / np.linalg.norm(queries, axis=1, keepdims=True)
    keys = keys / np.linalg.norm(keys, axis=1, keepdims=True)
    return attention(queries, keys, values)


def _weighted(weights_of: Function) -> Function:
    """Return a mistake that makes its weights of the scores with ``weights_of``."""

    def mistaken(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
        weights = np.asarray(weights_of(scores_of(queries, keys)), dtype=float)
        return weights @ values, weights

    mistaken.__name__ = weights_of.__name__
    return mistaken


@attention_task.mistake(cause="attention-over-queries")
@_weighted
def softmax_over_queries(scores: Array) -> Any:
    return softmax(scores, axis=0)


@attention_task.mistake(cause="attention-over-everything")
@_weighted
def softmax_over_everything(scores: Array) -> Any:
    return softmax(scores)


@attention_task.mistake(cause="attention-keepdims-missing")
@_weighted
def sums_along_wrong_axis(scores: Array) -> Any:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1)


@attention_task.mistake(cause="attention-keepdims-missing")
@_weighted
def sums_and_maxima_along_wrong_axis(scores: Array) -> Any:
    powers = np.exp(scores - scores.max(axis=1))
    return powers / powers.sum(axis=1)


@attention_task.mistake(cause="attention-shifted-unevenly")
@_weighted
def maxima_along_wrong_axis(scores: Array) -> Any:
    powers = np.exp(scores - scores.max(axis=0))
    return powers / powers.sum(axis=1, keepdims=True)


@attention_task.mistake(cause="attention-shifted-unevenly")
@_weighted
def maxima_without_keepdims(scores: Array) -> Any:
    powers = np.exp(scores - scores.max(axis=1))
    return powers / powers.sum(axis=1, keepdims=True)


@attention_task.mistake(cause="attention-subtracted-after")
@_weighted
def maximum_subtracted_after_powers(scores: Array) -> Any:
    powers = np.exp(scores)
    powers = powers - powers.max(axis=1, keepdims=True)
    return powers / powers.sum(axis=1, keepdims=True)


@attention_task.mistake(cause="attention-without-softmax")
@_weighted
def scores_as_weights(scores: Array) -> Any:
    return scores


@attention_task.mistake(cause="attention-without-powers")
@_weighted
def scores_divided_by_sum(scores: Array) -> Any:
    return scores / scores.sum(axis=1, keepdims=True)


@attention_task.mistake(cause="attention-without-powers")
@_weighted
def shifted_scores_divided_by_sum(scores: Array) -> Any:
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted / shifted.sum(axis=1, keepdims=True)


@attention_task.mistake(cause="attention-not-divided")
@_weighted
def powers_as_weights(scores: Array) -> Any:
    return np.exp(scores)


@attention_task.mistake(cause="attention-not-divided")
@_weighted
def shifted_powers_as_weights(scores: Array) -> Any:
    return np.exp(scores - scores.max(axis=1, keepdims=True))


@attention_task.mistake
@_weighted
def attention_sigmoid(scores: Array) -> Any:
    return expit(scores)


@attention_task.mistake(cause="attention-sigmoid")
@_weighted
def sigmoid_divided_by_sum(scores: Array) -> Any:
    return expit(scores) / expit(scores).sum(axis=1, keepdims=True)


@attention_task.mistake
@_weighted
def attention_takes_best(scores: Array) -> Any:
    return scores == scores.max(axis=1, keepdims=True)


@attention_task.mistake
@_weighted
def attention_masked(scores: Array) -> Any:
    return softmax(np.where(np.tri(*scores.shape) > 0, scores, -1e9), axis=1)


@attention_task.mistake(cause="attention-masked")
@_weighted
def own_place_masked(scores: Array) -> Any:
    return softmax(np.where(np.eye(*scores.shape) > 0, -1e9, scores), axis=1)


@attention_task.mistake
@_weighted
def attention_softmax_twice(scores: Array) -> Any:
    return softmax(softmax(scores, axis=1), axis=1)


@attention_task.mistake(cause="attention-relu")
@_weighted
def positive_scores_divided_by_sum(scores: Array) -> Any:
    positive = np.maximum(scores, 0) + 1e-9
    return positive / positive.sum(axis=1, keepdims=True)


@attention_task.mistake(cause="attention-other-base")
@_weighted
def powers_of_two(scores: Array) -> Any:
    return softmax(scores * np.log(2), axis=1)


@attention_task.mistake(cause="attention-other-base")
@_weighted
def powers_of_ten(scores: Array) -> Any:
    return softmax(scores * np.log(10), axis=1)


@attention_task.mistake(cause="attention-not-signed")
@_weighted
def absolute_scores(scores: Array) -> Any:
    return softmax(np.abs(scores), axis=1)


@attention_task.mistake(cause="attention-not-signed")
@_weighted
def negative_absolute_scores(scores: Array) -> Any:
    return softmax(-np.abs(scores), axis=1)


@attention_task.mistake(cause="attention-not-signed")
@_weighted
def squared_scores(scores: Array) -> Any:
    return softmax(scores**2, axis=1)


@attention_task.mistake(cause="attention-not-signed")
@_weighted
def squared_scores_divided_by_sum(scores: Array) -> Any:
    return scores**2 / (scores**2).sum(axis=1, keepdims=True)


@attention_task.mistake(cause="attention-not-signed")
@_weighted
def absolute_scores_divided_by_sum(scores: Array) -> Any:
    return np.abs(scores) / np.abs(scores).sum(axis=1, keepdims=True)


@attention_task.mistake(cause="attention-log")
@_weighted
def logarithms(scores: Array) -> Any:
    return np.log(softmax(scores, axis=1))


@attention_task.mistake(cause="attention-over-queries")
@_weighted
def softmax_along_both(scores: Array) -> Any:
    return softmax(softmax(scores, axis=1), axis=0)


@attention_task.mistake(cause="attention-weights-transposed")
def transposed_weights(attention: Function, *given: Array) -> Any:
    outputs, weights = attention(*given)
    return outputs, weights.T


@attention_task.mistake(cause="attention-scaled-by-keys")
def scaled_by_width_of_values(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    return attention(queries * np.sqrt(keys.shape[1] / values.shape[1]), keys, values)


@attention_task.mistake
def attention_sign_flipped(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    return attention(-queries, keys, values)


@attention_task.mistake
def attention_scaled_after(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    root = np.sqrt(keys.shape[1])
    outputs, weights = attention(queries * root, keys, values)
    return outputs / root, weights / root


@attention_task.mistake
@_weighted
def attention_even(scores: Array) -> Any:
    return np.full_like(scores, 1 / scores.shape[1])


@attention_task.mistake(cause="attention-by-distance")
def weights_of_distances(attention: Function, queries: Array, keys: Array, values: Array) -> Any:
    # -|q - k|² is 2qk - |k|², but for what a whole row shares: softmax does not see that.
    root = np.sqrt(keys.shape[1])
    return _answer_from((2 * queries @ keys.T - (keys**2).sum(axis=1)) / root, values)


@attention_task.mistake(cause="attention-by-distance")
def weights_of_distances_not_scaled(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    return _answer_from(2 * queries @ keys.T - (keys**2).sum(axis=1), values)


@attention_task.mistake(cause="attention-by-distance")
def weights_of_rooted_distances(
    attention: Function, queries: Array, keys: Array, values: Array
) -> Any:
    apart = queries[:, np.newaxis] - keys[np.newaxis]
    return _answer_from(-np.linalg.norm(apart, axis=2), values)


def _answer_from(scores: Array, values: Array) -> tuple[Array, Array]:
    weights = softmax(scores, axis=1)
    return weights @ values, weights


@attention_task.symptom("attention-weights-shape", part=WEIGHTS)
def other_shape(answer: Array, right: Array, *given: Array) -> Any:
    return answer.shape != right.shape


@attention_task.symptom("attention-weights-negative", part=WEIGHTS)
def negative(answer: Array, right: Array, *given: Array) -> Any:
    return (answer < 0).any()


@attention_task.symptom("attention-over-queries", part=WEIGHTS)
def columns_add_up(answer: Array, right: Array, *given: Array) -> Any:
    return np.allclose(answer.sum(axis=0), 1, atol=_ROUNDING) and not _rows_add_up(answer)


@attention_task.symptom("attention-rows-not-one", part=WEIGHTS)
def rows_do_not_add_up(answer: Array, right: Array, *given: Array) -> Any:
    return not _rows_add_up(answer)


@attention_task.symptom("attention-other-scale", part=WEIGHTS)
def other_scale(answer: Array, right: Array, *given: Array) -> Any:
    # What a row shares, softmax does not see.
    got, expected = (
        np.log(rows) - np.log(rows).mean(axis=1, keepdims=True) for rows in (answer, right)
    )
    scale = (got * expected).sum() / (expected**2).sum()
    return scale > 0 and np.allclose(got, scale * expected, atol=_ROUNDING)


@attention_task.symptom("attention-other-scores", part=WEIGHTS, vague=True)
def other_scores(answer: Array, right: Array, *given: Array) -> Any:
    return True


def _rows_add_up(weights: Array) -> bool:
    return np.allclose(weights.sum(axis=1), 1, atol=_ROUNDING)
