"""Mistakes in pooling and dropout."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "DROPOUT_MASK_RETURNED",
    "DROPOUT_NOTHING_DROPPED",
    "DROPOUT_NOT_RESCALED",
    "DROPOUT_NOT_ZERO",
    "DROPOUT_ONE_DRAW",
    "DROPOUT_RATE_INVERTED",
    "DROPOUT_RNG_IGNORED",
    "DROPOUT_WHOLE_ROWS",
    "DROPOUT_WRONG_SCALE",
    "DROPOUT_WRONG_SHARE",
    "POOL_BLOCKS_MIXED",
    "POOL_FIRST_PIXEL",
    "POOL_INDEX",
    "POOL_MEAN",
    "POOL_MIN",
    "POOL_ONE_AXIS",
    "POOL_PARTIAL_KEPT",
    "POOL_SIZE_FIXED",
    "POOL_STARTS_AT_ZERO",
    "POOL_STRIDE_FIXED",
    "POOL_STRIDE_ONE",
    "POOL_SUM",
    "POOL_WRONG_AXES",
]

POOL_MEAN = Cause(
    "pool-mean",
    Text("This is average pooling.", "這是平均池化 (average pooling)。"),
    Text("Take the maximum of each block.", "每一塊取最大值。"),
)
POOL_MIN = Cause(
    "pool-min",
    Text("The smallest number of each block was kept.", "每一塊留下的是最小值。"),
    Text("Take the maximum.", "請取最大值。"),
)
POOL_STRIDE_ONE = Cause(
    "pool-stride-one",
    Text("The blocks overlap: they moved by 1.", "區塊重疊了：每次只移動 1。"),
    Text("Move by size: the stride is the size.", "每次移動 size：步幅就是區塊大小。"),
)
POOL_SIZE_FIXED = Cause(
    "pool-size-fixed",
    Text("The blocks are always 2×2.", "區塊永遠是 2×2。"),
    Text("Use size.", "請使用 size。"),
)
POOL_PARTIAL_KEPT = Cause(
    "pool-partial-kept",
    Text("Incomplete blocks at the edge were kept.", "保留了邊緣不完整的區塊。"),
    Text(
        "There are height // size rows of blocks: drop what is left over.",
        "區塊共有 height // size 列：多出來的捨去。",
    ),
)
POOL_STARTS_AT_ZERO = Cause(
    "pool-starts-at-zero",
    Text("Blocks of negative numbers became 0.", "全是負數的區塊變成了 0。"),
    Text(
        "A search for the maximum must not start at 0: use max over the block.",
        "找最大值不能從 0 開始：請直接對區塊取 max。",
    ),
)
DROPOUT_NOT_RESCALED = Cause(
    "dropout-not-rescaled",
    Text("The survivors were not scaled up.", "留下來的值沒有放大。"),
    Text("Divide them by 1 - rate.", "請除以 1 - rate。"),
)
DROPOUT_RATE_INVERTED = Cause(
    "dropout-rate-inverted",
    Text(
        "A share of rate was kept, and 1 - rate dropped.", "留下了 rate 的比例，丟掉了 1 - rate。"
    ),
    Text(
        "rate is the share to drop: keep where rng.random(…) >= rate.",
        "rate 是要丟棄的比例：保留 rng.random(…) >= rate 的值。",
    ),
)
DROPOUT_WRONG_SCALE = Cause(
    "dropout-wrong-scale",
    Text("The survivors were scaled by the wrong number.", "留下來的值乘或除錯了數字。"),
    Text(
        "Divide by 1 - rate, not by rate and not multiplied.",
        "要除以 1 - rate；不是除以 rate，也不是相乘。",
    ),
)
DROPOUT_NOTHING_DROPPED = Cause(
    "dropout-nothing-dropped",
    Text("No value was dropped.", "沒有丟棄任何值。"),
    Text("Set about rate * 100 % of the values to 0.", "大約要把 rate * 100 % 的值設為 0。"),
)
DROPOUT_WRONG_SHARE = Cause(
    "dropout-wrong-share",
    Text("The share of values that were dropped is not rate.", "被丟棄的比例不是 rate。"),
    Text(
        "Each value is dropped with probability rate, by itself.", "每個值各自以 rate 的機率丟棄。"
    ),
)
DROPOUT_WHOLE_ROWS = Cause(
    "dropout-whole-rows",
    Text("Whole rows or columns were dropped together.", "整列或整行一起被丟棄。"),
    Text(
        "Draw one number a value: rng.random(values.shape).",
        "每個值抽一個數字：rng.random(values.shape)。",
    ),
)
DROPOUT_RNG_IGNORED = Cause(
    "dropout-rng-ignored",
    Text(
        "rng decides nothing: two different ones drop the same values, or the same one drops "
        "different values.",
        "rng 沒有作用：不同的 rng 丟棄了相同的值，或相同的 rng 丟棄了不同的值。",
    ),
    Text(
        "Draw from rng, not from np.random or a generator of your own.",
        "請從 rng 抽籤，不要用 np.random 或自己建立的產生器。",
    ),
)
POOL_SUM = Cause(
    "pool-sum",
    Text("The numbers of each block were added up.", "每一塊的數字被加總了。"),
    Text("Take the maximum of each block.", "每一塊取最大值。"),
)
POOL_STRIDE_FIXED = Cause(
    "pool-stride-fixed",
    Text("The blocks always move by 2.", "區塊永遠移動 2。"),
    Text("Move by size.", "每次移動 size。"),
)
POOL_BLOCKS_MIXED = Cause(
    "pool-blocks-mixed",
    Text(
        "The blocks mix pixels that do not lie together: reshape cut rows, not squares.",
        "區塊混進了不相鄰的像素：reshape 切的是列，不是方塊。",
    ),
    Text(
        "reshape(rows, size, columns, size), then max over axes 1 and 3.",
        "先 reshape(rows, size, columns, size)，再對軸 1 與軸 3 取 max。",
    ),
)
POOL_ONE_AXIS = Cause(
    "pool-one-axis",
    Text("The maximum was taken along one axis of the block only.", "最大值只沿著區塊的一個軸。"),
    Text("Take it over both axes: block.max().", "兩個軸都要：block.max()。"),
)
POOL_FIRST_PIXEL = Cause(
    "pool-first-pixel",
    Text(
        "The first number of each block was kept, not the largest.",
        "留下的是每一塊的第一個數字，不是最大的。",
    ),
    Text("Take the maximum of the whole block.", "請取整個區塊的最大值。"),
)
POOL_INDEX = Cause(
    "pool-index",
    Text("This is where in its block the largest number stands.", "這是最大值在區塊裡的位置。"),
    Text("Return the number itself: max, not argmax.", "要傳回數字本身：max，不是 argmax。"),
)
DROPOUT_MASK_RETURNED = Cause(
    "dropout-mask-returned",
    Text("Only the mask came back, not the values.", "傳回的只有遮罩 (mask)，沒有值。"),
    Text("Multiply the values by it.", "請把值乘上它。"),
)
DROPOUT_ONE_DRAW = Cause(
    "dropout-one-draw",
    Text(
        "One number decided over all values: all were kept, or none.",
        "一個亂數就決定了所有的值：全部留下，或全部歸零。",
    ),
    Text(
        "Draw one number for each value: rng.random(values.shape).",
        "每個值各抽一個數字：rng.random(values.shape)。",
    ),
)
DROPOUT_NOT_ZERO = Cause(
    "dropout-not-zero",
    Text("The dropped values did not become 0.", "被捨去的值沒有變成 0。"),
    Text("Multiply the values by a mask of 0 and 1.", "請把值乘上由 0 與 1 組成的遮罩 (mask)。"),
)
POOL_WRONG_AXES = Cause(
    "pool-wrong-axes",
    Text("The maximum was taken over the wrong axes.", "取最大值時用錯了軸。"),
    Text(
        "After reshape(rows, size, columns, size) the block's own axes are 1 and 3.",
        "reshape(rows, size, columns, size) 之後，區塊自己的軸是 1 與 3。",
    ),
)
