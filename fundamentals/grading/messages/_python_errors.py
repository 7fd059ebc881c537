"""What to do about an exception, by its type and message: the first matching row."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from fundamentals.grading.messages._keras_2 import renamed_in_keras_3
from fundamentals.grading.messages._syntax_errors import hint_for_syntax
from fundamentals.language import Text
from fundamentals.sandbox import StudentError

# What learners commonly import, as they write it; a test imports each.
PACKAGES = ("numpy", "scipy", "pandas", "matplotlib", "PIL", "sklearn", "tensorflow", "keras")


@dataclass(frozen=True)
class _HintRule:
    """A hint for exceptions of some types whose message matches a pattern.

    Attributes:
        types: Class names, separated by bars; "" for all.
        pattern: A regular expression; its named groups fill the hint.
        hint: What to do.
    """

    types: str
    pattern: str
    hint: Text


_WHOLE_NUMBER = Text(
    "Sizes, strides, epochs and indices must be integers: divide with //, or use int(...).",
    "大小、步長、訓練週期與索引都必須是整數：請用 // 相除，或用 int(...) 轉換。",
)
_PRINT_SHAPES = Text(
    "Print the shapes of the arrays just before that line, and compare them with the ones that "
    "you expect.",
    "在那一行之前印出各陣列的 shape，與你預期的比較。",
)
_NO_FILES = Text(
    "A graded file has no access to other files or the network. A function gets what it needs as "
    'arguments; put code that reads or downloads under if __name__ == "__main__":.',
    "評分時讀不到其他檔案，也沒有網路。函式需要的資料都在它的引數裡；"
    '讀檔或下載的程式請放在 if __name__ == "__main__": 之下。',
)
_PACKAGE_MISSING = Text(
    "{name} is not installed here. Use {packages} or Python's own modules instead.",
    "這裡沒有 {name}。請不要使用它：可用的有 {packages}，以及 Python 內建的模組。",
)

_CROSSENTROPIES = Text(
    '"sparse_categorical_crossentropy" for integers, "categorical_crossentropy" for one-hot rows',
    '"sparse_categorical_crossentropy"（整數標籤）與 "categorical_crossentropy"（one-hot）',
)
# What is meant most often, by the word of Keras's message.
_USUAL_NAMES = {
    "metric": Text.untranslated('"accuracy"'),
    "loss": _CROSSENTROPIES,
    "optimizer": Text.untranslated('"adam"'),
    "initializer": Text.untranslated('"he_normal"'),
    "activation function": Text.untranslated('"relu"'),
}

_ROWS = (
    # Packages.
    _HintRule(
        "",
        r"holds answers to the labs|內含實作的答案",
        Text(
            "Write the function yourself, and remove the import.",
            "請自己寫出函式，並移除這個匯入。",
        ),
    ),
    _HintRule(
        "ImportError|ModuleNotFoundError",
        r"No module named '(?P<name>google)(\.colab)?'",
        Text(
            "google.colab exists in Colab only: remove the line, or put it under "
            'if __name__ == "__main__":.',
            'google.colab 只在 Colab 才有：請移除這一行，或放在 if __name__ == "__main__": 之下。',
        ),
    ),
    _HintRule("ModuleNotFoundError", r"No module named '(?P<name>\w+)'", _PACKAGE_MISSING),
    _HintRule(
        "ModuleNotFoundError|ImportError",
        r"No module named '|cannot import name '",
        Text(
            "The package is installed, but this version has no such name. Look up the new name in "
            "the package's documentation, or do without it.",
            "套件已安裝，但這個版本沒有這個部分。請在套件文件中查新的名稱，或不要使用它。",
        ),
    ),
    _HintRule(
        "ImportError",
        r"(?i)(?P<name>pydot|graphviz|tensorboard)",
        Text(
            "This needs {name}, which is not installed here. It does not affect the answer: remove "
            "the call or the callback.",
            "這需要 {name}，而這裡沒有。它不影響答案：請移除這個呼叫或回呼 (callback)。",
        ),
    ),
    # Numbers and their types.
    _HintRule(
        "ValueError",
        r"`strides` argument must be .*Received:? strides=(?P<word>(?!None)[A-Za-z]\w*)",
        Text(
            "{word} was passed where the strides belong: write the name of the argument before it, "
            'as in activation="relu" or padding="same".',
            "{word} 放到了步長 (stride) 的位置：前面要寫出引數的名稱，"
            '例如 activation="relu" 或 padding="same"。',
        ),
    ),
    _HintRule(
        "ValueError",
        r"invalid value for `units`.*Received: \w+=(?P<word>[A-Za-z]\w*)",
        Text(
            "{word} was passed where the number of units belongs: the number comes first, as in "
            'Dense(64, activation="relu").',
            '{word} 放到了單元個數的位置：個數寫在最前面，例如 Dense(64, activation="relu")。',
        ),
    ),
    _HintRule(
        "",
        r"'float' object cannot be interpreted as an integer|Expected int32, but got [\d.]+ of type"
        r"|expected a positive integer|must be a tuple of \d integers|got '[\d.]+'$"
        r"|indices must be integers",
        _WHOLE_NUMBER,
    ),
    _HintRule(
        "TypeError|IndexError",
        r"'(int|float)' object is not subscriptable|invalid index to scalar",
        Text(
            "That is a single number, which cannot be indexed: should there be one number per "
            "image, as from rng.uniform(0.8, 1.2, len(images))?",
            "那只是一個數，有好幾個才能索引：是不是每張圖像各要一個，"
            "例如 rng.uniform(0.8, 1.2, len(images))？",
        ),
    ),
    _HintRule(
        "RuntimeError",
        r"sequence argument must have length equal to input rank",
        Text(
            "SciPy needs one number per axis, also for the channel axis: pass 0 for it.",
            "SciPy 的每個軸都要一個數，色版的軸也要：色版填 0。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"(not enough|too many) values to unpack",
        Text(
            "There must be as many names on the left as values on the right: print the value, or "
            "its shape. Are two arguments in the wrong order?",
            "左邊的名稱與右邊的值要一樣多：印出那個值或它的 shape。是不是有兩個引數的順序反了？",
        ),
    ),
    _HintRule(
        "TypeError",
        r"'tuple' object cannot be interpreted as an integer",
        Text(
            "A shape is a tuple of numbers: take one of them, for example image.shape[0].",
            "shape 是好幾個數字：請取其中一個，例如 image.shape[0]。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"Cannot interpret '\d+' as a data type",
        Text(
            "The shape is one argument, a tuple: np.zeros((rows, columns)) with two pairs of "
            "parentheses.",
            "形狀是一個引數，要再加一層括號：np.zeros((列數, 行數))。",
        ),
    ),
    _HintRule(
        "IndexError",
        r"only integers, slices|arrays used as indices must be of integer",
        Text(
            "Index an array with integers, slices or integer arrays: divide with //, or use "
            "int(...).",
            "陣列的索引必須是整數、切片或整數陣列：請用 // 相除，或用 int(...) 轉換。",
        ),
    ),
    _HintRule(
        "",
        r"was expected to be an? \w+ tensor but is an? \w+ tensor|same dtype, got tf\.\w+ != tf\."
        r"|Value for attr 'T\w*' of \w+ is not in|to EagerTensor of dtype"
        r"|[Ii]ncompatible dtypes|dtype mismatch",
        Text(
            "TensorFlow does not convert dtypes automatically: convert both to one dtype first, "
            'for example with keras.ops.cast(x, "float32") or x.astype("float32").',
            "TensorFlow 不會自動轉換數字的型別：請先把兩邊轉成同一種 dtype，"
            '例如 keras.ops.cast(x, "float32") 或 x.astype("float32")。',
        ),
    ),
    _HintRule(
        "",
        r"Cannot cast ufunc '\w+' output from dtype\('(?P<source>\w+)'\) "
        r"to dtype\('(?P<target>\w+)'\)",
        Text(
            'An array of {target} cannot hold {source}: convert it with .astype("float64") first, '
            "and do not write into the argument.",
            '{target} 的陣列放不下 {source}：請先用 .astype("float64") 轉換，也不要直接改寫引數。',
        ),
    ),
    _HintRule(
        "",
        r"KerasTensor cannot be used|'KerasTensor' object has no attribute",
        Text(
            "While a model is being built there are no numbers yet: use layers, or keras.ops "
            "instead of tf and np.",
            "建立模型時還沒有數值：請用層，或以 keras.ops 代替 tf 與 np。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"`(?:in|out)puts` values must be KerasTensors(?!.*invalid value None)",
        Text(
            "While you build a model, pass tensors: call the layer on a tensor, Dense(10)(x). "
            "A layer alone, a whole keras.Model or an array is not a tensor.",
            "建立模型時，函式之間傳遞的是張量：要傳對張量呼叫過的層，例如 Dense(10)(x)，"
            "而不是層本身、整個 keras.Model 或陣列。",
        ),
    ),
    # Shapes and indices.
    _HintRule(
        "ValueError",
        r"could not be broadcast together with shapes (?:\(\d+(?:,\d+)+\) \(\d+,\)"
        r"|\(\d+,\) \(\d+(?:,\d+)+\))",
        Text(
            "NumPy aligns an array of one axis with the last axis of the other. If it holds one "
            "number per image, add the other axes first: numbers[:, np.newaxis, np.newaxis].",
            "只有一個軸的陣列會對齊另一個陣列的最後一個軸。如果它每張圖像有一個數，"
            "要先補上其他的軸：numbers[:, np.newaxis, np.newaxis]。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"all input arrays must have the same shape",
        Text(
            "np.stack needs arrays of one shape: print the shape of each. Rotating or cropping may "
            "change an image's size; SciPy's rotate keeps it with reshape=False.",
            "np.stack 需要形狀相同的陣列：請逐一印出 shape。旋轉或裁切可能改變圖像的大小；"
            "SciPy 的 rotate 要加上 reshape=False 才會保持大小。",
        ),
    ),
    _HintRule(
        "AxisError",
        r"axis (?P<axis>-?\d+) is out of bounds for array of dimension (?P<count>\d+)",
        Text(
            "Axes count from 0, and the array has only {count}, so there is no axis {axis}: print "
            "its shape just before that line.",
            "軸從 0 數起，而陣列只有 {count} 個，所以沒有軸 {axis}：在那一行之前印出它的 shape。",
        ),
    ),
    _HintRule(
        "IndexError",
        r"out of bounds|too many indices",
        Text(
            "The index lies outside the array: print its shape and the index just before that "
            "line. A loop over windows ends at (size - kernel) // stride.",
            "索引超出陣列範圍：在那一行之前印出陣列的 shape 與索引。"
            "滑動視窗的迴圈最後一個位置是（大小 − 核心）// 步長。",
        ),
    ),
    _HintRule(
        "IndexError",
        r"indexing arrays could not be broadcast",
        Text(
            "Index arrays are read in pairs, so all need the same length: "
            "rows[np.arange(len(labels)), labels].",
            "索引陣列是成對讀取的，所以長度要相同：rows[np.arange(len(labels)), labels]。",
        ),
    ),
    _HintRule("IndexError", r"boolean index did not match", _PRINT_SHAPES),
    _HintRule(
        "IndexError",
        r"",
        Text(
            "The list has fewer items: print its len(...) and the index just before that line.",
            "串列沒有那麼多項：在那一行之前印出它的 len(...) 與索引。",
        ),
    ),
    _HintRule(
        "",
        r"truth value of an array",
        Text(
            "Python needs a single True or False, and the array holds many: use np.where or "
            "np.maximum elementwise, or .any() or .all().",
            "Python 需要一個是或否，但陣列有很多個：請用 np.where 或 np.maximum 逐元素處理，"
            "或用 .any()、.all()。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"Cannot convert '\S+' to a shape",
        Text(
            "keras.Input takes the whole tuple: keras.Input(input_shape), without * or a number.",
            "keras.Input 要整個 tuple：keras.Input(input_shape)，不要加 *，也不要只給一個數。",
        ),
    ),
    _HintRule(
        "ValueError|TypeError",
        r"Argument `name` must be a string .*<|Expected `trainable` to be a boolean.*<"
        r"|Sequential\.__init__\(\) takes .*positional arguments",
        Text(
            "There is a layer where a name is expected: put all layers into one list, "
            "keras.Sequential([...]).",
            "名稱的位置放了一個層：請把所有的層放進一個串列，keras.Sequential([...])。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"shape[ =]\(None, None, \d+, \d+|must be fully-defined \(no `None` dimensions\)",
        Text(
            "keras.Input takes the shape of one image, without the batch: model.input_shape[1:], "
            "not model.input_shape.",
            "keras.Input 要的是單張圖像的形狀，不含批次軸：model.input_shape[1:]，"
            "而不是 model.input_shape。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"expected min_ndim=4, found ndim=2",
        Text(
            "Convolution and pooling look at rows and columns, and got one row of numbers per "
            "image: put them before Flatten, and give them (n, height, width, channels).",
            "卷積與池化要看圖像的列與行，得到的卻是每張一列數字：請放在 Flatten 之前，"
            "輸入的形狀是 (n, height, width, channels)。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"Kernel shape must have the same length as input|pooling1d.*expected ndim=3, found ndim=4",
        Text(
            "Conv1D and MaxPooling1D read sequences: images need Conv2D and MaxPooling2D.",
            "Conv1D 與 MaxPooling1D 讀的是序列：圖像要用 Conv2D 與 MaxPooling2D。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"layer '(lstm|gru|simple_rnn|bidirectional)(_\d+)?' .*expected ndim=3, found ndim=2",
        Text(
            "A recurrent layer reads sequences, (n, steps, numbers), but received one row of "
            "numbers per image. Give return_sequences=True to the recurrent layer before it, or "
            "leave out Flatten.",
            "遞迴層要讀序列 (n, 步數, 每步的數)，得到的卻是每張一列數字。"
            "前一個遞迴層要加上 return_sequences=True，或不要用 Flatten。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"layer '(lstm|gru|simple_rnn|bidirectional)(_\d+)?' .*expected ndim=3, found ndim=4",
        Text(
            "A recurrent layer reads sequences, (n, steps, numbers), but received whole images: "
            "first make each row a step, with Reshape.",
            "遞迴層要讀序列 (n, 步數, 每步的數)，得到的卻是整張圖像："
            "請先用 Reshape 讓每一列成為一步。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"layer 'global_\w+_pooling2d\w*' .*expected ndim=4, found ndim=3",
        Text(
            "Global pooling in 2D takes feature maps, but received sequences, (n, steps, numbers): "
            "use GlobalAveragePooling1D or GlobalMaxPooling1D.",
            "2D 的全域池化要的是特徵圖，得到的卻是序列 (n, 步數, 每步的數)："
            "請用 GlobalAveragePooling1D 或 GlobalMaxPooling1D。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"expected (min_)?ndim=(?P<right>\d+), found ndim=(?P<got>\d+)",
        Text(
            "The layer takes {right} axes and got {got}. A single image needs a batch axis, "
            "image[np.newaxis]; a gray image needs a channel axis, images[..., np.newaxis].",
            "這一層要 {right} 個軸，卻得到 {got} 個。單張圖像要加批次軸 image[np.newaxis]；"
            "灰階圖像要有色版軸 images[..., np.newaxis]。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"Only input tensors may be passed as positional arguments[^<]*<\w+ name=",
        Text(
            "That is a layer itself, not its output: call it with the output of the layer before, "
            "layer(...)(x).",
            "那是層本身，不是它的輸出：要用前一層的輸出呼叫它，layer(...)(x)。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"(?:must be|be a list/tuple or) one of [{\[(](?P<names>'[^})\]]+)",
        Text("Only these are allowed: {names}.", "只能是其中之一：{names}。"),
    ),
    _HintRule(
        "ValueError",
        r"(?i)computed output size would be|negative dimension size",
        Text(
            "The feature maps have become smaller than the window: use fewer pooling layers, or "
            'padding="same" in the convolutions.',
            '特徵圖已經比視窗還小：請減少池化層，或在卷積層用 padding="same"。',
        ),
    ),
    _HintRule(
        "ValueError",
        r"called for the variables it was originally built with",
        Text(
            "Keras keeps the settings that it compiled: after setting trainable, compile again, "
            "with a new optimizer.",
            "Keras 會沿用之前編譯的設定：改了 trainable 之後要重新編譯，並使用新的最佳化器。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"`target` and `output` must have the same|must have rank \(ndim\) `target.ndim - 1`",
        Text(
            "The loss does not suit the labels: integers need sparse_categorical_crossentropy, "
            "one-hot rows categorical_crossentropy.",
            "損失函數與標籤不相配：整數標籤用 sparse_categorical_crossentropy，"
            "one-hot 用 categorical_crossentropy。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"When providing `x` as .*`y` should not be passed",
        Text(
            "These batches hold the labels as well: pass them alone, with no labels after them.",
            "這些批次已經含有標籤：只傳入批次，後面不要再傳標籤。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"Invalid value for argument `(?P<name>\w+)`.*Received \w+=(?P<got>True|False|None)\b",
        Text(
            "{name} became {got}, which is not a number: the call that leads to that line swaps "
            "two arguments or leaves one out.",
            "{name} 成了 {got}，不是數字：呼叫到那一行時，有兩個引數對調了，或少了一個。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"has multiple required positional arguments",
        Text(
            "A Sequential model passes one input to each layer, and this layer takes several: "
            "build the network with keras.Input and keras.Model, and call the layer yourself.",
            "Sequential 模型只傳一個輸入給每一層，而這一層要好幾個："
            "請改用 keras.Input 與 keras.Model 建立網路，並自己呼叫這一層。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"shapes are: \[(None, )?(?P<rows>\d+), (?P<columns>\d+)\] and \[(?P=columns), (?P=rows)\]",
        Text(
            "One is {rows} × {columns}, the other {columns} × {rows}: two arguments are swapped, "
            "or one of the two must be transposed.",
            "一個是 {rows} × {columns}，另一個是 {columns} × {rows}："
            "有兩個引數對調了，或其中一個需要轉置。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"Cannot broadcast shape.*shapes are: (?P<one>\[[^\]]+\]) and (?P<other>\[[^\]]+\])",
        Text(
            "{one} and {other} are added or multiplied here: compared from the last axis backward, "
            "their lengths must be equal. First give both the same width, with a Dense layer.",
            "這裡把 {one} 與 {other} 相加或相乘：從最後一個軸往前，長度必須相同。"
            "請先讓兩者寬度相同，例如經過一層 Dense。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"`Concatenate` layer requires inputs with matching shapes",
        Text(
            "Concatenate joins tensors along one axis; all other axes must have equal lengths, the "
            "batch axis included. To add one tensor to the other, write a + b.",
            "Concatenate 沿一個軸把張量並排，其他的軸都要相同，批次軸也算。要相加請寫 a + b。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"cannot reshape array of size (?P<size>\d+) into shape (?P<shape>\([\d,]+\))",
        Text(
            "reshape keeps every number, and {size} do not fit into {shape}. Cut off the rows and "
            "columns that are left over first, or take the lengths from the array's own shape.",
            "reshape 不會增減數字，{size} 個放不進 {shape}。請先切掉多出來的列與行，"
            "或從陣列自己的 shape 取得長度。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"of type 'Variable', not tf\.Tensor",
        Text(
            "A tape watches the variables of a Keras model by itself: leave tape.watch out.",
            "tape 會自動記錄 Keras 模型的變數：請拿掉 tape.watch。",
        ),
    ),
    _HintRule(
        "",
        r"(?:Received a label value of|sparse_categorical_crossentropy/(?s:.*?)indices\[\d+\] =) "
        r"(?P<label>-?\d+) (?:which is outside the valid range of|is not in) \[0, (?P<count>\d+)\)",
        Text(
            "The loss got the label {label}, but the model has {count} outputs, for labels from 0: "
            "pass the labels as they are, and give the last layer one unit per class.",
            "損失函數得到標籤 {label}，但模型只有 {count} 個輸出，對應從 0 開始的標籤："
            "標籤請照原樣傳入，最後一層每個類別一個單元。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"matmul: .*\(size (?P<right>\d+) is different from (?P<left>\d+)\)",
        Text(
            "In a @ b, the last axis of a ({left}) must be as long as the one before last of b "
            "({right}): print both shapes.",
            "在 a @ b 裡，a 最後一個軸的長度（{left}）要等於 b 倒數第二個軸的長度（{right}）："
            "印出兩邊的 shape。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"(?i)expected shape[= ]\((?P<right>[^)]*)\), "
        r"(?:found shape=|but input has incompatible shape )\((?P<got>[^)]*)\)",
        Text(
            "The model was built for arrays ({right}) and got ({got}): give the array that shape, "
            "None stands for any number. A single image needs a batch axis, image[np.newaxis].",
            "模型是為 ({right}) 的陣列建立的，卻得到 ({got})：請讓陣列有那個形狀，"
            "None 表示任意數量。單張圖像要加批次軸 image[np.newaxis]。",
        ),
    ),
    _HintRule(
        "ValueError|TypeError|InvalidArgumentError",
        r"(?i)shape|broadcast|dimension|\bndim|incompatible with the layer|cardinality|\brank\b"
        r"|sequence\. The requested array|output size would be|0-dimensional|matmul"
        r"|(?:size|length)-1 arrays",
        _PRINT_SHAPES,
    ),
    # Names, attributes, arguments.
    _HintRule(
        "UnboundLocalError",
        r"variable '(?P<name>\w+)'",
        Text(
            "Assign a value to {name} on every path that leads to that line.",
            "在通往那一行的每條路徑上，都先給 {name} 一個值。",
        ),
    ),
    _HintRule(
        "AttributeError|TypeError|ValueError",
        r"'?NoneType'? object|of type <class 'NoneType'>",
        Text(
            "The value is None: a function without a return statement returns None, and so do "
            "model.summary(), list.append() and similar calls.",
            "這個值是 None：沒有 return 的函式會得到 None，model.summary()、list.append() 等也是。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"ufunc 'bitwise_xor' not supported|unsupported operand type\(s\) for \^=?: 'float'|"
        r"unsupported operand type\(s\) for \^=?: '\w+' and 'float'",
        Text(
            "In Python, ^ is not a power: write values ** 2.",
            "Python 的 ^ 不是次方：請寫 values ** 2。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"unsupported operand type\(s\) for \S+: '(list|tuple|dict)' and|"
        r"unsupported operand type\(s\) for \S+: '\w+' and '(list|tuple|dict)'"
        r"|can't multiply sequence by non-int of type 'float'",
        Text(
            "You can't do arithmetic with a list or tuple: use one number, such as values[-1], or "
            "convert it with np.array(values).",
            "串列不能直接計算：請取其中一個數，例如 values[-1]，或用 np.array(values) 轉換。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"not supported between instances of '(tuple|list)' and 'int'",
        Text(
            "There is a tuple where a single number belongs: are two arguments in the wrong order? "
            "Conv2D takes the number of filters first, then the size.",
            "該放一個數的地方放了 tuple：兩個引數的順序是否反了？Conv2D 先寫核心的個數，再寫大小。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"unsupported operand type\(s\) for .*'NoneType'",
        Text(
            "One of the two values is None: a function without a return statement returns None.",
            "其中一個值是 None：沒有 return 的函式會得到 None。",
        ),
    ),
    _HintRule(
        "AttributeError|TypeError",
        r"Eager\w*Tensor'? object",
        Text(
            "A tensor is not a NumPy array: convert it with np.asarray(x), or use keras.ops.",
            "張量不是 NumPy 陣列：請用 np.asarray(x) 轉換，或改用 keras.ops。",
        ),
    ),
    _HintRule(
        "AttributeError",
        r"has never been called and thus has no defined (?P<name>input|output)",
        Text(
            "A Sequential model has no {name} before it is called: call it, model(images), or use "
            "model.{name}s[0].",
            "Sequential 模型在呼叫之前沒有 {name}：請呼叫它，model(images)，"
            "或用 model.{name}s[0]。",
        ),
    ),
    _HintRule(
        "AttributeError|NameError",
        r"Did you mean: '(?P<meant>\w+)'",
        Text(
            "Check the spelling: did you mean {meant}?",
            "檢查拼字：是不是 {meant}？",
        ),
    ),
    _HintRule(
        "NameError",
        r"name '(?P<name>\w+)'",
        Text(
            "Check the spelling of {name}, and that the file defines or imports it before it is "
            "used. If the line that does so failed, fix that line first.",
            "檢查 {name} 的拼字，並確認檔案在使用前已定義或匯入它。若那一行執行失敗，請先修正。",
        ),
    ),
    _HintRule(
        "AttributeError",
        r"has no attribute '",
        Text(
            "It has no attribute of that name: check the spelling, and use print(type(...)) to see "
            "whether the value has the type that you expect.",
            "它沒有這個名稱：檢查拼字，並用 print(type(...)) 確認它是否是你預期的型別。",
        ),
    ),
    _HintRule(
        "KeyError",
        r"acc\b",
        Text(
            'The key is the metric\'s name as passed to compile: "accuracy", not "acc". Keys that '
            'start with "val_" exist only if fit was given validation_data.',
            '鍵就是 compile 時的指標名稱：是 "accuracy" 而不是 "acc"。'
            '有給 fit validation_data 才有 "val_" 開頭的鍵。',
        ),
    ),
    _HintRule(
        "KeyError",
        r"",
        Text(
            "The dictionary has no such key: print its keys() just before that line.",
            "字典沒有這個鍵：在那一行之前印出它的 keys()。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"'(builtin_function_or_method|method|function)'"
        r"( object is not (subscriptable|iterable)| and '|$)",
        Text(
            "That is the function itself, not its result: call it with ( ).",
            "那裡放的是函式本身，不是它的結果：呼叫時要加 ( )。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"'(?P<kind>[\w.]+)' object is not callable",
        Text(
            "Only functions are called with ( ), and {kind} is not one. Index with [ ], and do not "
            "reuse the name of a function for a value.",
            "只有函式才用 ( ) 呼叫，{kind} 不是函式。取元素請用 [ ]；"
            "也不要把值取成與函式相同的名稱。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"(?P<name>fit|compile|predict|evaluate)\(\) (takes .*positional arguments? but"
        r"|got multiple values)",
        Text(
            "{name} got more positional arguments than it takes: name each argument after the "
            "labels, such as validation_data=(x_valid, y_valid).",
            "傳給 {name} 的值比位置多：標籤之後的引數要寫出名稱，"
            "例如 validation_data=(x_valid, y_valid)。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"(?P<kind>\w+)\.__init__\(\) missing \d+ required \S+ arguments?: (?P<names>.+)",
        Text("{kind} also needs {names}.", "{kind} 還需要 {names}。"),
    ),
    _HintRule(
        "TypeError",
        r"missing a required argument: '(?P<name>\w+)'",
        Text(
            "The call leaves out {name}. Attention takes queries and values, layer(x, x) if both "
            "are the same; most other layers take one tensor, layer(x).",
            "呼叫時少了 {name}。注意力層要查詢與值，兩者相同時寫 layer(x, x)；"
            "其他層大多只要一個張量，layer(x)。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"(?P<name>fit|compile|predict|evaluate)\(\) got an unexpected keyword argument "
        r"'(?P<argument>\w+)'",
        Text(
            "{name} has no argument called {argument}. Check the spelling: fit takes "
            "validation_data=, compile takes metrics=.",
            "{name} 沒有名為 {argument} 的引數。請檢查拼字：fit 用 validation_data=，"
            "compile 用 metrics=。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"Unrecognized keyword arguments passed to (?P<kind>\w+): \{(?P<names>[^}]+)\}",
        Text(
            "{kind} has no such argument: {names}. Check the spelling, or look the layer up.",
            "{kind} 沒有這個引數：{names}。請檢查拼字，或查閱這一層的說明。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"(?:Unrecognized data type: |Only instances of `keras.Layer`|Could not interpret )"
        r"[^<]*<class '(?:[\w.]+\.)?(?P<kind>\w+)'>",
        Text(
            "{kind} is the class itself: call it, with parentheses, {kind}(…).",
            "{kind} 是類別本身：要加上括號呼叫它，{kind}(…)。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"^too many positional arguments$",
        Text(
            "A layer takes one input: put several into one list, as in Add()([x, y]).",
            "層只接受一個輸入：好幾個要放進一個串列，例如 Add()([x, y])。",
        ),
    ),
    _HintRule(
        "TypeError",
        r"positional argument|unexpected keyword argument|multiple values for",
        Text(
            "The call does not match the function's parameters: keep the parameters that the lab "
            "gave, in their order. A function that is only handed on has no parentheses after it.",
            "呼叫時的引數與函式定義的參數不一致：請保留實作所給的參數與順序。"
            "只是把函式交給別人時，名稱後面不加括號。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"No loss to compute",
        Text(
            'compile was called without a loss: model.compile(optimizer=…, loss="…", metrics=[…]).',
            'compile 沒有指定損失函數：model.compile(optimizer=…, loss="…", metrics=[…])。',
        ),
    ),
    _HintRule(
        "ValueError",
        r"Expected `metrics` argument to be a list",
        Text(
            'metrics takes a list, even of one: metrics=["accuracy"].',
            'metrics 要給串列，只有一個也一樣：metrics=["accuracy"]。',
        ),
    ),
    _HintRule(
        "ValueError",
        r"larger sample than population",
        Text(
            "The code draws more items without repeats than there are: check how many it draws, "
            "and from what. np.where returns a tuple; its [0] holds the indices.",
            "不重複抽出的個數比現有的還多：檢查抽幾個，以及從哪裡抽。"
            "np.where 傳回的是 tuple，其中的 [0] 才是索引。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"must call `compile\(\)`",
        Text(
            "A model learns only after compile has set its loss and optimizer: call "
            "model.compile(...) before that line. For its answers, model.predict is enough.",
            "模型要先用 compile 指定損失與最佳化器才能學：請在那一行之前呼叫 model.compile(...)。"
            "只是要模型的答案時，用 model.predict 就夠了。",
        ),
    ),
    *(
        _HintRule(
            "ValueError",
            rf"Could not interpret (?P<kind>{kind}) identifier: (?P<name>\S+)",
            Text(
                "Keras has no {kind} called {name}: check its spelling. Most use " + usual.en + ".",
                "Keras 沒有叫做 {name} 的 {kind}：檢查拼字。常用的是 " + usual.zh_hant + "。",
            ),
        )
        for kind, usual in _USUAL_NAMES.items()
    ),
    _HintRule(
        "ValueError",
        r"mode '(?P<mode>\w+)' is not supported",
        Text(
            'np.pad has its own names: "constant" fills with zeros, "symmetric" mirrors with the '
            'edge pixel, "reflect" without it.',
            'np.pad 用的是別的名稱："constant" 是零填充，"symmetric" 是含邊緣像素的鏡像，'
            '"reflect" 不含邊緣像素。',
        ),
    ),
    _HintRule(
        "RuntimeError",
        r"non-persistent GradientTape",
        Text(
            "A tape can be used only once: ask for all gradients in one call, "
            "tape.gradient(loss, variables).",
            "tape 只能用一次：請一次要求所有的梯度，tape.gradient(loss, variables)。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"Argument `learning_rate` should be float",
        Text(
            "Keras takes a learning rate as a decimal number, such as 0.001; whole numbers are far "
            "too large.",
            "Keras 的學習率要寫成小數，例如 0.001；整數也太大了。",
        ),
    ),
    _HintRule(
        "ValueError",
        r"argument `rate`|`rate` must be|Invalid value \S+ received for `rate`",
        Text(
            "A rate is a fraction: 30 % is 0.3.",
            "比率是 0 到 1 之間的小數：30 % 是 0.3。",
        ),
    ),
    _HintRule(
        "ValueError|TypeError",
        r"dtype='string' is not a valid dtype|Failed to convert elements of <\w+ name=",
        Text(
            'In Keras 3 the third argument of compile is loss_weights: write metrics=["accuracy"] '
            "with its name.",
            'Keras 3 的 compile 第三個引數是 loss_weights：請寫出名稱，metrics=["accuracy"]。',
        ),
    ),
    _HintRule(
        "ValueError",
        r"No gradients provided",
        Text(
            "The tape did not see how the loss comes from the variables: call the model and "
            "compute the loss inside the with block, with TensorFlow or keras.ops.",
            "tape 沒有看到損失如何從變數算出來：請在 with 區塊內呼叫模型並計算損失，"
            "而且要用 TensorFlow 或 keras.ops。",
        ),
    ),
    _HintRule(
        "TypeError|AttributeError",
        r"'History(Argument)?' object",
        Text(
            "The numbers are in its dictionary: history.history[...].",
            "數字在它的字典裡：history.history[...]。",
        ),
    ),
    # Files, time and everything else.
    _HintRule(
        "FileNotFoundError|PermissionError|NotADirectoryError|IsADirectoryError", r"", _NO_FILES
    ),
    _HintRule(
        "",
        r"URL fetch failure|urlopen error|Name or service not known|Network is unreach",
        _NO_FILES,
    ),
    _HintRule(
        "SystemExit|BdbQuit",
        r"",
        Text(
            "The check runs without you, and the function must return: remove exit(), quit(), "
            "breakpoint() and set_trace().",
            "這裡沒有人操作，函式也必須傳回結果："
            "請移除 exit()、quit()、breakpoint() 與 set_trace()。",
        ),
    ),
    _HintRule(
        "EOFError",
        r"",
        Text("input() gets no answer here: remove it.", "這裡沒有人回答 input()：請移除。"),
    ),
    _HintRule(
        "RecursionError",
        r"",
        Text(
            "The function calls itself endlessly: use a loop instead.",
            "函式不斷呼叫自己：請改用迴圈，不要呼叫自己。",
        ),
    ),
    _HintRule(
        "ZeroDivisionError",
        r"",
        Text(
            "There is a division by zero: print the divisor just before that line, and handle that "
            "case separately.",
            "有地方除以零：在那一行之前印出除數，並另外處理這種情況。",
        ),
    ),
)
_PARAMETER_CHANGED = Text(
    "The lab calls your function with {names}: keep the parameters that the lab gave, with their "
    "names, order and defaults.",
    "實作呼叫你的函式時用到 {names}：請保留實作所給的參數名稱、順序與預設值。",
)
_DEFAULT_MISSING = Text(
    "The lab calls your function without {names}: keep the parameters that the lab gave, with "
    "their names, order and defaults.",
    "實作呼叫你的函式時沒有給 {names}：請保留實作所給的參數名稱、順序與預設值。",
)
_MANY_IMAGES = Text(
    "There are {times} times as many numbers as this shape has room for: its first axis must count "
    "the images. Write -1 or len(images) there.",
    "數字是這個形狀容得下的 {times} 倍：第一個軸要數圖像的張數。請在那裡寫 -1 或 len(images)。",
)
_ONE_FOR_ALL = Text(
    "This shape has room for {times} times as many numbers as there are: print both shapes. Is "
    "there one number where each image needs its own, or an image without its batch axis?",
    "這個形狀容得下 {times} 倍的數字：印出兩邊的 shape。是不是只有一個數，而每張圖像各要一個？"
    "還是圖像少了批次軸？",
)
_GENERAL = Text(
    "Read the last line first, then print the values that go into the line of your file.",
    "先讀最後一行，再印出你檔案中那一行用到的值。",
)


def hint_for(error: StudentError) -> Text:
    """Return what to do about an exception of the submission."""
    if known := (
        renamed_in_keras_3(error.message)
        or hint_for_syntax(error)
        or _changed_parameter(error)
        or _room_for_one(error)
    ):
        return known
    for row in _ROWS:
        if row.types and error.type_name not in row.types.split("|"):
            continue
        if found := re.search(row.pattern, error.message):
            return row.hint.format(packages=", ".join(PACKAGES), **found.groupdict())
    return _GENERAL


def _room_for_one(error: StudentError) -> Text | None:
    """Return what to do about a shape with room for one image of many, or for many of one."""
    found = re.search(r"cannot reshape array of size (\d+) into shape \(([\d,]+)\)", error.message)
    if not found:
        return None
    size, room = int(found[1]), math.prod(int(side) for side in found[2].split(",") if side)
    if size and room > size and room % size == 0:
        return _ONE_FOR_ALL.format(times=room // size)
    if not room or size % room or size == room:
        return None
    return _MANY_IMAGES.format(times=size // room)


def _changed_parameter(error: StudentError) -> Text | None:
    """Return the missing parameter if the lab's own call, not one in the file, failed."""
    found = re.search(
        r"unexpected keyword argument '(\w+)'|missing \d.*arguments?: (.+)", error.message
    )
    if error.type_name != "TypeError" or error.source_line is not None or not found:
        return None
    if found[1]:
        return _PARAMETER_CHANGED.format(names=found[1])
    return _DEFAULT_MISSING.format(names=found[2].replace("'", ""))
