"""Mistakes in describing data and in reporting what a network is worth."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BASELINE_DIVIDED_BY_CLASSES",
    "BASELINE_EVEN",
    "BASELINE_IS_CLASS",
    "BASELINE_IS_RATIO",
    "BASELINE_OF_GUESSES",
    "BASELINE_OF_ONE_CLASS",
    "BASELINE_OF_OTHERS",
    "BASELINE_OF_RAREST",
    "CHOSEN_BY_BOTH",
    "CHOSEN_BY_GAP",
    "CHOSEN_BY_TEST",
    "CHOSEN_FIRST",
    "CHOSEN_FROM_ONE",
    "CHOSEN_LAST",
    "CHOSEN_SECOND",
    "CHOSEN_VALUE",
    "CHOSEN_WORST",
    "COUNTS_ACCUMULATED",
    "COUNTS_ARE_CLASSES",
    "COUNTS_AS_SHARES",
    "COUNTS_AVERAGED",
    "COUNTS_SHIFTED",
    "COUNTS_SORTED",
    "FACTS_NOT_A_DICTIONARY",
    "FACT_MISSING",
    "IMAGES_RESHAPED",
    "REPORTED_ANOTHER",
    "REPORTED_BEST_TEST",
    "REPORTED_GAP",
    "REPORTED_MEAN",
    "REPORTED_VALIDATION",
    "REPORT_NOT_A_PAIR",
    "REPORT_SWAPPED",
    "SHAPE_FIXED_IN_CODE",
    "SHAPE_FROM_OTHER_AXES",
    "SHAPE_MULTIPLIED",
    "SHAPE_OF_ALL_IMAGES",
    "SHAPE_WITHOUT_CHANNELS",
]

FACTS_NOT_A_DICTIONARY = Cause(
    "facts-not-a-dictionary",
    Text("The function did not return a dictionary.", "函式沒有傳回字典。"),
    Text(
        'Return {"image_shape": …, "images_a_class": …, "baseline": …}.',
        '請傳回 {"image_shape": …, "images_a_class": …, "baseline": …}。',
    ),
)
FACT_MISSING = Cause(
    "fact-missing",
    Text("The dictionary lacks an entry.", "字典少了一個項目。"),
    Text("The docstring names the three keys.", "docstring 列出了三個鍵。"),
)
SHAPE_OF_ALL_IMAGES = Cause(
    "shape-of-all-images",
    Text(
        "This is the shape of the whole array, not of one image.",
        "這是整個陣列的形狀，不是一張影像的。",
    ),
    Text("Leave the first axis out: images.shape[1:].", "去掉第一個軸：images.shape[1:]。"),
)
SHAPE_WITHOUT_CHANNELS = Cause(
    "shape-without-channels",
    Text("The channels are missing from the shape.", "形狀裡少了色版 (channel)。"),
    Text("An image has height, width and channels.", "影像有高、寬、色版三個長度。"),
)
COUNTS_AS_SHARES = Cause(
    "counts-as-shares",
    Text("These are shares, not numbers of images.", "這是比例，不是張數。"),
    Text("Do not divide by the number of images.", "不要除以影像總數。"),
)
BASELINE_EVEN = Cause(
    "baseline-even",
    Text(
        "The baseline assumes that every class has as many images as the others.",
        "這個基準假設每個類別的張數都一樣。",
    ),
    Text(
        "Divide the largest count by the number of all images.",
        "請用最大的張數除以影像總數。",
    ),
)
BASELINE_OF_RAREST = Cause(
    "baseline-of-rarest",
    Text("This is the share of the rarest class.", "這是最少那一類的比例。"),
    Text("Take the most frequent one.", "請用最多的那一類。"),
)
IMAGES_RESHAPED = Cause(
    "images-reshaped",
    Text("The images have another shape than before.", "影像的形狀改變了。"),
    Text("Scale the pixels, and leave the shape.", "只縮放像素，形狀保持不變。"),
)
CHOSEN_BY_TEST = Cause(
    "chosen-by-test",
    Text(
        "The test images chose the network: what is reported holds luck along with skill.",
        "用測試影像挑選了網路：報告的數字除了實力，還有運氣。",
    ),
    Text("Choose the network with the best validation.", "請選驗證最好的網路。"),
)
CHOSEN_LAST = Cause(
    "chosen-last",
    Text("The last network was chosen, whatever it is worth.", "不管好壞，選了最後一個網路。"),
    Text("np.argmax(validation) is the best one.", "np.argmax(validation) 才是最好的。"),
)
CHOSEN_WORST = Cause(
    "chosen-worst",
    Text("The worst network was chosen.", "選到了最差的網路。"),
    Text("Accuracy: the larger, the better.", "準確率愈大愈好。"),
)
REPORTED_VALIDATION = Cause(
    "reported-validation",
    Text(
        "The validation accuracy is reported: it chose the network, so it flatters it.",
        "報告的是驗證準確率：它挑選了網路，所以偏高。",
    ),
    Text(
        "Report the test accuracy of the chosen network.",
        "請報告被選中網路的測試準確率。",
    ),
)
REPORTED_BEST_TEST = Cause(
    "reported-best-test",
    Text(
        "The best test accuracy is reported, and it is another network's.",
        "報告的是最好的測試準確率，但那是另一個網路的。",
    ),
    Text("Read the test at the chosen network only.", "只讀被選中網路的測試準確率。"),
)
REPORT_NOT_A_PAIR = Cause(
    "report-not-a-pair",
    Text("The function did not return two numbers.", "函式沒有傳回兩個數字。"),
    Text("Return the index, then the accuracy.", "先傳回索引，再傳回準確率。"),
)
REPORT_SWAPPED = Cause(
    "report-swapped",
    Text("Index and accuracy are swapped.", "索引與準確率的順序相反。"),
    Text("The index comes first.", "索引在前。"),
)
SHAPE_FROM_OTHER_AXES = Cause(
    "shape-from-other-axes",
    Text(
        "The numbers are lengths of the array, but not those of an image in their order.",
        "這些是陣列的長度，但不是一張圖像依序的三個長度。",
    ),
    Text("images.shape[1:] is height, width, channels.", "images.shape[1:] 依序是高、寬、色版。"),
)
SHAPE_MULTIPLIED = Cause(
    "shape-multiplied",
    Text("The lengths were multiplied into one number.", "三個長度乘成了一個數字。"),
    Text("Return the three lengths: images.shape[1:].", "請傳回三個長度：images.shape[1:]。"),
)
SHAPE_FIXED_IN_CODE = Cause(
    "shape-fixed-in-code",
    Text("The shape is fixed in the code.", "形狀寫死在程式裡。"),
    Text("Take it from the images: images.shape[1:].", "要從圖像取得：images.shape[1:]。"),
)
COUNTS_ARE_CLASSES = Cause(
    "counts-are-classes",
    Text("These are the classes, not how many images each has.", "這些是類別，不是各類別的張數。"),
    Text("np.bincount(labels) counts them.", "np.bincount(labels) 會數出張數。"),
)
COUNTS_SORTED = Cause(
    "counts-sorted",
    Text(
        "The counts are sorted, so they no longer stand at their classes.",
        "張數排序過，不再對應各自的類別。",
    ),
    Text(
        "Keep the order of the classes: np.bincount(labels).",
        "保持類別的順序：np.bincount(labels)。",
    ),
)
COUNTS_AVERAGED = Cause(
    "counts-averaged",
    Text(
        "One number came back: the mean or the sum of all classes.",
        "只傳回一個數字：所有類別的平均或總和。",
    ),
    Text(
        "Return one count per class: np.bincount(labels).",
        "每個類別傳回一個張數：np.bincount(labels)。",
    ),
)
COUNTS_ACCUMULATED = Cause(
    "counts-accumulated",
    Text(
        "The counts of the classes before were added to each count.",
        "每個張數加上了前面各類別的張數。",
    ),
    Text("np.bincount(labels), without cumsum.", "請用 np.bincount(labels)，不要 cumsum。"),
)
COUNTS_SHIFTED = Cause(
    "counts-shifted",
    Text(
        "The counts stand at the wrong classes: labels begin at 0.",
        "張數放在錯的類別上：標籤從 0 開始。",
    ),
    Text(
        "np.bincount(labels) counts from label 0 to the last one.",
        "np.bincount(labels) 會從標籤 0 數到最後一個。",
    ),
)
BASELINE_IS_CLASS = Cause(
    "baseline-is-class",
    Text(
        "This is the most frequent class itself, not how often it is right.",
        "這是最多的那一類，不是它答對的比例。",
    ),
    Text(
        "Divide the largest count by the number of all images: counts.max() / counts.sum().",
        "用最大的張數除以圖像總數：counts.max() / counts.sum()。",
    ),
)
BASELINE_OF_OTHERS = Cause(
    "baseline-of-others",
    Text(
        "This is the fraction of images that the constant answer gets wrong.",
        "這是永遠回答同一類時答錯的比例。",
    ),
    Text(
        "The baseline counts the right ones: counts.max() / counts.sum().",
        "基準要算答對的：counts.max() / counts.sum()。",
    ),
)
BASELINE_DIVIDED_BY_CLASSES = Cause(
    "baseline-divided-by-classes",
    Text("The largest count was divided by the number of classes.", "最大的張數除以了類別數。"),
    Text("Divide by the number of all images: counts.sum().", "請除以圖像總數：counts.sum()。"),
)
BASELINE_OF_ONE_CLASS = Cause(
    "baseline-of-one-class",
    Text(
        "This is the share of a fixed class, which need not be the most frequent.",
        "這是某個固定類別的比例，不一定是最多的那一類。",
    ),
    Text("counts.max() / counts.sum().", "請用 counts.max() / counts.sum()。"),
)
BASELINE_IS_RATIO = Cause(
    "baseline-is-ratio",
    Text(
        "The largest count was divided by another class's, not by the number of all images.",
        "最大的張數除以了別類的張數，不是圖像總數。",
    ),
    Text("counts.max() / counts.sum().", "請用 counts.max() / counts.sum()。"),
)
CHOSEN_FIRST = Cause(
    "chosen-first",
    Text("The first network was chosen, whatever it is worth.", "不管好壞，選了第一個網路。"),
    Text("np.argmax(validation) is the best one.", "np.argmax(validation) 才是最好的。"),
)
CHOSEN_BY_BOTH = Cause(
    "chosen-by-both",
    Text("Validation and test chose the network together.", "驗證與測試一起挑選了網路。"),
    Text(
        "Only the validation may choose: np.argmax(validation).",
        "只能由驗證挑選：np.argmax(validation)。",
    ),
)
CHOSEN_BY_GAP = Cause(
    "chosen-by-gap",
    Text(
        "The network with the smallest or largest gap between validation and test was chosen.",
        "選了驗證與測試差距最小或最大的網路。",
    ),
    Text(
        "Only the validation may choose: np.argmax(validation).",
        "只能由驗證挑選：np.argmax(validation)。",
    ),
)
CHOSEN_FROM_ONE = Cause(
    "chosen-from-one",
    Text("The networks were counted from 1.", "網路從 1 開始數。"),
    Text(
        "An index begins at 0: np.argmax(validation) as it is.",
        "索引從 0 開始：直接用 np.argmax(validation)。",
    ),
)
CHOSEN_VALUE = Cause(
    "chosen-value",
    Text(
        "The best accuracy came back in place of its index.", "傳回的是最好的準確度，不是它的索引。"
    ),
    Text("np.argmax(validation), not np.max.", "請用 np.argmax(validation)，不是 np.max。"),
)
CHOSEN_SECOND = Cause(
    "chosen-second",
    Text("The second best network was chosen.", "選了第二好的網路。"),
    Text("np.argmax(validation) is the best one.", "np.argmax(validation) 才是最好的。"),
)
REPORTED_MEAN = Cause(
    "reported-mean",
    Text(
        "A mean is reported, not the test accuracy of the chosen network.",
        "報告的是平均，不是被選中網路的測試準確度。",
    ),
    Text("Report test[chosen], and nothing else.", "只報告 test[chosen]。"),
)
REPORTED_GAP = Cause(
    "reported-gap",
    Text("The gap between validation and test is reported.", "報告的是驗證與測試的差距。"),
    Text("Report test[chosen].", "請報告 test[chosen]。"),
)
REPORTED_ANOTHER = Cause(
    "reported-another",
    Text("The test accuracy of another network is reported.", "報告的是另一個網路的測試準確度。"),
    Text(
        "Report test[chosen], at the index that was chosen.",
        "請報告 test[chosen]，也就是被選中的索引。",
    ),
)
BASELINE_OF_GUESSES = Cause(
    "baseline-of-guesses",
    Text(
        "This is what random guesses in the same proportions would get right.",
        "這是按各類比例亂猜時答對的比例。",
    ),
    Text(
        "One answer for every image: counts.max() / counts.sum().",
        "每張圖像都回答同一類：counts.max() / counts.sum()。",
    ),
)
