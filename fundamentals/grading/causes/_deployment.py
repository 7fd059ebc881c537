"""Mistakes in converting a picture from outside, in naming classes, and in comparing a copy."""

from __future__ import annotations

from fundamentals.grading._check import Cause
from fundamentals.language import Text

__all__ = [
    "ALL_CLASSES_NAMED",
    "BLANK_DIVIDED_BY_ZERO",
    "CENTRE_AXES_SWAPPED",
    "CENTRE_OF_BOX",
    "CENTRE_OUTSIDE",
    "CLASSES_NOT_SORTED",
    "COPY_NOT_MOVED",
    "CROP_BLANK",
    "CROP_FAINTEST_IGNORED",
    "CROP_LAST_LEFT_OUT",
    "CROP_ONE_AXIS",
    "DIFFERENCE_IS_MEAN",
    "DIFFERENCE_SIGNED",
    "GREY_IS_EXTREME",
    "GREY_IS_MEAN",
    "GREY_NOT_WEIGHED",
    "GREY_ONE_CHANNEL",
    "GREY_OTHER_WEIGHTS",
    "GREY_REVERSED",
    "GREY_WRAPS",
    "INK_INVERTED",
    "INK_NOT_STRETCHED",
    "LIKELIEST_LAST",
    "NAMES_ALONE",
    "NUMBERS_NOT_NAMES",
    "PAIRS_SWAPPED",
    "PAPER_BY_BRIGHTNESS",
    "PAPER_FROM_ALL",
    "PAPER_FROM_CORNER",
    "PAPER_IS_MEAN",
    "PAPER_TAKEN_FOR_INK",
    "SAME_AS_COUNT",
    "SAME_IS_DIFFERENT",
    "SAME_TO_THE_DIGIT",
    "SIDES_RATIO_LOST",
    "WEIGHTS_NOT_DIVIDED",
    "WEIGHTS_PICK_ONE",
    "WEIGHTS_TRANSPOSED",
    "WEIGHTS_WHOLE_PIXELS",
    "WRITING_TOO_LARGE",
]

