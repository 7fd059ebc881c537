"""Mistakes in taking over a network that has learned another task."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BASE_NOT_FROZEN",
    "BASE_NOT_THAWED",
    "BASE_NOT_USED",
    "BASE_TRAINED_WITH_HEAD",
    "FEW_ARE_FIRST",
    "FEW_AS_MASK",
    "FEW_CLASS_MISSING",
    "FEW_CONFUSED_WITH_LABELS",
    "FEW_FROM_ONE",
    "FEW_IN_ALL",
    "FEW_NOT_JOINED",
    "FEW_REPEATED",
    "FEW_RNG_IGNORED",
    "FEW_TOO_MANY",
    "FEW_UNEVEN",
    "FEW_WITHIN_CLASS",
    "HEAD_FROZEN",
    "HEAD_NOT_TRAINED",
    "LEARNING_RATE_NOT_LOW",
    "STATISTICS_REPLACED",
]

FEW_IN_ALL = Cause(
    "few-in-all",
    Text(
        "per_class images were drawn in all, not of each class.",
        "總共只抽了 per_class 張，不是每個類別各 per_class 張。",
    ),
    Text(
        "Draw for each label in np.unique(labels), and join the draws with np.concatenate.",
        "對 np.unique(labels) 的每個標籤各抽一次，再用 np.concatenate 接起來。",
    ),
)
FEW_UNEVEN = Cause(
    "few-uneven",
    Text("Some classes have more images than others.", "有些類別的影像比其他類別多。"),
    Text(
        "Draw from np.flatnonzero(labels == label), one class after the other.",
        "一個類別一個類別地從 np.flatnonzero(labels == label) 抽。",
    ),
)
FEW_REPEATED = Cause(
    "few-repeated",
    Text("Some images were drawn twice.", "有些影像抽到兩次。"),
    Text("rng.choice(…, replace=False).", "請用 rng.choice(…, replace=False)。"),
)
FEW_CONFUSED_WITH_LABELS = Cause(
    "few-confused-with-labels",
    Text(
        "The labels were returned, not the places where they stand.",
        "傳回的是標籤，不是標籤所在的位置。",
    ),
    Text(
        "Draw from np.flatnonzero(labels == label): these are indices.",
        "請從 np.flatnonzero(labels == label) 抽，那才是索引。",
    ),
)
FEW_RNG_IGNORED = Cause(
    "few-rng-ignored",
    Text(
        "The same rng draws other images, or another rng the same.",
        "相同的 rng 抽出不同的影像，或不同的 rng 抽出相同的影像。",
    ),
    Text("Draw with rng.choice.", "請用 rng.choice 抽。"),
)
BASE_NOT_USED = Cause(
    "base-not-used",
    Text(
        "The network does not contain the base that was handed in, with what it has learned.",
        "網路裡沒有傳進來的基底，也就沒有它學到的東西。",
    ),
    Text("Call base on the images: no new base, no copy.", "請對影像呼叫 base：不要新建或複製。"),
)
BASE_NOT_FROZEN = Cause(
    "base-not-frozen",
    Text("The base is not frozen.", "基底沒有凍結。"),
    Text("base.trainable = False.", "請設定 base.trainable = False。"),
)
HEAD_FROZEN = Cause(
    "head-frozen",
    Text("The new head is frozen as well: nothing can learn.", "新的頭也凍結了：沒有東西可以學。"),
    Text(
        "Freeze the base, not the whole model.",
        "只凍結基底，不是整個模型。",
    ),
)
STATISTICS_REPLACED = Cause(
    "statistics-replaced",
    Text(
        "Batch normalization replaced the mean and variance that it knew by those of the few new "
        "images.",
        "批次正規化把已知的平均與變異數，換成了少數新影像的。",
    ),
    Text(
        "After base.trainable = True, set trainable = False for each BatchNormalization in "
        "base.layers: training=False alone does not stop fit.",
        "base.trainable = True 之後，把 base.layers 裡每個 BatchNormalization 的 trainable "
        "設回 False：只寫 training=False，擋不住 fit。",
    ),
)
BASE_TRAINED_WITH_HEAD = Cause(
    "base-trained-with-head",
    Text(
        "The base changed while the head was trained.",
        "訓練頭的時候，基底也改變了。",
    ),
    Text(
        "Leave base.trainable as build_transfer set it.",
        "base.trainable 保持 build_transfer 設定的樣子。",
    ),
)
HEAD_NOT_TRAINED = Cause(
    "head-not-trained",
    Text("The head is the same as before.", "頭和之前一樣，沒有改變。"),
    Text(
        "Call fit on the model that was handed in, with epochs=epochs.",
        "請對傳進來的 model 呼叫 fit，並加上 epochs=epochs。",
    ),
)
BASE_NOT_THAWED = Cause(
    "base-not-thawed",
    Text("The base is the same as before fine-tuning.", "微調之後，基底還是和之前一樣。"),
    Text(
        "Set base.trainable = True, and then compile again: Keras goes on with what it compiled.",
        "先設定 base.trainable = True，再重新編譯：否則 Keras 會沿用之前編譯的設定。",
    ),
)
LEARNING_RATE_NOT_LOW = Cause(
    "learning-rate-not-low",
    Text(
        "The learning rate is too high for fine-tuning: it overwrites what the base knows.",
        "學習率對微調來說太高：會蓋掉基底學過的東西。",
    ),
    Text(
        "Compile with keras.optimizers.Adam(0.0003) or lower.",
        "請用 keras.optimizers.Adam(0.0003) 或更低的學習率編譯。",
    ),
)
FEW_AS_MASK = Cause(
    "few-as-mask",
    Text(
        "A mask of True and False came back, not indices.",
        "傳回的是 True 與 False 的遮罩，不是索引。",
    ),
    Text("np.flatnonzero(mask) makes indices of it.", "np.flatnonzero(mask) 會把它變成索引。"),
)
FEW_NOT_JOINED = Cause(
    "few-not-joined",
    Text(
        "The indices are in one row per class, not joined into one array.",
        "索引按類別分成好幾列，沒有接成一個陣列。",
    ),
    Text("np.concatenate of the rows joins them.", "請用 np.concatenate 接起來。"),
)
FEW_WITHIN_CLASS = Cause(
    "few-within-class",
    Text(
        "The indices count inside each class, not inside labels.",
        "索引是各類別裡的順序，不是在 labels 裡的位置。",
    ),
    Text(
        "Draw from np.flatnonzero(labels == label), not from range(count).",
        "請從 np.flatnonzero(labels == label) 抽，不是從 range(count) 抽。",
    ),
)
FEW_FROM_ONE = Cause(
    "few-from-one",
    Text("The indices are one off: they count from 1.", "索引差了一個：從 1 開始數了。"),
    Text("Indices count from 0 to len(labels) - 1.", "索引從 0 數到 len(labels) - 1。"),
)
FEW_CLASS_MISSING = Cause(
    "few-class-missing",
    Text("A class was left out.", "漏掉了一個類別。"),
    Text(
        "Loop over every label in np.unique(labels).", "請對 np.unique(labels) 的每個標籤做一次。"
    ),
)
FEW_TOO_MANY = Cause(
    "few-too-many",
    Text(
        "More or fewer images came back than per_class of each class.",
        "傳回的張數，不是每個類別各 per_class 張。",
    ),
    Text(
        "rng.choice(…, per_class, replace=False), once for each class.",
        "每個類別各做一次 rng.choice(…, per_class, replace=False)。",
    ),
)
FEW_ARE_FIRST = Cause(
    "few-are-first",
    Text(
        "The first or last images of each class were taken, not drawn at random.",
        "取的是每個類別最前面或最後面幾張，不是隨機抽的。",
    ),
    Text(
        "Draw with rng.choice(…, per_class, replace=False).",
        "請用 rng.choice(…, per_class, replace=False) 抽。",
    ),
)
