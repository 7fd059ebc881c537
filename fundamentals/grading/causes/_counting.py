"""Mistakes in counting the parameters of a convolution."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BIAS_A_CHANNEL",
    "CHANNELS_AND_FILTERS_SWAPPED",
    "COUNTS_COMBINED",
    "DEPTHWISE_OF_FILTERS",
    "KERNEL_CUT_IN_TWO",
    "SEPARABLE_LIKE_ORDINARY",
    "STEP_MISSING",
]
BIAS_A_CHANNEL = Cause(
    "bias-a-channel",
    Text(
        "A bias was counted for each channel that comes in. Only filters have one.",
        "每個輸入色版都算了一個偏差 (bias)，但只有 filter 才有。",
    ),
    Text(
        "Add filters once to each count, and no other bias.",
        "兩個數量各加一次 filters，沒有其他偏差。",
    ),
)
COUNTS_COMBINED = Cause(
    "counts-combined",
    Text("The two counts were combined into one number.", "兩個數量合併成了一個數字。"),
    Text(
        "Return both as they are: return ordinary, separable.",
        "兩個都照原樣傳回：return ordinary, separable。",
    ),
)
STEP_MISSING = Cause(
    "step-missing",
    Text(
        "One of the two steps of the separable convolution was not counted.",
        "可分離卷積的兩步，少算了一步。",
    ),
    Text(
        "Add size * size for each channel, channels for each filter, and the biases.",
        "每個色版 size * size 個，每個 filter channels 個，再加上偏差。",
    ),
)
DEPTHWISE_OF_FILTERS = Cause(
    "depthwise-of-filters",
    Text(
        "The depthwise step has one kernel for each channel that comes in, not for each filter.",
        "逐色版的那一步，每個輸入色版一個核心，不是每個 filter 一個。",
    ),
    Text(
        "size * size * channels, then channels * filters.",
        "先是 size * size * channels，再是 channels * filters。",
    ),
)
CHANNELS_AND_FILTERS_SWAPPED = Cause(
    "channels-and-filters-swapped",
    Text("Channels that come in and filters are swapped.", "輸入的色版數與 filter 數顛倒了。"),
    Text(
        "Each filter has size * size * channels weights and a bias.",
        "每個 filter 有 size * size * channels 個權重與一個偏差。",
    ),
)
KERNEL_CUT_IN_TWO = Cause(
    "kernel-cut-in-two",
    Text(
        "The kernel was cut into a row and a column, which is another kind of separable.",
        "把核心拆成了一列與一行，那是另一種可分離。",
    ),
    Text(
        "Each channel gets a whole kernel of size × size; 1 × 1 over all channels follows.",
        "每個色版有一個完整的 size × size 核心，之後再做跨所有色版的 1 × 1。",
    ),
)
SEPARABLE_LIKE_ORDINARY = Cause(
    "separable-like-ordinary",
    Text(
        "Both counts are the same: the separable convolution was counted like the ordinary one.",
        "兩個數量一樣：可分離卷積算得和一般卷積一樣。",
    ),
    Text(
        "The separable one has size * size * channels and channels * filters weights.",
        "可分離卷積有 size * size * channels 與 channels * filters 個權重。",
    ),
)
