"""Mistakes in residual blocks, separable convolutions, and networks that read row by row."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BLOCKS_IGNORED",
    "BLOCK_CONVOLUTIONS",
    "BLOCK_NORMALIZED",
    "COUNTS_ALONE",
    "COUNTS_SWAPPED",
    "DEEP_MAPS",
    "DEPTHWISE_BIAS",
    "DEPTH_DIFFERS",
    "KERNEL_OF_ONE_CHANNEL",
    "MEASURES_MISSING",
    "NO_ATTENTION",
    "NO_LSTM",
    "NO_SEPARABLE_CONVOLUTION",
    "ORDINARY_CONVOLUTION_LEFT",
    "PARAMETERS_TRAINABLE_ONLY",
    "POSITIONS_ALWAYS",
    "POSITIONS_MISSING",
    "PROJECTION_ALWAYS",
    "PROJECTION_MISSING",
    "RELU_AFTER_MISSING",
    "RELU_BEFORE_ADDITION",
    "RELU_BETWEEN_MISSING",
    "SECONDS_NOT_OF_TRAINING",
    "SIZE_NOT_SQUARED",
    "SKIP_ALWAYS",
    "SKIP_CONCATENATED",
    "SKIP_FROM_INSIDE",
    "SKIP_MISSING",
    "SKIP_NOT_PASSED_ON",
    "SKIP_WITH_RELU",
    "STEPS_ARE_COLUMNS",
    "STEPS_ARE_PIXELS",
    "STEPS_MULTIPLIED",
    "STEPS_NOT_ROWS",
]

BLOCK_CONVOLUTIONS = Cause(
    "block-convolutions",
    Text(
        "The block does not consist of the convolutions that were asked for.",
        "區塊裡的卷積和所要求的不同。",
    ),
    Text(
        "Two Conv2D(filters, 3, …) one after the other; on the skip a Conv2D(filters, 1) only "
        "where the channels differ.",
        "兩層 Conv2D(filters, 3, …) 前後相接；只有色版數不同時，跳接上才有 Conv2D(filters, 1)。",
    ),
)
BLOCK_NORMALIZED = Cause(
    "block-normalized",
    Text("There is a normalization in the block.", "區塊裡有正規化層。"),
    Text(
        "Leave it out here: with it the network without skips would train as well, and nothing "
        "would show what the skip does.",
        "這裡先不要用：有了它，沒有跳接的網路也學得動，就看不出跳接的作用。",
    ),
)
SKIP_MISSING = Cause(
    "skip-missing",
    Text("The skip is missing: x is not added.", "少了跳接：沒有加上 x。"),
    Text(
        "keras.layers.Add()([x, y]) before the last ReLU.",
        "在最後的 ReLU 之前做 keras.layers.Add()([x, y])。",
    ),
)
SKIP_ALWAYS = Cause(
    "skip-always",
    Text(
        "skip=False makes no difference: x is added all the same.",
        "skip=False 沒有作用：還是加上了 x。",
    ),
    Text("Add only where skip is true.", "skip 為真時才相加。"),
)
SKIP_CONCATENATED = Cause(
    "skip-concatenated",
    Text(
        "x was put beside the result of the convolutions, not added to it.",
        "x 是接在卷積結果的旁邊，不是加上去。",
    ),
    Text("Use keras.layers.Add, not Concatenate.", "請用 keras.layers.Add，不是 Concatenate。"),
)
SKIP_FROM_INSIDE = Cause(
    "skip-from-inside",
    Text(
        "The skip begins behind the first convolution, not before it.",
        "跳接從第一層卷積之後開始，不是之前。",
    ),
    Text(
        "Keep x, and give what the convolutions make another name: y.",
        "保留 x，卷積的結果另外取名為 y。",
    ),
)
SKIP_WITH_RELU = Cause(
    "skip-with-relu",
    Text("There is a ReLU on the skip.", "跳接上有 ReLU。"),
    Text(
        "The skip hands x on as it is; where the channels differ, through a 1×1 convolution "
        "without activation.",
        "跳接原樣傳過 x；色版數不同時，經過沒有 activation 的 1×1 卷積。",
    ),
)
RELU_BEFORE_ADDITION = Cause(
    "relu-before-addition",
    Text(
        "The second convolution has a ReLU: the block can add to x, but take nothing away.",
        "第二層卷積用了 ReLU：區塊只能替 x 加上東西，無法減去。",
    ),
    Text(
        "Leave the activation of the second convolution out; ReLU comes after the addition.",
        "第二層卷積不要 activation；ReLU 放在相加之後。",
    ),
)
RELU_AFTER_MISSING = Cause(
    "relu-after-missing",
    Text("The ReLU at the end of the block is missing.", "區塊最後少了 ReLU。"),
    Text("return keras.layers.ReLU()(y).", "最後 return keras.layers.ReLU()(y)。"),
)
RELU_BETWEEN_MISSING = Cause(
    "relu-between-missing",
    Text(
        "There is no ReLU between the two convolutions: together they are no more than one.",
        "兩層卷積之間沒有 ReLU：疊起來等於只有一層。",
    ),
    Text('Give the first one activation="relu".', '第一層請加上 activation="relu"。'),
)
PROJECTION_MISSING = Cause(
    "projection-missing",
    Text(
        "x has another number of channels than the result of the convolutions, and was added as it "
        "is.",
        "x 的色版數和卷積的結果不同，卻直接相加。",
    ),
    Text(
        "Where x.shape[-1] != filters: x = keras.layers.Conv2D(filters, 1)(x) before the addition. "
        "One channel would be added to each of many without an error.",
        "x.shape[-1] != filters 時，相加之前先做 x = keras.layers.Conv2D(filters, 1)(x)。"
        "只有一個色版時，它會加到每個色版上，而且不會出現錯誤訊息。",
    ),
)
PROJECTION_ALWAYS = Cause(
    "projection-always",
    Text(
        "There is a 1×1 convolution on the skip although the channels are the same.",
        "色版數相同，跳接上卻有 1×1 的卷積。",
    ),
    Text(
        "Only where x.shape[-1] != filters: otherwise x goes around as it is.",
        "只有 x.shape[-1] != filters 時才用：否則 x 原樣通過。",
    ),
)
BLOCKS_IGNORED = Cause(
    "blocks-ignored",
    Text(
        "blocks makes no difference: the depth is always the same.",
        "blocks 沒有作用：深度永遠一樣。",
    ),
    Text(
        "for _ in range(blocks): x = residual_block(x, 16, skip).",
        "請用 for _ in range(blocks): x = residual_block(x, 16, skip)。",
    ),
)
DEPTH_DIFFERS = Cause(
    "depth-differs",
    Text(
        "The network has another number of convolutions than was asked for.",
        "網路的卷積層數和所要求的不同。",
    ),
    Text(
        "One Conv2D at the beginning, then two in each block.",
        "一開始一層 Conv2D，之後每個區塊兩層。",
    ),
)
DEEP_MAPS = Cause(
    "deep-maps",
    Text(
        "The maps in the blocks have another size than was asked for.",
        "區塊裡特徵圖的大小和所要求的不同。",
    ),
    Text(
        'Begin with keras.layers.Conv2D(16, 5, strides=4, padding="same", activation="relu"); the '
        "blocks keep this size.",
        '從 keras.layers.Conv2D(16, 5, strides=4, padding="same", activation="relu") 開始；'
        "各區塊維持這個大小。",
    ),
)
SKIP_NOT_PASSED_ON = Cause(
    "skip-not-passed-on",
    Text(
        "The number of additions does not fit skip.",
        "相加的次數和 skip 不符。",
    ),
    Text(
        "Hand it on to every block: residual_block(x, 16, skip).",
        "把它傳給每個區塊：residual_block(x, 16, skip)。",
    ),
)
SIZE_NOT_SQUARED = Cause(
    "size-not-squared",
    Text("The kernel was counted as a row, not as a square.", "卷積核只算了一列，沒有算成正方形。"),
    Text("It has size * size weights a channel.", "每個色版有 size * size 個權重。"),
)
KERNEL_OF_ONE_CHANNEL = Cause(
    "kernel-of-one-channel",
    Text(
        "The ordinary kernel was counted as if it saw one channel only.",
        "一般的卷積核當成只看一個色版來算。",
    ),
    Text(
        "It has size * size weights for each channel that comes in.",
        "每個輸入的色版都有 size * size 個權重。",
    ),
)
STEPS_MULTIPLIED = Cause(
    "steps-multiplied",
    Text("The two steps were multiplied.", "把兩步的參數相乘了。"),
    Text(
        "Each step has weights of its own: add size * size * channels and channels * filters.",
        "兩步各有自己的權重：size * size * channels 與 channels * filters 要相加。",
    ),
)
DEPTHWISE_BIAS = Cause(
    "depthwise-bias",
    Text(
        "The depthwise step was given biases of its own.",
        "逐色版那一步也算了偏差。",
    ),
    Text("There is one bias for each filter, at the end.", "偏差只在最後，每個 filter 一個。"),
)
COUNTS_SWAPPED = Cause(
    "counts-swapped",
    Text("The two numbers are swapped.", "兩個數字的順序顛倒了。"),
    Text("return ordinary, separable.", "請 return ordinary, separable。"),
)
COUNTS_ALONE = Cause(
    "counts-alone",
    Text("Only one of the two numbers came back.", "只傳回了兩個數字中的一個。"),
    Text("Return both: return ordinary, separable.", "兩個都傳回：return ordinary, separable。"),
)
NO_SEPARABLE_CONVOLUTION = Cause(
    "no-separable-convolution",
    Text(
        "There is no depthwise-separable convolution on the way from input to output.",
        "從輸入到輸出的路上沒有深度可分離卷積。",
    ),
    Text("Use keras.layers.SeparableConv2D.", "請用 keras.layers.SeparableConv2D。"),
)
ORDINARY_CONVOLUTION_LEFT = Cause(
    "ordinary-convolution-left",
    Text(
        "Behind the first layer there is still an ordinary convolution.",
        "第一層之後還有一般的卷積。",
    ),
    Text(
        "Replace every Conv2D larger than 1×1 by SeparableConv2D.",
        "把大於 1×1 的 Conv2D 都換成 SeparableConv2D。",
    ),
)
NO_LSTM = Cause(
    "no-lstm",
    Text("There is no LSTM on the way from input to output.", "從輸入到輸出的路上沒有 LSTM。"),
    Text(
        "Add keras.layers.LSTM(64) behind the Reshape.",
        "請在 Reshape 之後加上 keras.layers.LSTM(64)。",
    ),
)
NO_ATTENTION = Cause(
    "no-attention",
    Text(
        "There is no MultiHeadAttention on the way from input to output.",
        "從輸入到輸出的路上沒有 MultiHeadAttention。",
    ),
    Text(
        "keras.layers.MultiHeadAttention(4, WIDTH // 4)(x, x).",
        "請用 keras.layers.MultiHeadAttention(4, WIDTH // 4)(x, x)。",
    ),
)
STEPS_ARE_COLUMNS = Cause(
    "steps-are-columns",
    Text("The steps are columns of the image, not rows.", "每一步是影像的一行，不是一列。"),
    Text(
        "Reshape to (height, width * channels): the first axis counts the steps.",
        "Reshape 成 (height, width * channels)：第一個軸是步數。",
    ),
)
STEPS_ARE_PIXELS = Cause(
    "steps-are-pixels",
    Text("Every pixel is a step of its own.", "每個像素自成一步。"),
    Text(
        "Reshape to (height, width * channels): a whole row is one step.",
        "Reshape 成 (height, width * channels)：一整列是一步。",
    ),
)
STEPS_NOT_ROWS = Cause(
    "steps-not-rows",
    Text(
        "The sequence does not have one step for each row of the image.",
        "序列不是影像的每一列一步。",
    ),
    Text(
        "keras.layers.Reshape((height, width * channels)), all three taken from input_shape.",
        "請用 keras.layers.Reshape((height, width * channels))，三個數都取自 input_shape。",
    ),
)
POSITIONS_MISSING = Cause(
    "positions-missing",
    Text(
        "The network answers the same when the rows are shuffled: it does not know where they are.",
        "把各列打亂，網路的答案不變：它不知道各列的位置。",
    ),
    Text(
        "Add position_codes(height, WIDTH) before the first attention, where positions is true.",
        "positions 為真時，在第一個注意力之前加上 position_codes(height, WIDTH)。",
    ),
)
POSITIONS_ALWAYS = Cause(
    "positions-always",
    Text(
        "With positions=False the order of the rows still makes a difference.",
        "positions=False 時，各列的順序仍然有影響。",
    ),
    Text(
        "Add the codes only where positions is true, and end in the mean of all rows: "
        "GlobalAveragePooling1D, not Flatten.",
        "positions 為真時才加上位置編碼，並以所有列的平均結尾：用 GlobalAveragePooling1D，"
        "不是 Flatten。",
    ),
)
MEASURES_MISSING = Cause(
    "measures-missing",
    Text(
        "A dictionary with parameters, seconds and accuracy, each a number, was asked for.",
        "要傳回的是字典，含 parameters、seconds 與 accuracy，各是一個數字。",
    ),
    Text(
        'return {"parameters": …, "seconds": …, "accuracy": …}.',
        '請 return {"parameters": …, "seconds": …, "accuracy": …}。',
    ),
)
PARAMETERS_TRAINABLE_ONLY = Cause(
    "parameters-trainable-only",
    Text(
        "Only the parameters that training changes were counted.",
        "只算了訓練會改變的參數。",
    ),
    Text(
        "The statistics of batch normalization must be stored too: model.count_params().",
        "批次正規化的統計量也要存起來：請用 model.count_params()。",
    ),
)
SECONDS_NOT_OF_TRAINING = Cause(
    "seconds-not-of-training",
    Text(
        "These are not the seconds that the training took.",
        "這不是訓練所花的秒數。",
    ),
    Text(
        "time.perf_counter() just before train_model and just after it: the difference.",
        "在 train_model 的前一刻與後一刻各取一次 time.perf_counter()，再相減。",
    ),
)
