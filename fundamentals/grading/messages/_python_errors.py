"""What to do about an exception, by its type and message: the first matching row."""

from __future__ import annotations

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
    "大小、步數、訓練週期與索引都必須是整數：請用 // 相除，或用 int(...) 轉換。",
)
_PRINT_SHAPES = Text(
    "Print the shapes of the arrays just before that line, and compare them with the ones that "
    "you expect.",
    "在那一行之前印出各陣列的 shape，與你預期的比較。",
)
_NO_FILES = Text(
    "A graded file has no access to other files or the network. A function gets what it needs as "
    'arguments; put code that reads or downloads under if __name__ == "__main__":.',
    "評分時讀不到其他檔案，也沒有網路。函式需要的資料都在它的參數裡；"
    '讀檔或下載的程式請放在 if __name__ == "__main__": 之下。',
)
_PACKAGE_MISSING = Text(
    "{name} is not installed here. Use {packages} or Python's own modules instead.",
    "這裡沒有 {name}。請不要使用它：可用的有 {packages}，以及 Python 內建的模組。",
)

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
        "",
        r"'float' object cannot be interpreted as an integer|Expected int32, but got [\d.]+ of type"
        r"|expected a positive integer|must be a tuple of \d integers|got '[\d.]+'$"
        r"|by non-int of type 'float'|indices must be integers",
        _WHOLE_NUMBER,
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
            "形狀是一個參數，要再加一層括號：np.zeros((列數, 行數))。",
        ),
    ),
    _HintRule(
        "IndexError",
        r"only integers, slices",
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
            '{target} 的陣列放不下 {source}：請先用 .astype("float64") 轉換，也不要直接改寫參數。',
        ),
    ),
    _HintRule(
        "",
        r"KerasTensor cannot be used",
        Text(
            "While a model is being built there are no numbers yet: use layers, or keras.ops "
            "instead of tf and np.",
            "建立模型時還沒有數值：請用層，或以 keras.ops 代替 tf 與 np。",
        ),
    ),
    # Shapes and indices.
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
        r"",
        Text(
            "The list has fewer items: print its len(...) and the index just before that line.",
            "清單沒有那麼多項：在那一行之前印出它的 len(...) 與索引。",
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
        "ValueError|TypeError|InvalidArgumentError",
        r"(?i)shape|broadcast|dimension|\bndim|incompatible with the layer|cardinality|\brank\b"
        r"|sequence\. The requested array|output size would be|0-dimensional|matmul|size-1 arrays",
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
        "AttributeError|TypeError",
        r"'?NoneType'? object",
        Text(
            "The value is None: a function without a return statement returns None, and so do "
            "model.summary(), list.append() and similar calls.",
            "這個值是 None：沒有 return 的函式會得到 None，model.summary()、list.append() 等也是。",
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
        r"positional argument|unexpected keyword argument|multiple values for",
        Text(
            "The call does not match the function's parameters: keep the parameters that the lab "
            "gave, in their order.",
            "呼叫時的參數與函式定義不一致：請保留實作所給的參數與順序。",
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
_GENERAL = Text(
    "Read the last line first, then print the values that go into the line of your file.",
    "先讀最後一行，再印出你檔案中那一行用到的值。",
)


def hint_for(error: StudentError) -> Text:
    """Return what to do about an exception of the submission."""
    if known := (
        renamed_in_keras_3(error.message) or hint_for_syntax(error) or _changed_parameter(error)
    ):
        return known
    for row in _ROWS:
        if row.types and error.type_name not in row.types.split("|"):
            continue
        if found := re.search(row.pattern, error.message):
            return row.hint.format(packages=", ".join(PACKAGES), **found.groupdict())
    return _GENERAL


def _changed_parameter(error: StudentError) -> Text | None:
    """Return which parameter is missing where the lab's own call, not one in the file, failed."""
    found = re.search(
        r"unexpected keyword argument '(\w+)'|missing \d.*arguments?: (.+)", error.message
    )
    if error.type_name != "TypeError" or error.source_line is not None or not found:
        return None
    if found[1]:
        return _PARAMETER_CHANGED.format(names=found[1])
    return _DEFAULT_MISSING.format(names=found[2].replace("'", ""))
