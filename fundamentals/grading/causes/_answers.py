"""Mistakes in softmax, in counting right answers, and in reading one image."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ACCURACY_AS_COUNT",
    "ACCURACY_IN_PERCENT",
    "ACCURACY_IS_ERROR_RATE",
    "ACCURACY_IS_MEAN_CONFIDENCE",
    "ANSWER_NOT_A_PAIR",
    "ANSWER_SWAPPED",
    "HIDDEN_UNITS_IGNORED",
    "ONE_HOT_HOLDS_LABEL",
    "PARAMETERS_DIFFER",
    "PROBABILITY_IN_PERCENT",
    "SOFTMAX_HARD",
    "SOFTMAX_IS_SIGMOID",
    "SOFTMAX_NOT_DIVIDED",
    "SOFTMAX_OF_MAXIMUM",
    "SOFTMAX_OVERFLOW",
    "SOFTMAX_WITHOUT_POWERS",
]

ONE_HOT_HOLDS_LABEL = Cause(
    "one-hot-holds-label",
    Text("The label itself stands where the 1 should be.", "該放 1 的位置放了標籤本身。"),
    Text(
        "Write 1 at the place of the label: row[label] = 1.", "在標籤的位置寫 1：row[label] = 1。"
    ),
)
SOFTMAX_WITHOUT_POWERS = Cause(
    "softmax-without-powers",
    Text(
        "The scores themselves were divided by their sum.",
        "直接拿分數除以總和。",
    ),
    Text(
        "Scores may be negative: raise e to them first, with np.exp.",
        "分數可能是負的：先用 np.exp 算 e 的分數次方。",
    ),
)
SOFTMAX_NOT_DIVIDED = Cause(
    "softmax-not-divided",
    Text("The result does not add up to 1.", "結果加起來不是 1。"),
    Text("Divide the powers by their sum.", "請把各次方除以它們的總和。"),
)
SOFTMAX_OF_MAXIMUM = Cause(
    "softmax-of-maximum",
    Text(
        "The powers were divided by the largest of them, not by their sum.",
        "各次方除以了最大的那一個，而不是總和。",
    ),
    Text("Divide by np.sum.", "請除以 np.sum。"),
)
SOFTMAX_OVERFLOW = Cause(
    "softmax-overflow",
    Text(
        "Large scores became NaN or infinity: e to the power of 1,000 is too large for a computer.",
        "分數很大時變成 NaN 或無限大：e 的 1,000 次方大到電腦裝不下。",
    ),
    Text(
        "Subtract the largest score first: np.exp(scores - np.max(scores)).",
        "先減去最大的分數：np.exp(scores - np.max(scores))。",
    ),
)
SOFTMAX_HARD = Cause(
    "softmax-hard",
    Text("The likeliest class got 1 and every other 0.", "最可能的類別得到 1，其他都是 0。"),
    Text(
        "Softmax keeps the shares: powers / powers.sum().",
        "softmax 保留比例：powers / powers.sum()。",
    ),
)
SOFTMAX_IS_SIGMOID = Cause(
    "softmax-is-sigmoid",
    Text(
        "This is a sigmoid: each score by itself, so the row does not add up to 1.",
        "這是 sigmoid：各分數各算各的，加起來不是 1。",
    ),
    Text("Divide each power by the sum of all of them.", "每個次方都要除以全部的總和。"),
)
HIDDEN_UNITS_IGNORED = Cause(
    "hidden-units-ignored",
    Text(
        "hidden_units makes no difference: the network is always the same.",
        "hidden_units 沒有作用：網路永遠一樣。",
    ),
    Text(
        "Add one Dense layer for each number in hidden_units, with so many units.",
        "hidden_units 裡有幾個數字就加幾個 Dense 層，各用該數字的單元數。",
    ),
)
PARAMETERS_DIFFER = Cause(
    "parameters-differ",
    Text(
        "The network does not have the parameters of the layers that were asked for.",
        "網路的參數數目和所要求的各層不符。",
    ),
    Text(
        "Compare model.summary() with count_parameters: one Dense layer for each number in "
        "hidden_units, in this order, then the output layer.",
        "用 model.summary() 和 count_parameters 比對：hidden_units 的每個數字依序各一個 Dense 層，"
        "最後是輸出層。",
    ),
)
ACCURACY_AS_COUNT = Cause(
    "accuracy-as-count",
    Text("This is how many are right, not their share.", "這是答對的張數，不是比例。"),
    Text("Divide by the number of images, or use np.mean.", "請除以影像數，或改用 np.mean。"),
)
ACCURACY_IN_PERCENT = Cause(
    "accuracy-in-percent",
    Text("The accuracy is 100 times too large.", "準確率大了 100 倍。"),
    Text("It is a share, 0–1: leave out the 100.", "它是 0–1 的比例：不要乘以 100。"),
)
ACCURACY_IS_ERROR_RATE = Cause(
    "accuracy-is-error-rate",
    Text("This is the share that is wrong.", "這是答錯的比例。"),
    Text("Count where answer and label are equal: ==, not !=.", "要數相同的：用 ==，不是 !=。"),
)
ACCURACY_IS_MEAN_CONFIDENCE = Cause(
    "accuracy-is-mean-confidence",
    Text(
        "This is how sure the model is on average, not how often it is right.",
        "這是模型平均有多少把握，不是答對的比例。",
    ),
    Text(
        "Compare the place of the largest probability (np.argmax) with the label.",
        "請把最大機率的位置 (np.argmax) 和標籤比對。",
    ),
)
ANSWER_NOT_A_PAIR = Cause(
    "answer-not-a-pair",
    Text("Digit and probability were asked for.", "要傳回的是數字與機率兩者。"),
    Text("Return both: return digit, probability.", "兩個都傳回：return digit, probability。"),
)
ANSWER_SWAPPED = Cause(
    "answer-swapped",
    Text("Digit and probability are swapped.", "數字與機率的順序顛倒了。"),
    Text(
        "The digit comes first: return digit, probability.", "數字在前：return digit, probability。"
    ),
)
PROBABILITY_IN_PERCENT = Cause(
    "probability-in-percent",
    Text("The probability is 100 times too large.", "機率大了 100 倍。"),
    Text("It is 0–1: leave out the 100.", "它是 0–1：不要乘以 100。"),
)
