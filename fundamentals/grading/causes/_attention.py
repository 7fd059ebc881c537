"""Mistakes in attention by hand."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ATTENTION_NOT_A_PAIR",
    "ATTENTION_NOT_SCALED",
    "ATTENTION_OF_QUERIES",
    "ATTENTION_OVERFLOW",
    "ATTENTION_OVER_EVERYTHING",
    "ATTENTION_OVER_QUERIES",
    "ATTENTION_SCALED_BY_D",
    "ATTENTION_SCALED_BY_KEYS",
    "ATTENTION_SWAPPED",
    "ATTENTION_TAKES_BEST",
    "ATTENTION_WITHOUT_SOFTMAX",
]

ATTENTION_NOT_A_PAIR = Cause(
    "attention-not-a-pair",
    Text("Outputs and weights were asked for.", "要傳回的是輸出與權重兩者。"),
    Text("return weights @ values, weights.", "請 return weights @ values, weights。"),
)
ATTENTION_SWAPPED = Cause(
    "attention-swapped",
    Text("Outputs and weights are swapped.", "輸出與權重的順序顛倒了。"),
    Text(
        "The outputs come first: return weights @ values, weights.",
        "輸出在前：return weights @ values, weights。",
    ),
)
ATTENTION_NOT_SCALED = Cause(
    "attention-not-scaled",
    Text("The scores were not divided by √d.", "分數沒有除以 √d。"),
    Text(
        "queries @ keys.T / np.sqrt(keys.shape[1]), before softmax.",
        "在 softmax 之前：queries @ keys.T / np.sqrt(keys.shape[1])。",
    ),
)
ATTENTION_SCALED_BY_D = Cause(
    "attention-scaled-by-d",
    Text("The scores were divided by d, not by its root.", "分數除以了 d，不是 √d。"),
    Text("Divide by np.sqrt(keys.shape[1]).", "請除以 np.sqrt(keys.shape[1])。"),
)
ATTENTION_SCALED_BY_KEYS = Cause(
    "attention-scaled-by-keys",
    Text(
        "The scores were divided by the root of a number of rows.",
        "分數除以的是列數的平方根。",
    ),
    Text(
        "d is how many numbers a key has: keys.shape[1].",
        "d 是一個鍵有幾個數字：keys.shape[1]。",
    ),
)
ATTENTION_OVER_QUERIES = Cause(
    "attention-over-queries",
    Text(
        "Softmax runs along the queries: the columns add up to 1, not the rows.",
        "softmax 沿著查詢的方向做：是每一行加起來為 1，不是每一列。",
    ),
    Text(
        "Sum along axis=1, with keepdims=True.",
        "沿 axis=1 加總，並加上 keepdims=True。",
    ),
)
ATTENTION_OVER_EVERYTHING = Cause(
    "attention-over-everything",
    Text(
        "All weights together add up to 1, not those of each query.",
        "所有權重合起來才是 1，不是每個查詢各自為 1。",
    ),
    Text(
        "Sum along axis=1, with keepdims=True.",
        "沿 axis=1 加總，並加上 keepdims=True。",
    ),
)
ATTENTION_WITHOUT_SOFTMAX = Cause(
    "attention-without-softmax",
    Text(
        "The weights are the scores themselves, without softmax.",
        "權重就是分數本身，沒有經過 softmax。",
    ),
    Text(
        "np.exp of the scores, divided by the sum of its row.",
        "先取分數的 np.exp，再除以同一列的總和。",
    ),
)
ATTENTION_TAKES_BEST = Cause(
    "attention-takes-best",
    Text(
        "Each query takes the best key alone: weight 1, and 0 for all others.",
        "每個查詢只取最相符的鍵：權重為 1，其他都是 0。",
    ),
    Text("Softmax lets every key have a share.", "softmax 讓每個鍵都占一份。"),
)
ATTENTION_OF_QUERIES = Cause(
    "attention-of-queries",
    Text(
        "The queries were compared with each other, or the keys, not queries with keys.",
        "比較的是查詢與查詢，或鍵與鍵，不是查詢與鍵。",
    ),
    Text("queries @ keys.T.", "請用 queries @ keys.T。"),
)
ATTENTION_OVERFLOW = Cause(
    "attention-overflow",
    Text(
        "Large scores became NaN or infinity.",
        "分數很大時變成 NaN 或無限大。",
    ),
    Text(
        "Subtract the largest score of each row before np.exp: scores.max(axis=1, keepdims=True).",
        "np.exp 之前先減去每一列最大的分數：scores.max(axis=1, keepdims=True)。",
    ),
)