GREY_IS_MEAN = Cause(
    "grey-is-mean",
    Text("Red, green and blue count alike.", "紅、綠、藍的比重一樣。"),
    Text(
        "Weigh them by 0.299, 0.587 and 0.114: the eye takes green for the brightest.",
        "請用 0.299、0.587、0.114 加權：眼睛覺得綠色最亮。",
    ),
)
GREY_NOT_WEIGHED = Cause(
    "grey-not-weighed",
    Text(
        "Red, green and blue were added without weights: white comes out as 3, not as 1.",
        "紅、綠、藍直接相加，沒有加權：白色變成 3，不是 1。",
    ),
    Text(
        "Multiply them by 0.299, 0.587 and 0.114, which add up to 1.",
        "請先乘上 0.299、0.587、0.114，三者加起來是 1。",
    ),
)
GREY_OTHER_WEIGHTS = Cause(
    "grey-other-weights",
    Text(
        "These are the weights of high-definition television: 0.2126, 0.7152 and 0.0722.",
        "這是高畫質電視的權重：0.2126、0.7152、0.0722。",
    ),
    Text(
        "The task asks for 0.299, 0.587 and 0.114, as Pillow and TensorFlow use them.",
        "這個任務要用 0.299、0.587、0.114，和 Pillow、TensorFlow 一樣。",
    ),
)
GREY_IS_EXTREME = Cause(
    "grey-is-extreme",
    Text(
        "The brightest or darkest of the three colors decides, or the middle of the two.",
        "由三個顏色中最亮或最暗的一個決定，或取了兩者的中間。",
    ),
    Text(
        "Use all three: 0.299 red + 0.587 green + 0.114 blue.",
        "三個都要用：0.299 紅 + 0.587 綠 + 0.114 藍。",
    ),
)
GREY_WRAPS = Cause(
    "grey-wraps",
    Text(
        "The colors were added as 8-bit integers: what exceeds 255 begins again at 0.",
        "顏色用 8 位元整數相加：超過 255 就從 0 重新算起。",
    ),
    Text(
        'Convert with .astype("float32") before you add, and weigh the three colors.',
        '相加之前先用 .astype("float32") 轉換，並將三個顏色加權。',
    ),
)
GREY_ONE_CHANNEL = Cause(
    "grey-one-channel",
    Text("Only one of the three colours counts.", "三個顏色只用了一個。"),
    Text(
        "Add all three, each times its weight: picture @ weights.",
        "三個都要乘上自己的權重再相加：picture @ weights。",
    ),
)
GREY_REVERSED = Cause(
    "grey-reversed",
    Text("The weights stand in the wrong order.", "權重的順序不對。"),
    Text(
        "The channels are red, green, blue, in this order: 0.299, 0.587, 0.114.",
        "色版的順序是紅、綠、藍：0.299、0.587、0.114。",
    ),
)
INK_INVERTED = Cause(
    "ink-inverted",
    Text(
        "The paper is bright and the ink dark: for the model it is the other way round.",
        "紙是亮的、筆跡是暗的，對模型來說剛好相反。",
    ),
    Text(
        "Take the distance from the paper, np.abs(grey - paper): it is right for dark and for "
        "light ink.",
        "取和紙的差距 np.abs(grey - paper)：深色與淺色的筆跡都適用。",
    ),
)
PAPER_TAKEN_FOR_INK = Cause(
    "paper-taken-for-ink",
    Text("The paper is not 0.", "紙的地方不是 0。"),
    Text(
        "Paper is seldom quite white or black: subtract what the border shows.",
        "紙很少是全白或全黑：請減去外圍看到的亮度。",
    ),
)
INK_NOT_STRETCHED = Cause(
    "ink-not-stretched",
    Text("The strongest ink is not 1.", "最濃的筆跡不是 1。"),
    Text("Divide by the largest distance.", "請除以最大的差距。"),
)
PAPER_BY_BRIGHTNESS = Cause(
    "paper-by-brightness",
    Text(
        "Whether a brightness is above 0.5 decided which side is the paper. On paper of middle "
        "grey, under thick ink or with a pixel of glare the answer is wrong.",
        "用亮度是否大於 0.5 來判斷哪一邊是紙。"
        "紙是中灰色、筆跡很粗，或有一個反光的像素時，就會出錯。",
    ),
    Text(
        "No decision is needed: take the median of the border as the paper, then "
        "np.abs(grey - paper).",
        "不需要判斷：以外圍的中位數當作紙，再取 np.abs(grey - paper)。",
    ),
)
PAPER_FROM_CORNER = Cause(
    "paper-from-corner",
    Text("One corner alone was taken for the paper.", "只拿一個角落當作紙。"),
    Text(
        "There may be ink in a corner: take the median of the whole border.",
        "角落可能有筆跡：請取整圈外圍的中位數。",
    ),
)
PAPER_FROM_ALL = Cause(
    "paper-from-all",
    Text(
        "The paper was looked for in the whole picture, or taken for its brightest place.",
        "在整張圖片裡找紙，或把最亮的地方當成紙。",
    ),
    Text(
        "Where the ink is large, most of the picture is ink: look at the border only.",
        "字很大時，圖片大部分是筆跡：只看外圍。",
    ),
)
PAPER_IS_MEAN = Cause(
    "paper-is-mean",
    Text(
        "The mean of the border was taken: a little ink on it shifts the paper.",
        "取了外圍的平均：外圍只要有一點筆跡，紙的亮度就偏了。",
    ),
    Text("Use np.median in place of np.mean.", "請把 np.mean 換成 np.median。"),
)
BLANK_DIVIDED_BY_ZERO = Cause(
    "blank-divided-by-zero",
    Text(
        "A blank paper gave NaN or an error: its largest distance is 0.",
        "空白的紙變成 NaN 或出錯：它的最大差距是 0。",
    ),
    Text("Divide only where the largest distance is above 0.", "最大差距大於 0 時才相除。"),
)
CROP_LAST_LEFT_OUT = Cause(
    "crop-last-left-out",
    Text("The last row and column of the ink are missing.", "少了筆跡的最後一列與最後一行。"),
    Text(
        "The end of a slice is not part of it: up to the maximum + 1.",
        "切片不包含終點：要到最大值 + 1。",
    ),
)
CROP_ONE_AXIS = Cause(
    "crop-one-axis",
    Text("Only one of the two axes was cut.", "兩個軸只裁了一個。"),
    Text("Cut rows and columns: ink[top:bottom, left:right].", "列與行都要裁。"),
)
CROP_FAINTEST_IGNORED = Cause(
    "crop-faintest-ignored",
    Text("Faint pixels counted as ink.", "太淡的像素也算成筆跡了。"),
    Text("Look for ink > FAINTEST, not ink > 0.", "請找 ink > FAINTEST，不是 ink > 0。"),
)
CROP_BLANK = Cause(
    "crop-blank",
    Text("Where nothing is written, the function breaks.", "沒有筆跡時，函式就壞了。"),
    Text(
        "Return ink as it is where no pixel is above FAINTEST.",
        "沒有像素大於 FAINTEST 時，直接傳回 ink。",
    ),
)
WEIGHTS_PICK_ONE = Cause(
    "weights-pick-one",
    Text(
        "Each new pixel is one old pixel: the others are lost.",
        "每個新像素只取了一個舊像素，其他的都丟掉了。",
    ),
    Text(
        "Give every old pixel inside its share: how far the two overlap.",
        "範圍內的每個舊像素都要有比例：兩者重疊的長度。",
    ),
)
WEIGHTS_WHOLE_PIXELS = Cause(
    "weights-whole-pixels",
    Text(
        "Only whole pixels count: those that lie partly inside are left out or counted in full.",
        "只算了整個像素：部分在裡面的像素被丟掉，或被當成整個。",
    ),
    Text(
        "Its share is the length of the overlap: min of the ends - max of the beginnings.",
        "比例是重疊的長度：終點的最小值減起點的最大值。",
    ),
)
WEIGHTS_NOT_DIVIDED = Cause(
    "weights-not-divided",
    Text(
        "The rows do not have the sum 1: images change in brightness.",
        "每列總和不是 1：影像的亮度會變。",
    ),
    Text(
        "Divide by the width of a new pixel, length / size.", "請除以新像素的寬度 length / size。"
    ),
)
WEIGHTS_TRANSPOSED = Cause(
    "weights-transposed",
    Text("The matrix lies on its side.", "矩陣的列與行顛倒了。"),
    Text("One row a new pixel: (size, length).", "每個新像素一列：(size, length)。"),
)
CENTRE_OF_BOX = Cause(
    "centre-of-box",
    Text(
        "The middle of the rectangle is in the middle, not the centre of mass.",
        "位於中央的是矩形的中心，不是質心。",
    ),
    Text(
        "Weigh each place by its ink: (ink * rows).sum() / ink.sum().",
        "位置要用筆跡加權：(ink * rows).sum() / ink.sum()。",
    ),
)
CENTRE_AXES_SWAPPED = Cause(
    "centre-axes-swapped",
    Text(
        "Rows and columns are swapped: the ink is moved along the wrong axes.",
        "列與行對調了：沿著錯的軸移動。",
    ),
    Text(
        "The mean row sets the top, the mean column the left.",
        "質心的列決定上緣，質心的行決定左緣。",
    ),
)
CENTRE_OUTSIDE = Cause(
    "centre-outside",
    Text("Ink would lie outside of the 28 × 28 pixels.", "筆跡會超出 28 × 28 的範圍。"),
    Text(
        "Keep the corner inside: np.clip(top, 0, 28 - height), the left alike.",
        "讓左上角留在範圍內：np.clip(top, 0, 28 - height)，左緣也一樣。",
    ),
)
COPY_NOT_MOVED = Cause(
    "copy-not-moved",
    Text("The ink lies in the corner.", "筆跡在角落。"),
    Text("Move it: its centre of mass belongs at 14, 14.", "要移動它：質心應在 14, 14。"),
)
SIDES_RATIO_LOST = Cause(
    "sides-ratio-lost",
    Text(
        "Both sides became 20 pixels: a 1 is as wide as a 0.",
        "兩邊都變成 20 像素：1 和 0 一樣寬了。",
    ),
    Text("Scale both sides by 20 / the longer one.", "兩邊都乘以 20 / 較長的一邊。"),
)
WRITING_TOO_LARGE = Cause(
    "writing-too-large",
    Text("The writing fills all 28 pixels.", "筆跡佔滿了 28 個像素。"),
    Text("Its longer side is 20 pixels, as in MNIST.", "較長的一邊是 20 像素，和 MNIST 一樣。"),
)
LIKELIEST_LAST = Cause(
    "likeliest-last",
    Text("The least likely classes came first.", "最不可能的類別排在前面。"),
    Text(
        "np.argsort sorts upwards: turn it round with [::-1].",
        "np.argsort 由小到大：請用 [::-1] 反過來。",
    ),
)
NUMBERS_NOT_NAMES = Cause(
    "numbers-not-names",
    Text("The numbers of the classes came back, not their names.", "傳回的是類別編號，不是名稱。"),
    Text("Look the name up: class_names[label].", "請查出名稱：class_names[label]。"),
)
PAIRS_SWAPPED = Cause(
    "pairs-swapped",
    Text("The probability stands before the name.", "機率放在名稱前面了。"),
    Text("The name comes first: (name, probability).", "名稱在前：(名稱, 機率)。"),
)
ALL_CLASSES_NAMED = Cause(
    "all-classes-named",
    Text("There are not as many classes as were asked for.", "類別的個數和要求的不同。"),
    Text("Take the first count of them: [:count].", "請取前 count 個：[:count]。"),
)
DIFFERENCE_SIGNED = Cause(
    "difference-signed",
    Text(
        "The sign was kept: where the second is larger, the difference is overlooked.",
        "保留了正負號：第二個比較大的地方被忽略了。",
    ),
    Text("Take np.abs before np.max.", "先 np.abs 再 np.max。"),
)
DIFFERENCE_IS_MEAN = Cause(
    "difference-is-mean",
    Text(
        "This is the mean difference: one bad answer hides in it.",
        "這是平均差：一個壞答案會藏在裡面。",
    ),
    Text("The largest is asked for: np.max.", "要的是最大的差：np.max。"),
)
SAME_AS_COUNT = Cause(
    "same-as-count",
    Text("This is how many answers are the same, not their share.", "這是相同的張數，不是比例。"),
    Text("Use np.mean.", "請用 np.mean。"),
)
SAME_IS_DIFFERENT = Cause(
    "same-is-different",
    Text("This is the share of answers that differ.", "這是答案不同的比例。"),
    Text("Count where they are equal: ==, not !=.", "要數相同的：用 ==，不是 !=。"),
)
SAME_TO_THE_DIGIT = Cause(
    "same-to-the-digit",
    Text("The probabilities were compared, not the answers.", "比較的是機率，不是答案。"),
    Text(
        "An answer is the likeliest class: np.argmax(…, axis=1).",
        "答案是最可能的類別：np.argmax(…, axis=1)。",
    ),
)
NAMES_ALONE = Cause(
    "names-alone",
    Text("The probabilities are missing.", "少了機率。"),
    Text("Return pairs: (name, probability).", "請傳回成對的 (名稱, 機率)。"),
)
CLASSES_NOT_SORTED = Cause(
    "classes-not-sorted",
    Text("The first classes came back, not the likeliest.", "傳回的是最前面的類別，不是最可能的。"),
    Text(
        "Sort by probability: np.argsort(probabilities)[::-1].",
        "請依機率排序：np.argsort(probabilities)[::-1]。",
    ),
)
