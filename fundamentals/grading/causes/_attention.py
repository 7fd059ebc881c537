"""Mistakes in attention by hand."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ATTENTION_BY_DISTANCE",
    "ATTENTION_COSINE",
    "ATTENTION_EVEN",
    "ATTENTION_KEEPDIMS_MISSING",
    "ATTENTION_KEYS_NOT_TRANSPOSED",
    "ATTENTION_MASKED",
    "ATTENTION_NOT_A_PAIR",
    "ATTENTION_NOT_DIVIDED",
    "ATTENTION_NOT_SCALED",
    "ATTENTION_OF_QUERIES",
    "ATTENTION_OVERFLOW",
    "ATTENTION_OVER_EVERYTHING",
    "ATTENTION_OVER_QUERIES",
    "ATTENTION_RELU",
    "ATTENTION_SCALED_AFTER",
    "ATTENTION_SCALED_BY_D",
    "ATTENTION_SCALED_BY_KEYS",
    "ATTENTION_SCALE_MULTIPLIED",
    "ATTENTION_SHIFTED_UNEVENLY",
    "ATTENTION_SIGMOID",
    "ATTENTION_SIGN_FLIPPED",
    "ATTENTION_SOFTMAX_TWICE",
    "ATTENTION_SUBTRACTED_AFTER",
    "ATTENTION_SWAPPED",
    "ATTENTION_TAKES_BEST",
    "ATTENTION_WITHOUT_POWERS",
    "ATTENTION_WITHOUT_SOFTMAX",
    "OUTPUTS_AVERAGED",
    "OUTPUTS_OF_BEST",
    "OUTPUTS_OF_KEYS",
    "OUTPUTS_OF_SCORES",
    "OUTPUTS_SUMMED",
    "OUTPUTS_TRANSPOSED",
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
ATTENTION_SCALE_MULTIPLIED = Cause(
    "attention-scale-multiplied",
    Text("The scores were multiplied by √d, not divided by it.", "分數乘上了 √d，應該除以它。"),
    Text(
        "queries @ keys.T / np.sqrt(keys.shape[1]), before softmax.",
        "在 softmax 之前：queries @ keys.T / np.sqrt(keys.shape[1])。",
    ),
)
ATTENTION_SIGMOID = Cause(
    "attention-sigmoid",
    Text(
        "Each weight is a sigmoid of its own score, so a row does not add up to 1.",
        "每個權重是各自分數的 sigmoid，一列加起來不是 1。",
    ),
    Text(
        "Use softmax: np.exp of the scores, divided by the sum of its row.",
        "請用 softmax：先取分數的 np.exp，再除以同一列的總和。",
    ),
)
ATTENTION_NOT_DIVIDED = Cause(
    "attention-not-divided",
    Text(
        "The powers were not divided by the sum of their row.",
        "取了 np.exp 之後，沒有除以同一列的總和。",
    ),
    Text(
        "powers / powers.sum(axis=1, keepdims=True).",
        "請用 powers / powers.sum(axis=1, keepdims=True)。",
    ),
)
ATTENTION_WITHOUT_POWERS = Cause(
    "attention-without-powers",
    Text(
        "The scores were divided by their sum without np.exp.", "分數沒有先取 np.exp，就除以總和。"
    ),
    Text(
        "Take np.exp of the scores first, then divide by the sum of the row.",
        "先取分數的 np.exp，再除以同一列的總和。",
    ),
)
ATTENTION_KEEPDIMS_MISSING = Cause(
    "attention-keepdims-missing",
    Text(
        "Each weight was divided by the sum of another row: the sums lie along the wrong axis.",
        "每個權重除以了別列的總和：總和排在錯的軸上。",
    ),
    Text(
        "Write sum(axis=1, keepdims=True): the sums then stay beside their rows.",
        "請寫 sum(axis=1, keepdims=True)：總和才會留在自己那一列旁邊。",
    ),
)
ATTENTION_KEYS_NOT_TRANSPOSED = Cause(
    "attention-keys-not-transposed",
    Text("The keys were not transposed before the matrix product.", "做矩陣乘法之前，沒有轉置鍵。"),
    Text(
        "queries @ keys.T compares each query with each key.",
        "queries @ keys.T 才會比較每個查詢與每個鍵。",
    ),
)
ATTENTION_MASKED = Cause(
    "attention-masked",
    Text(
        "Later keys got no weight: a query may look at every key here.",
        "後面的鍵沒有權重：這裡每個查詢都可以看所有的鍵。",
    ),
    Text("Leave the mask out.", "不要加遮罩 (mask)。"),
)
ATTENTION_COSINE = Cause(
    "attention-cosine",
    Text(
        "The vectors were divided by their lengths before they were compared.",
        "向量在比較之前，先除以了自己的長度。",
    ),
    Text("Use the dot products themselves, divided by √d.", "直接用內積，再除以 √d。"),
)
ATTENTION_BY_DISTANCE = Cause(
    "attention-by-distance",
    Text(
        "The scores are distances between queries and keys, not their dot products.",
        "分數是查詢與鍵的距離，不是內積。",
    ),
    Text(
        "queries @ keys.T / np.sqrt(keys.shape[1]).",
        "請用 queries @ keys.T / np.sqrt(keys.shape[1])。",
    ),
)
ATTENTION_SHIFTED_UNEVENLY = Cause(
    "attention-shifted-unevenly",
    Text(
        "Different numbers were subtracted from the scores of one row, which changes its softmax.",
        "同一列的分數減去了不同的數，softmax 的結果就變了。",
    ),
    Text(
        "Subtract one number per row: scores.max(axis=1, keepdims=True).",
        "每一列只減一個數：scores.max(axis=1, keepdims=True)。",
    ),
)
ATTENTION_SUBTRACTED_AFTER = Cause(
    "attention-subtracted-after",
    Text(
        "The largest number was subtracted after np.exp, not before it.",
        "最大值是在 np.exp 之後才減去的，應該在之前。",
    ),
    Text(
        "np.exp(scores - scores.max(axis=1, keepdims=True)).",
        "請用 np.exp(scores - scores.max(axis=1, keepdims=True))。",
    ),
)
ATTENTION_EVEN = Cause(
    "attention-even",
    Text("Every key has the same weight.", "每個鍵的權重都一樣。"),
    Text(
        "The scores decide: softmax of queries @ keys.T / √d.",
        "要由分數決定：queries @ keys.T / √d 的 softmax。",
    ),
)
OUTPUTS_OF_SCORES = Cause(
    "outputs-of-scores",
    Text(
        "The values were weighted with the scores themselves, without softmax.",
        "值是用分數加權的，不是用 softmax 之後的權重。",
    ),
    Text("return weights @ values, weights.", "請 return weights @ values, weights。"),
)
OUTPUTS_OF_KEYS = Cause(
    "outputs-of-keys",
    Text(
        "The weights were applied to the keys or the queries, not to the values.",
        "權重乘上了鍵或查詢，不是值。",
    ),
    Text("return weights @ values, weights.", "請 return weights @ values, weights。"),
)
OUTPUTS_AVERAGED = Cause(
    "outputs-averaged",
    Text(
        "The outputs are the plain mean of the values, whatever the weights are.",
        "輸出是值的平均，沒有用到權重。",
    ),
    Text("return weights @ values, weights.", "請 return weights @ values, weights。"),
)
OUTPUTS_SUMMED = Cause(
    "outputs-summed",
    Text("The values were added up without the weights.", "值直接相加，沒有用到權重。"),
    Text("return weights @ values, weights.", "請 return weights @ values, weights。"),
)
OUTPUTS_OF_BEST = Cause(
    "outputs-of-best",
    Text("Each output is the value of the best key alone.", "每個輸出只是最相符那個鍵的值。"),
    Text(
        "Every key contributes its share: weights @ values.",
        "每個鍵都要依權重貢獻：weights @ values。",
    ),
)
OUTPUTS_TRANSPOSED = Cause(
    "outputs-transposed",
    Text(
        "The values or the weights were transposed before the last product.",
        "最後的乘法之前，值或權重轉置了。",
    ),
    Text("weights @ values: (n, m) times (m, v).", "weights @ values：(n, m) 乘 (m, v)。"),
)
ATTENTION_SIGN_FLIPPED = Cause(
    "attention-sign-flipped",
    Text(
        "The scores have the wrong sign: the least similar key gets the most weight.",
        "分數的正負號反了：最不相符的鍵得到最大的權重。",
    ),
    Text(
        "queries @ keys.T / np.sqrt(keys.shape[1]), without a minus.",
        "請用 queries @ keys.T / np.sqrt(keys.shape[1])，不要加負號。",
    ),
)
ATTENTION_SOFTMAX_TWICE = Cause(
    "attention-softmax-twice",
    Text("Softmax was applied twice.", "softmax 做了兩次。"),
    Text("Apply it once, to the scores.", "只對分數做一次。"),
)
ATTENTION_SCALED_AFTER = Cause(
    "attention-scaled-after",
    Text("The weights, not the scores, were divided by √d.", "除以 √d 的是權重，不是分數。"),
    Text("Divide the scores by √d before softmax.", "在 softmax 之前，把分數除以 √d。"),
)
ATTENTION_RELU = Cause(
    "attention-relu",
    Text(
        "Negative scores were set to 0 in place of taking np.exp.",
        "負的分數設成了 0，沒有取 np.exp。",
    ),
    Text(
        "Use softmax: np.exp of the scores, divided by the sum of its row.",
        "請用 softmax：先取分數的 np.exp，再除以同一列的總和。",
    ),
)
