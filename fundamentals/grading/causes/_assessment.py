"""Mistakes in describing data and in reporting what a network is worth."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "BASELINE_EVEN",
    "BASELINE_OF_RAREST",
    "CHOSEN_BY_TEST",
    "CHOSEN_LAST",
    "CHOSEN_WORST",
    "COUNTS_AS_SHARES",
    "FACTS_NOT_A_DICTIONARY",
    "FACT_MISSING",
    "IMAGES_RESHAPED",
    "REPORTED_BEST_TEST",
    "REPORTED_VALIDATION",
    "REPORT_NOT_A_PAIR",
    "REPORT_SWAPPED",
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
