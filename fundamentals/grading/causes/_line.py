"""Mistakes in one-hot rows, in the gap, and in descending on a line."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BIAS_IGNORED",
    "BIAS_SIGN",
    "CHANNEL_ADDED",
    "ERROR_ADDED",
    "GAP_EPOCH_BEFORE",
    "GAP_LARGEST",
    "GAP_ONE_CURVE",
    "GAP_RELATIVE",
    "LEARNING_RATE_TWICE",
    "LOSS_DIVIDED_BY_FEWER",
    "LOSS_DIVIDED_TWICE",
    "LOSS_DOUBLED",
    "LOSS_HALVED",
    "LOSS_IS_LARGEST",
    "LOSS_SQUARED_MEAN",
    "MOMENTUM_AHEAD",
    "MOMENTUM_FIXED",
    "MOMENTUM_OF_PLACE",
    "MOMENTUM_SIGN",
    "ONE_HOT_ADDED_UP",
    "ONE_HOT_COLUMNS",
    "ONE_HOT_FIRST_LABEL",
    "ONE_HOT_INVERTED",
    "ONE_HOT_IN_ORDER",
    "ONE_HOT_MIRRORED",
    "ONE_HOT_NEGATIVE",
    "ONE_HOT_UP_TO_LABEL",
    "PATH_ALL_ALIKE",
    "PATH_OF_STEPS",
    "PATH_ONE_LONG",
    "PATH_ONE_PARAMETER",
    "PATH_REVERSED",
    "SLOPE_ALONE",
    "SLOPE_AVERAGED_TWICE",
    "SLOPE_DOUBLED",
    "SLOPE_NEGATED",
    "SLOPE_NOT_AVERAGED",
    "SLOPE_OF_ABSOLUTE",
    "SLOPE_X_TWICE",
    "VECTORS_NOT_ASKED",
    "WEIGHT_AND_BIAS_SWAPPED",
    "WEIGHT_IGNORED",
    "X_AND_Y_SWAPPED",
]

VECTORS_NOT_ASKED = Cause(
    "vectors-not-asked",
    Text(
        "The images were flattened.",
        "圖像被攤平了。",
    ),
    Text(
        "Only the values change here: the shape stays as it is.",
        "這裡只改變數值：形狀保持原樣。",
    ),
)
CHANNEL_ADDED = Cause(
    "channel-added",
    Text(
        "An axis was added at the end.",
        "最後多了一個軸。",
    ),
    Text(
        "Only the values change here: the shape stays as it is.",
        "這裡只改變數值：形狀保持原樣。",
    ),
)
ONE_HOT_IN_ORDER = Cause(
    "one-hot-in-order",
    Text(
        "Row i has its 1 at place i, whatever the label is.",
        "第 i 列的 1 放在第 i 格，沒有看標籤。",
    ),
    Text(
        "Pick the rows by the labels: np.eye(num_classes)[labels].",
        "要依標籤取列：np.eye(num_classes)[labels]。",
    ),
)
ONE_HOT_FIRST_LABEL = Cause(
    "one-hot-first-label",
    Text(
        "Only the first label was encoded.",
        "只編碼了第一個標籤。",
    ),
    Text(
        "Return one row per label.",
        "每個標籤傳回一列。",
    ),
)
ONE_HOT_INVERTED = Cause(
    "one-hot-inverted",
    Text(
        "A single 0 stands among ones.",
        "全是 1，只有一個 0。",
    ),
    Text(
        "Start from zeros and write a 1 at the place of the label.",
        "從全部是 0 開始，在標籤的位置寫 1。",
    ),
)
ONE_HOT_ADDED_UP = Cause(
    "one-hot-added-up",
    Text(
        "One row came back for all labels together.",
        "所有標籤只傳回了一列。",
    ),
    Text(
        "Return one row per label: (n, num_classes).",
        "每個標籤一列：(n, num_classes)。",
    ),
)
ONE_HOT_COLUMNS = Cause(
    "one-hot-columns",
    Text(
        "Each label became a column, not a row.",
        "每個標籤變成一行，不是一列。",
    ),
    Text(
        "The shape is (n, num_classes): one row per label.",
        "形狀是 (n, num_classes)：每個標籤一列。",
    ),
)
ONE_HOT_UP_TO_LABEL = Cause(
    "one-hot-up-to-label",
    Text(
        "Every place up to the label, or from it on, holds a 1.",
        "標籤之前或之後的每一格都是 1。",
    ),
    Text(
        "Only one place holds a 1: row[label] = 1.",
        "只有一格是 1：row[label] = 1。",
    ),
)
ONE_HOT_NEGATIVE = Cause(
    "one-hot-negative",
    Text(
        "The other places hold -1, not 0.",
        "其他位置是 -1，不是 0。",
    ),
    Text(
        "Start from np.zeros.",
        "從 np.zeros 開始。",
    ),
)
ONE_HOT_MIRRORED = Cause(
    "one-hot-mirrored",
    Text(
        "The places were counted from the right.",
        "位置是從右邊數的。",
    ),
    Text(
        "Place 0 is the first one on the left: row[label] = 1.",
        "第 0 格是最左邊的一格：row[label] = 1。",
    ),
)
GAP_LARGEST = Cause(
    "gap-largest",
    Text(
        "This is the largest gap of all epochs.",
        "這是所有週期中最大的差距。",
    ),
    Text(
        "Take the last epoch: index -1.",
        "請取最後一個週期：索引 -1。",
    ),
)
GAP_EPOCH_BEFORE = Cause(
    "gap-epoch-before",
    Text(
        "This is the gap of the epoch before the last.",
        "這是倒數第二個週期的差距。",
    ),
    Text(
        "The last number has index -1.",
        "最後一個數字的索引是 -1。",
    ),
)
GAP_RELATIVE = Cause(
    "gap-relative",
    Text(
        "The two accuracies were divided.",
        "把兩個準確度相除了。",
    ),
    Text(
        "Subtract them, and divide by nothing.",
        "只要相減，不要相除。",
    ),
)
GAP_ONE_CURVE = Cause(
    "gap-one-curve",
    Text(
        "Only one of the two curves was used.",
        "只用了兩條曲線中的一條。",
    ),
    Text(
        'Subtract history.history["val_accuracy"][-1] from history.history["accuracy"][-1].',
        '用 history.history["accuracy"][-1] 減去 history.history["val_accuracy"][-1]。',
    ),
)
LOSS_HALVED = Cause(
    "loss-halved",
    Text(
        "The loss is half as large as it should be.",
        "損失只有應有的一半。",
    ),
    Text(
        "Leave out the factor 1/2: the mean of the squares, and nothing else.",
        "不要乘 1/2：只要平方的平均。",
    ),
)
LOSS_DOUBLED = Cause(
    "loss-doubled",
    Text(
        "The loss is twice as large as it should be.",
        "損失是應有的兩倍。",
    ),
    Text(
        "Leave out the factor 2: it belongs to the slopes.",
        "不要乘 2：它屬於斜率。",
    ),
)
LOSS_DIVIDED_BY_FEWER = Cause(
    "loss-divided-by-fewer",
    Text(
        "The sum was divided by n - 1.",
        "總和除以了 n - 1。",
    ),
    Text(
        "Divide by the number of points, as np.mean does.",
        "請除以點的個數，和 np.mean 一樣。",
    ),
)
LOSS_DIVIDED_TWICE = Cause(
    "loss-divided-twice",
    Text(
        "The mean was divided by the number of points once more.",
        "平均又除以了一次點的個數。",
    ),
    Text(
        "np.mean divides already.",
        "np.mean 已經除過了。",
    ),
)
LOSS_SQUARED_MEAN = Cause(
    "loss-squared-mean",
    Text(
        "The errors were added first and squared afterwards: those above and below cancel.",
        "先把誤差相加才平方：正負會互相抵消。",
    ),
    Text(
        "Square each error, then take the mean: np.mean(error ** 2).",
        "先平方每個誤差，再平均：np.mean(error ** 2)。",
    ),
)
LOSS_IS_LARGEST = Cause(
    "loss-is-largest",
    Text(
        "This is the largest or the middle one of the squared errors.",
        "這是誤差平方中最大或中間的一個。",
    ),
    Text(
        "Use np.mean.",
        "請用 np.mean。",
    ),
)
BIAS_IGNORED = Cause(
    "bias-ignored",
    Text(
        "The bias makes no difference.",
        "偏差 (bias) 沒有作用。",
    ),
    Text(
        "The prediction is weight * x + bias.",
        "預測是 weight * x + bias。",
    ),
)
BIAS_SIGN = Cause(
    "bias-sign",
    Text(
        "The bias was subtracted.",
        "偏差 (bias) 被減掉了。",
    ),
    Text(
        "The prediction is weight * x + bias.",
        "預測是 weight * x + bias。",
    ),
)
WEIGHT_AND_BIAS_SWAPPED = Cause(
    "weight-and-bias-swapped",
    Text(
        "Weight and bias are mixed up.",
        "權重與偏差用錯了地方。",
    ),
    Text(
        "The prediction is weight * x + bias.",
        "預測是 weight * x + bias。",
    ),
)
WEIGHT_IGNORED = Cause(
    "weight-ignored",
    Text(
        "The weight is not multiplied with x.",
        "權重沒有和 x 相乘。",
    ),
    Text(
        "The prediction is weight * x + bias.",
        "預測是 weight * x + bias。",
    ),
)
ERROR_ADDED = Cause(
    "error-added",
    Text(
        "y was added to the prediction, not subtracted.",
        "預測加上了 y，而不是減去。",
    ),
    Text(
        "The error is prediction - y.",
        "誤差是預測減去 y。",
    ),
)
X_AND_Y_SWAPPED = Cause(
    "x-and-y-swapped",
    Text(
        "x and y are swapped.",
        "x 與 y 對調了。",
    ),
    Text(
        "x goes into the line; y is what should come out.",
        "x 輸入直線，y 是應有的輸出。",
    ),
)
SLOPE_AVERAGED_TWICE = Cause(
    "slope-averaged-twice",
    Text(
        "The slopes were divided by the number of points twice.",
        "斜率除以了兩次點的個數。",
    ),
    Text(
        "np.mean divides already.",
        "np.mean 已經除過了。",
    ),
)
SLOPE_DOUBLED = Cause(
    "slope-doubled",
    Text(
        "The slopes are twice as large as they should be.",
        "斜率是應有的兩倍。",
    ),
    Text(
        "The factor 2 belongs there once.",
        "因數 2 只要乘一次。",
    ),
)
SLOPE_ALONE = Cause(
    "slope-alone",
    Text(
        "Only one slope came back.",
        "只傳回了一個斜率。",
    ),
    Text(
        "Return both: along the weight, along the bias.",
        "兩個都傳回：沿權重、沿偏差。",
    ),
)
SLOPE_NEGATED = Cause(
    "slope-negated",
    Text(
        "One of the two slopes has the wrong sign.",
        "兩個斜率中有一個正負號相反。",
    ),
    Text(
        "Use the same error, prediction - y, for both.",
        "兩個都用同樣的誤差：預測減去 y。",
    ),
)
SLOPE_OF_ABSOLUTE = Cause(
    "slope-of-absolute",
    Text(
        "These are the slopes of the absolute error.",
        "這是絕對誤差的斜率。",
    ),
    Text(
        "The loss squares the error: keep its size, 2 * error.",
        "損失是誤差的平方：要保留大小 2 * error。",
    ),
)
SLOPE_X_TWICE = Cause(
    "slope-x-twice",
    Text(
        "x was multiplied once too often.",
        "多乘了一次 x。",
    ),
    Text(
        "Along the weight once, along the bias not at all.",
        "沿權重方向乘一次，沿偏差方向不用乘。",
    ),
)
SLOPE_NOT_AVERAGED = Cause(
    "slope-not-averaged",
    Text(
        "One slope per point came back.",
        "每個點各傳回了斜率。",
    ),
    Text(
        "Take np.mean of each.",
        "請分別取 np.mean。",
    ),
)
PATH_ALL_ALIKE = Cause(
    "path-all-alike",
    Text(
        "Every place of the path is the same.",
        "路徑的每一處都一樣。",
    ),
    Text(
        "Append a new array in each step: place = place + step, not place += step.",
        "每一步都要加入新的陣列：place = place + step，不是 place += step。",
    ),
)
PATH_OF_STEPS = Cause(
    "path-of-steps",
    Text(
        "The steps came back, not the places.",
        "傳回的是每一步，不是每一處。",
    ),
    Text(
        "Add each step to the place before it, and note the place.",
        "把每一步加到前一處，記下的是新的位置。",
    ),
)
PATH_REVERSED = Cause(
    "path-reversed",
    Text(
        "The path begins at the end.",
        "路徑從終點開始。",
    ),
    Text(
        "The start comes first.",
        "起點要在最前面。",
    ),
)
PATH_ONE_PARAMETER = Cause(
    "path-one-parameter",
    Text(
        "Only the weight or only the bias was noted.",
        "只記下了權重或偏差。",
    ),
    Text(
        "Each place is a pair: (weight, bias).",
        "每一處是一對：(權重, 偏差)。",
    ),
)
PATH_ONE_LONG = Cause(
    "path-one-long",
    Text(
        "The path is one step too long.",
        "路徑多了一步。",
    ),
    Text(
        "With the start it has steps + 1 places: range(steps).",
        "連同起點共有 steps + 1 處：range(steps)。",
    ),
)
MOMENTUM_FIXED = Cause(
    "momentum-fixed",
    Text(
        "The momentum is fixed in the code.",
        "動量 (momentum) 寫死在程式裡。",
    ),
    Text(
        "Use momentum in place of the number.",
        "請用 momentum 取代那個數字。",
    ),
)
LEARNING_RATE_TWICE = Cause(
    "learning-rate-twice",
    Text(
        "The learning rate was multiplied twice.",
        "學習率乘了兩次。",
    ),
    Text(
        "step = momentum * step - learning_rate * slope.",
        "step = momentum * step - learning_rate * slope。",
    ),
)
MOMENTUM_OF_PLACE = Cause(
    "momentum-of-place",
    Text(
        "The momentum was multiplied with the place, not with the last step.",
        "動量乘的是位置，不是上一步。",
    ),
    Text(
        "Keep the last step in a variable of its own.",
        "上一步要另外用一個變數記住。",
    ),
)
MOMENTUM_SIGN = Cause(
    "momentum-sign",
    Text(
        "The last step was subtracted.",
        "上一步被減掉了。",
    ),
    Text(
        "Add momentum * step: it points downhill already.",
        "要加上 momentum * step：它已經朝下坡了。",
    ),
)
MOMENTUM_AHEAD = Cause(
    "momentum-ahead",
    Text(
        "The slopes are those of the place where the momentum alone would lead (Nesterov).",
        "用的是只靠動量會走到的地方的斜率（Nesterov）。",
    ),
    Text(
        "Take the slopes of the place where you are.",
        "請取目前位置的斜率。",
    ),
)
