"""Mistakes in each step that turns a picture from outside into one for the model."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "CENTRE_MIRRORED",
    "CENTRE_NOT_AT_14",
    "CENTRE_NOT_ROUNDED",
    "CENTRE_NOT_WEIGHED",
    "CENTRE_ONE_AXIS",
    "CHANNEL_KEPT",
    "CROP_AXES_SWAPPED",
    "CROP_FAINT_ERASED",
    "CROP_FIRST_AND_LAST",
    "CROP_IS_A_MASK",
    "CROP_NOT_CUT",
    "CROP_PIXELS_ALONE",
    "CROP_TOO_WIDE",
    "DIFFERENCE_IS_SQUARED",
    "DIFFERENCE_IS_SUM",
    "DIFFERENCE_OF_EACH",
    "DIFFERENCE_OF_LIKELIEST",
    "GREY_PICTURE_REDUCED",
    "GREY_STILL_COLORED",
    "INK_LEFT_OUT",
    "INK_NOT_CROPPED",
    "INK_SQUARED",
    "INK_THRESHOLDED",
    "PAIRS_AS_TWO_LISTS",
    "PAIRS_BY_NAME",
    "PAIRS_IN_DICTIONARY",
    "PAPER_FROM_ONE_SIDE",
    "PARITY_ALONE",
    "PARITY_SWAPPED",
    "PIXELS_SCALED_TO_PERCENT",
    "PIXELS_STANDARDIZED",
    "SAME_ALL_OR_NOTHING",
    "SIDES_BY_SHORTER",
    "SIDES_NOT_ROUNDED",
    "WEIGHTS_INTERPOLATED",
    "WEIGHTS_NEGATIVE",
    "WEIGHTS_SIDES_SWAPPED",
]

PIXELS_SCALED_TO_PERCENT = Cause(
    "pixels-scaled-to-percent",
    Text(
        "The pixels were scaled to 0–100.",
        "像素被縮放到 0–100。",
    ),
    Text(
        "255 becomes 1: divide by 255, without a factor of 100.",
        "255 要變成 1：除以 255，不要再乘 100。",
    ),
)
PIXELS_STANDARDIZED = Cause(
    "pixels-standardized",
    Text(
        "The mean was subtracted and the result divided by the standard deviation.",
        "減去了平均，再除以標準差。",
    ),
    Text(
        "0 stays 0 and 255 becomes 1: divide by 255 only.",
        "0 仍是 0，255 變成 1：只要除以 255。",
    ),
)
GREY_STILL_COLORED = Cause(
    "grey-still-colored",
    Text(
        "The result still has three channels.",
        "結果仍有三個色版 (channel)。",
    ),
    Text(
        "Grey is one number per pixel: add up the three weighted channels along the last axis.",
        "灰階每個像素只有一個數字：三個色版加權後，沿最後一個軸相加。",
    ),
)
CHANNEL_KEPT = Cause(
    "channel-kept",
    Text(
        "The channel axis is still there: (height, width, 1).",
        "色版 (channel) 軸還在：(高, 寬, 1)。",
    ),
    Text(
        "Return two axes, (height, width): leave out keepdims, or take [..., 0].",
        "要傳回兩個軸 (高, 寬)：拿掉 keepdims，或取 [..., 0]。",
    ),
)
GREY_PICTURE_REDUCED = Cause(
    "grey-picture-reduced",
    Text(
        "A picture that is grey already lost its columns: they were taken for red, green and blue.",
        "已經是灰階的圖片少了一個軸：它的行被當成紅、綠、藍。",
    ),
    Text(
        "Look at picture.ndim first: with two axes there is nothing to weigh, only to "
        "divide by 255.",
        "先看 picture.ndim：只有兩個軸時不用加權，只要除以 255。",
    ),
)
INK_SQUARED = Cause(
    "ink-squared",
    Text(
        "Every value was squared, so that faint ink is too faint.",
        "每個值都被平方了，淡的筆跡變得太淡。",
    ),
    Text(
        "Take the distance itself, np.abs(grey - paper).",
        "直接取差距 np.abs(grey - paper)。",
    ),
)
INK_THRESHOLDED = Cause(
    "ink-thresholded",
    Text(
        "Every pixel became 0 or 1: how strong the ink is got lost.",
        "每個像素都變成 0 或 1：筆跡的濃淡不見了。",
    ),
    Text(
        "Keep the numbers in between: divide the distance by the largest one.",
        "要保留中間的數字：用差距除以最大的差距。",
    ),
)
CROP_AXES_SWAPPED = Cause(
    "crop-axes-swapped",
    Text(
        "The rows of the ink were used as columns, and its columns as rows.",
        "把筆跡的列當成行，行當成列了。",
    ),
    Text(
        "np.nonzero gives the rows first: ink[top:bottom, left:right].",
        "np.nonzero 先給列：ink[上:下, 左:右]。",
    ),
)
CROP_FIRST_AND_LAST = Cause(
    "crop-first-and-last",
    Text(
        "The first and the last pixel of the ink, in reading order, were taken for its "
        "left and right ends.",
        "把依閱讀順序的第一個與最後一個筆跡像素，當成了左右兩端。",
    ),
    Text(
        "Columns are not sorted: take columns.min() and columns.max().",
        "行的順序沒有排過：請用 columns.min() 與 columns.max()。",
    ),
)
CROP_TOO_WIDE = Cause(
    "crop-too-wide",
    Text(
        "The rectangle is wider than the ink.",
        "矩形比筆跡還大。",
    ),
    Text(
        "From the smallest index up to the largest + 1, with no margin.",
        "從最小的索引到最大的 + 1，不留邊。",
    ),
)
CROP_FAINT_ERASED = Cause(
    "crop-faint-erased",
    Text(
        "Faint pixels inside the rectangle were set to 0.",
        "矩形裡太淡的像素被設成 0。",
    ),
    Text(
        "FAINTEST decides only where to cut: what lies inside stays as it is.",
        "FAINTEST 只決定從哪裡裁：裡面的像素保持原樣。",
    ),
)
CROP_IS_A_MASK = Cause(
    "crop-is-a-mask",
    Text(
        "What came back says where there is ink, not how much.",
        "傳回的是哪裡有筆跡，不是有多少。",
    ),
    Text(
        "Use ink > FAINTEST to find the ends, then cut ink itself.",
        "用 ink > FAINTEST 找出邊界，再裁切 ink 本身。",
    ),
)
CROP_NOT_CUT = Cause(
    "crop-not-cut",
    Text(
        "Faint pixels were set to 0, and nothing was cut off.",
        "只把太淡的像素設成 0，沒有裁切。",
    ),
    Text(
        "Cut with a slice: ink[top:bottom, left:right].",
        "請用切片裁切：ink[上:下, 左:右]。",
    ),
)
CROP_PIXELS_ALONE = Cause(
    "crop-pixels-alone",
    Text(
        "Only the pixels of the ink came back, in one row.",
        "只傳回筆跡的像素，排成一列。",
    ),
    Text(
        "A mask in brackets loses the rows: cut with slices, ink[top:bottom, left:right].",
        "用遮罩取值會失去列與行：請用切片 ink[上:下, 左:右]。",
    ),
)
WEIGHTS_SIDES_SWAPPED = Cause(
    "weights-sides-swapped",
    Text(
        "This is the matrix from size pixels to length.",
        "這是從 size 個像素變成 length 個的矩陣。",
    ),
    Text(
        "New pixel i covers i * length / size to (i + 1) * length / size.",
        "新像素 i 涵蓋 i * length / size 到 (i + 1) * length / size。",
    ),
)
WEIGHTS_NEGATIVE = Cause(
    "weights-negative",
    Text(
        "Pixels that lie apart got a weight, too: their overlap came out negative.",
        "沒有重疊的像素也有權重：算出的重疊是負的。",
    ),
    Text(
        "Where the overlap is below 0, there is none: .clip(0).",
        "重疊小於 0 就是沒有重疊：.clip(0)。",
    ),
)
WEIGHTS_INTERPOLATED = Cause(
    "weights-interpolated",
    Text(
        "Each new pixel mixes the two nearest old ones: that is interpolation, and what "
        "lies between them is lost.",
        "每個新像素只混合最近的兩個舊像素：這是內插，其他的像素都丟掉了。",
    ),
    Text(
        "Weigh every old pixel by how far it overlaps with the new one.",
        "每個舊像素都要依它和新像素重疊的長度加權。",
    ),
)
CENTRE_NOT_ROUNDED = Cause(
    "centre-not-rounded",
    Text(
        "The corner was cut to a whole number, not rounded; or it was counted from 13.5, not "
        "from 14.",
        "左上角的位置是捨去小數，不是四捨五入；或是從 13.5 算起，不是 14。",
    ),
    Text(
        "Round the difference: round(14 - mean row).",
        "請將差四捨五入：round(14 - 質心的列)。",
    ),
)
CENTRE_NOT_AT_14 = Cause(
    "centre-not-at-14",
    Text(
        "The centre of mass lies beside pixel 14, 14.",
        "質心沒有在像素 14, 14 上。",
    ),
    Text(
        "Subtract it from 14, counted from 0; not from 13 or 15.",
        "用 14 減去質心（從 0 數起），不是 13 或 15。",
    ),
)
CENTRE_MIRRORED = Cause(
    "centre-mirrored",
    Text(
        "The ink was moved the wrong way.",
        "筆跡往相反的方向移動。",
    ),
    Text(
        "The top is 14 minus the mean row, not the other way round.",
        "上緣是 14 減去質心的列，不要減反了。",
    ),
)
CENTRE_NOT_WEIGHED = Cause(
    "centre-not-weighed",
    Text(
        "Every pixel with ink counts alike: this is the middle of their places.",
        "有筆跡的像素比重都一樣：這是位置的平均。",
    ),
    Text(
        "Weigh each place by how much ink it has: (ink * rows).sum() / ink.sum().",
        "位置要用筆跡的濃淡加權：(ink * rows).sum() / ink.sum()。",
    ),
)
CENTRE_ONE_AXIS = Cause(
    "centre-one-axis",
    Text(
        "Only one of the two axes follows the centre of mass.",
        "兩個軸只有一個依照質心移動。",
    ),
    Text(
        "Work out top and left alike, from the mean row and the mean column.",
        "上緣與左緣用同樣的算法：分別用質心的列與行。",
    ),
)
SIDES_NOT_ROUNDED = Cause(
    "sides-not-rounded",
    Text(
        "The shorter side was cut to a whole number, not rounded.",
        "較短的一邊是捨去小數，不是四捨五入。",
    ),
    Text(
        "Use round(), not int() or //.",
        "請用 round()，不是 int() 或 //。",
    ),
)
SIDES_BY_SHORTER = Cause(
    "sides-by-shorter",
    Text(
        "The shorter side became 20 pixels.",
        "較短的一邊變成 20 像素。",
    ),
    Text(
        "Scale by 20 / the longer side: max(ink.shape).",
        "要乘以 20 / 較長的一邊：max(ink.shape)。",
    ),
)
INK_NOT_CROPPED = Cause(
    "ink-not-cropped",
    Text(
        "The paper around the ink was scaled with it.",
        "連筆跡周圍的紙一起縮放了。",
    ),
    Text(
        "Crop with crop_ink before you scale.",
        "縮放之前先用 crop_ink 裁切。",
    ),
)
INK_LEFT_OUT = Cause(
    "ink-left-out",
    Text(
        "The grey picture was converted, not its ink.",
        "轉換的是灰階圖片，不是筆跡。",
    ),
    Text(
        "Call find_ink after to_grey: the paper must be 0.",
        "to_grey 之後要呼叫 find_ink：紙必須是 0。",
    ),
)
DIFFERENCE_IS_SUM = Cause(
    "difference-is-sum",
    Text(
        "The differences were added.",
        "把差加起來了。",
    ),
    Text(
        "The largest one is asked for: np.max of np.abs(first - second).",
        "要的是最大的差：np.abs(first - second) 的 np.max。",
    ),
)
DIFFERENCE_IS_SQUARED = Cause(
    "difference-is-squared",
    Text(
        "The differences were squared.",
        "差被平方了。",
    ),
    Text(
        "Use np.abs in place of squares.",
        "請用 np.abs 取代平方。",
    ),
)
DIFFERENCE_OF_LIKELIEST = Cause(
    "difference-of-likeliest",
    Text(
        "Only the largest probability of each image was compared.",
        "只比較了每張圖像最大的機率。",
    ),
    Text(
        "Compare every probability: np.abs(first - second) before any maximum.",
        "每個機率都要比：先算 np.abs(first - second)，再取最大值。",
    ),
)
DIFFERENCE_OF_EACH = Cause(
    "difference-of-each",
    Text(
        "One number per image came back.",
        "每張圖像各傳回一個數字。",
    ),
    Text(
        "Return the largest difference of all, and the share of the same answers.",
        "請傳回所有差中最大的一個，以及答案相同的比例。",
    ),
)
SAME_ALL_OR_NOTHING = Cause(
    "same-all-or-nothing",
    Text(
        "This says whether all answers are the same, not how many.",
        "這是所有答案是否都相同，不是相同的比例。",
    ),
    Text(
        "Use np.mean in place of np.all.",
        "請用 np.mean 取代 np.all。",
    ),
)
PAPER_FROM_ONE_SIDE = Cause(
    "paper-from-one-side",
    Text("One side alone was taken for the paper.", "只拿一邊當作紙。"),
    Text(
        "There may be ink along a side: take the median of all four.",
        "一邊可能都是筆跡：請取四邊的中位數。",
    ),
)
PARITY_SWAPPED = Cause(
    "parity-swapped",
    Text(
        "The difference and the share are swapped.",
        "差與比例的順序顛倒了。",
    ),
    Text(
        "The largest difference comes first.",
        "最大的差在前。",
    ),
)
PARITY_ALONE = Cause(
    "parity-alone",
    Text(
        "Two numbers are asked for; one came back.",
        "要傳回兩個數字，只傳回了一個。",
    ),
    Text(
        "Return both: return largest, share.",
        "兩個都傳回：return largest, share。",
    ),
)
PAIRS_IN_DICTIONARY = Cause(
    "pairs-in-dictionary",
    Text(
        "A dictionary came back, not a list of pairs.",
        "傳回的是字典，不是成對的串列。",
    ),
    Text(
        "Return [(name, probability), …].",
        "請傳回 [(名稱, 機率), …]。",
    ),
)
PAIRS_AS_TWO_LISTS = Cause(
    "pairs-as-two-lists",
    Text(
        "Names and probabilities came back apart.",
        "名稱與機率分開傳回了。",
    ),
    Text(
        "Pair them up: list(zip(names, probabilities)).",
        "請配成對：list(zip(名稱, 機率))。",
    ),
)
PAIRS_BY_NAME = Cause(
    "pairs-by-name",
    Text(
        "The classes are sorted by name, not by probability.",
        "類別是依名稱排序，不是依機率。",
    ),
    Text(
        "Sort by probability: np.argsort(probabilities)[::-1].",
        "請依機率排序：np.argsort(probabilities)[::-1]。",
    ),
)
