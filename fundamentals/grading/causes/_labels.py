"""Mistakes in labels and predicted classes."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ARGMAX_OVER_EVERYTHING",
    "ARGMAX_OVER_IMAGES",
    "CLASSES_AS_COLUMN",
    "CLASSES_COUNTED_IN_DATA",
    "CLASSES_FIXED",
    "CLASSES_FROM_ONE",
    "CLASSES_NOT_INTEGERS",
    "CONFIDENCE_NOT_CLASS",
    "IMAGES_LEFT_OUT",
    "LABELS_NOT_ENCODED",
    "LABELS_OFF_BY_ONE",
    "LEAST_PROBABLE",
    "ONE_HOT_NOT_CLASSES",
    "PROBABILITIES_NOT_CLASSES",
]

LABELS_NOT_ENCODED = Cause(
    "labels-not-encoded",
    Text(
        "The labels came back as integers, not as one-hot rows.", "標籤仍是整數，沒有轉成 one-hot。"
    ),
    Text(
        "Label i becomes row i of np.eye(num_classes).",
        "標籤 i 對應 np.eye(num_classes) 的第 i 列。",
    ),
)
LABELS_OFF_BY_ONE = Cause(
    "labels-off-by-one",
    Text("The 1 is one place off.", "1 的位置差了一格。"),
    Text("Labels count from 0, as columns do.", "標籤從 0 開始數，行 (column) 也是。"),
)
CLASSES_COUNTED_IN_DATA = Cause(
    "classes-counted-in-data",
    Text(
        "The number of classes was counted in the labels: classes that do not occur in them are "
        "missing.",
        "類別數是從標籤數出來的：沒有出現的類別就不見了。",
    ),
    Text("Make the rows num_classes wide.", "每一列的寬度請用 num_classes。"),
)
CLASSES_FIXED = Cause(
    "classes-fixed",
    Text("The number of classes is fixed in the code.", "類別數寫死在程式裡。"),
    Text("Use num_classes in place of the number.", "請用 num_classes 取代那個數字。"),
)
PROBABILITIES_NOT_CLASSES = Cause(
    "probabilities-not-classes",
    Text("Probabilities came back, not classes.", "傳回的是機率，不是類別。"),
    Text(
        "The class is the index of the largest probability: np.argmax(…, axis=1).",
        "類別是最大機率的索引：np.argmax(…, axis=1)。",
    ),
)
CONFIDENCE_NOT_CLASS = Cause(
    "confidence-not-class",
    Text(
        "The largest probability came back, not where it stands.",
        "傳回的是最大的機率值，不是它的位置。",
    ),
    Text("np.max gives the value, np.argmax its index.", "np.max 給的是值，np.argmax 給的是索引。"),
)
ARGMAX_OVER_IMAGES = Cause(
    "argmax-over-images",
    Text(
        "argmax ran over the images, not over the classes.",
        "argmax 是對影像取，不是對類別取。",
    ),
    Text("Rows are images, columns classes: axis=1.", "列是影像，行是類別：請用 axis=1。"),
)
ARGMAX_OVER_EVERYTHING = Cause(
    "argmax-over-everything",
    Text("One number came back for all images.", "所有影像只傳回一個數字。"),
    Text(
        "Without an axis argmax looks at the whole array: axis=1.",
        "沒有指定 axis 時 argmax 會看整個陣列：請用 axis=1。",
    ),
)
LEAST_PROBABLE = Cause(
    "least-probable",
    Text("The least probable class came back.", "傳回的是最不可能的類別。"),
    Text("Use argmax, not argmin.", "請用 argmax，不是 argmin。"),
)
ONE_HOT_NOT_CLASSES = Cause(
    "one-hot-not-classes",
    Text("One-hot rows came back, not classes.", "傳回的是 one-hot，不是類別。"),
    Text(
        "Return one integer an image: np.argmax(…, axis=1).",
        "每張影像傳回一個整數：np.argmax(…, axis=1)。",
    ),
)
CLASSES_AS_COLUMN = Cause(
    "classes-as-column",
    Text("The classes are a column (n, 1), not a row of n.", "類別是一行 (n, 1)，不是 n 個數字。"),
    Text("Leave out keepdims, or use .ravel().", "拿掉 keepdims，或用 .ravel()。"),
)
CLASSES_FROM_ONE = Cause(
    "classes-from-one",
    Text("Every class is one too large.", "每個類別都多了 1。"),
    Text("Classes count from 0; the index is the class.", "類別從 0 開始數；索引就是類別。"),
)
CLASSES_NOT_INTEGERS = Cause(
    "classes-not-integers",
    Text("The classes are right, but they are not integers.", "類別正確，但不是整數。"),
    Text("np.argmax gives integers; do not convert them.", "np.argmax 傳回整數；不要再轉型。"),
)
IMAGES_LEFT_OUT = Cause(
    "images-left-out",
    Text("Not every image got a class.", "不是每張影像都有類別。"),
    Text(
        "Return one class an image, in the order of the images.", "依影像順序，每張傳回一個類別。"
    ),
)
