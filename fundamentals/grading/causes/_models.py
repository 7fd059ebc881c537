"""Mistakes in building a model."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "CONVOLUTION_LINEAR",
    "DROPOUT_NOT_HIDDEN",
    "HIDDEN_LINEAR",
    "NOT_A_MODEL",
    "NOT_FLATTENED",
    "NO_CONVOLUTION",
    "NO_DROPOUT",
    "NO_HIDDEN_LAYER",
    "NO_POOLING",
    "OUTPUT_WIDTH",
    "POOLING_AVERAGES",
    "SHAPE_FIXED",
    "SIGMOID_OUTPUT",
    "SOFTMAX_INSIDE",
    "SOFTMAX_MISSING",
    "SOFTMAX_TWICE",
    "STRUCTURE_UNCONFIRMED",
    "TOO_MANY_PARAMETERS",
]

NOT_A_MODEL = Cause(
    "not-a-model",
    Text("The function did not return a Keras model.", "函式沒有傳回 Keras 模型。"),
    Text("End it with return model.", "最後要 return model。"),
)
STRUCTURE_UNCONFIRMED = Cause(
    "structure-unconfirmed",
    Text(
        "The grader could not rebuild this model from Keras' own layers.",
        "評分程式無法用 Keras 內建的層重建這個模型。",
    ),
    Text(
        "Build it from layers of keras.layers, and call each of them in the model's call.",
        "請用 keras.layers 的層來建立，並在模型的 call 中呼叫每一層。",
    ),
)
OUTPUT_WIDTH = Cause(
    "output-width",
    Text("The output has the wrong width.", "輸出的寬度不對。"),
    Text("The last Dense layer has num_classes units.", "最後一層 Dense 要有 num_classes 個單元。"),
)
NOT_FLATTENED = Cause(
    "not-flattened",
    Text(
        "The output still has rows and columns: the image was never flattened.",
        "輸出仍有列與行：影像沒有攤平。",
    ),
    Text(
        "Put keras.layers.Flatten() before the Dense layers.",
        "在 Dense 層之前放 keras.layers.Flatten()。",
    ),
)
SOFTMAX_MISSING = Cause(
    "softmax-missing",
    Text(
        "The output is not probabilities: the softmax at the end is missing.",
        "輸出不是機率：最後少了 softmax。",
    ),
    Text(
        'Give the last Dense layer activation="softmax".',
        '最後一層 Dense 請加上 activation="softmax"。',
    ),
)
SOFTMAX_TWICE = Cause(
    "softmax-twice",
    Text(
        "Softmax is applied twice: the probabilities are squeezed together and the network hardly "
        "learns.",
        "softmax 用了兩次：機率被擠在一起，網路幾乎學不動。",
    ),
    Text(
        "Keep one: the activation of the last layer, or a Softmax layer after it.",
        "只留一個：最後一層的 activation，或其後的 Softmax 層。",
    ),
)
SOFTMAX_INSIDE = Cause(
    "softmax-inside",
    Text(
        "There is a softmax before the output layer.",
        "輸出層之前有一個 softmax。",
    ),
    Text(
        "Hidden layers take ReLU; softmax belongs at the end, once.",
        "隱藏層用 ReLU；softmax 只放在最後，用一次。",
    ),
)
SIGMOID_OUTPUT = Cause(
    "sigmoid-output",
    Text(
        "The output layer has a sigmoid: each class by itself, so the row does not add up to 1.",
        "輸出層用了 sigmoid：各類別各算各的，一列加起來不是 1。",
    ),
    Text('Use activation="softmax".', '請用 activation="softmax"。'),
)
NO_CONVOLUTION = Cause(
    "no-convolution",
    Text(
        "There is no convolution on the way from input to output.", "從輸入到輸出的路上沒有卷積層。"
    ),
    Text("Add keras.layers.Conv2D.", "請加上 keras.layers.Conv2D。"),
)
NO_POOLING = Cause(
    "no-pooling",
    Text("There is no pooling on the way from input to output.", "從輸入到輸出的路上沒有池化層。"),
    Text(
        "Add keras.layers.MaxPooling2D after a convolution.",
        "請在卷積層之後加上 keras.layers.MaxPooling2D。",
    ),
)
NO_DROPOUT = Cause(
    "no-dropout",
    Text(
        "There is no dropout on the way from input to output.",
        "從輸入到輸出的路上沒有丟棄層 (dropout)。",
    ),
    Text(
        "Add keras.layers.Dropout, with a rate above 0.",
        "請加上 keras.layers.Dropout，比例要大於 0。",
    ),
)
CONVOLUTION_LINEAR = Cause(
    "convolution-linear",
    Text(
        "A convolution has no activation: what follows it adds up a sum again.",
        "卷積層沒有激活函數 (activation)：後面的層只是把總和再加一次。",
    ),
    Text(
        'Give each Conv2D activation="relu", or put a ReLU layer after it.',
        '每一層 Conv2D 都加上 activation="relu"，或在它後面放 ReLU 層。',
    ),
)
POOLING_AVERAGES = Cause(
    "pooling-averages",
    Text(
        "The pooling averages; max pooling was asked for.", "池化取的是平均；題目要的是最大池化。"
    ),
    Text(
        "Use keras.layers.MaxPooling2D, which keeps the strongest response.",
        "請用 keras.layers.MaxPooling2D，它保留最強的反應。",
    ),
)
DROPOUT_NOT_HIDDEN = Cause(
    "dropout-not-hidden",
    Text(
        "The dropout acts on the images or on the answers, not on hidden units.",
        "Dropout 作用在輸入圖像或最後的輸出上，沒有作用在隱藏單元上。",
    ),
    Text(
        "Put it between two layers with weights: after a convolution, and before the last Dense.",
        "請放在兩個有權重的層之間：在卷積層之後、最後一層 Dense 之前。",
    ),
)
NO_HIDDEN_LAYER = Cause(
    "no-hidden-layer",
    Text("There is no hidden layer.", "沒有隱藏層。"),
    Text(
        "Put Dense layers with ReLU before the output layer.",
        "在輸出層之前放使用 ReLU 的 Dense 層。",
    ),
)
HIDDEN_LINEAR = Cause(
    "hidden-linear",
    Text(
        "The hidden layers have no activation: together they are no more than one linear layer.",
        "隱藏層沒有激活函數 (activation)：疊起來等於只有一層線性層。",
    ),
    Text('Give them activation="relu".', '請加上 activation="relu"。'),
)
TOO_MANY_PARAMETERS = Cause(
    "too-many-parameters",
    Text("The network has too many parameters.", "網路的參數太多。"),
    Text(
        "Most of them lie between Flatten and the first Dense layer: pool once more, or make that "
        "layer smaller.",
        "大多落在 Flatten 與第一個 Dense 層之間：再池化一次，或把那一層縮小。",
    ),
)
SHAPE_FIXED = Cause(
    "shape-fixed",
    Text(
        "The network takes one shape of image only: input_shape is not used.",
        "網路只接受一種影像形狀：沒有使用 input_shape。",
    ),
    Text("Begin with keras.Input(input_shape).", "請從 keras.Input(input_shape) 開始。"),
)
