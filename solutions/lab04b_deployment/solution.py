# %% [markdown] lang="en"
# # Lab 4b: pictures from outside
#
# A trained model has only seen images from its own dataset: 28 × 28 pixels, gray, bright on black, in
# the middle. Pictures from outside look very different: thousands of pixels, colors, dark ink
# anywhere on light paper. The model answers anyway, and is wrong. Here you write the missing part:
# the conversion that makes a picture look like the training images. At the end you see how many
# pictures the model then reads. Lab 4c hands it to other people.
#
#     fundamentals check lab04b

# %% [markdown] lang="zh-Hant"
# # 實作 4b：外面的圖片
#
# 訓練好的模型只看過自己資料集的圖像：28 × 28 像素、灰階、黑底亮字、位於正中央。
# 外面的圖片完全不是這樣：幾千個像素、有顏色、淺色紙上的深色筆跡，而且位置不定。
# 模型照樣會回答，只是答錯。這裡要寫的是中間那一步：把圖片轉換成訓練圖像的樣子。
# 最後看看這樣一來模型讀得懂幾張。實作 4c 再把模型交給別人用。
#
#     fundamentals check lab04b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab04b_deployment")

# %%
import keras
import numpy as np
from PIL import Image

from fundamentals.datasets import load_dataset
from fundamentals.language import Text
from fundamentals.plotting import plot_grids, plot_image_rows
from fundamentals.training import fit

# Ink and paper, each red, green, blue, 0–255: a pen, a pencil, a marker, chalk on two boards.
# 筆跡與紙張的顏色，各為紅、綠、藍 0–255：原子筆、鉛筆、麥克筆、兩種黑板上的粉筆。
COLORS = (
    ((35, 45, 140), (235, 230, 215)),
    ((90, 90, 95), (200, 200, 195)),
    ((170, 30, 30), (250, 240, 150)),
    ((240, 240, 230), (30, 70, 50)),
    ((250, 220, 90), (20, 20, 25)),
)


# %%
def write_on_paper(digit, ink, paper, rng):
    """Write a digit from the dataset large and anywhere on paper, as a photograph would show it.

    把資料集的一個數字放大寫在紙上的某處，像照片一樣。

    Args:
        digit: uint8 ``(28, 28)``. 一個數字。
        ink, paper: colors, 0–255. 筆跡與紙的顏色。
        rng: ``numpy.random.Generator``. 亂數產生器。

    Returns:
        uint8 array ``(240, 320, 3)``. 圖片。
    """
    side = int(rng.integers(90, 200))
    top, left = rng.integers(0, 240 - side), rng.integers(0, 320 - side)
    large = Image.fromarray(digit).resize((side, side), Image.Resampling.BICUBIC)
    amount = np.zeros((240, 320, 1))
    amount[top : top + side, left : left + side, 0] = np.asarray(large) / 255
    return (amount * np.array(ink) + (1 - amount) * np.array(paper)).astype("uint8")


# %%
if __name__ == "__main__":
    rng = np.random.default_rng(lab.seed)
    dataset = load_dataset("digits")
    chosen = rng.permutation(len(dataset.validation))[:200]
    digits, labels = dataset.validation.images[chosen, :, :, 0], dataset.validation.labels[chosen]
    pictures = [
        write_on_paper(digit, *COLORS[number % len(COLORS)], rng)
        for number, digit in enumerate(digits)
    ]
    photograph = pictures[0]
    lab.save(plot_image_rows({Text("pictures", "圖片"): pictures[:5]}), "photographs")

# %% [markdown] lang="en"
# ## 1. From color to gray
#
# A color pixel is three numbers: red, green, blue. To the eye, green looks the brightest of the three
# and blue the darkest, so gray is a weighted mean:
#
#     grey = 0.299 red + 0.587 green + 0.114 blue

# %% [markdown] lang="zh-Hant"
# ## 1. 從彩色到灰階
#
# 彩色像素是三個數字：紅、綠、藍。眼睛覺得三者之中綠色最亮、藍色最暗，所以灰階是加權平均：
#
#     灰階 = 0.299 紅 + 0.587 綠 + 0.114 藍


# %%
def to_grey(picture):
    """Convert a picture to gray, 0–1: 0.299 red + 0.587 green + 0.114 blue.

    把圖片轉成灰階，值為 0–1：0.299 紅 + 0.587 綠 + 0.114 藍。

    Args:
        picture: uint8, values 0–255: color ``(height, width, 3)``, or already gray
            ``(height, width)``. uint8，值為 0–255：彩色，或已經是灰階。

    Returns:
        float32 array ``(height, width)``, values 0–1. Each may be off by 0.002, half of one of
        the 256 gray levels, since some libraries round.
        float32 陣列，值為 0–1；每個值可以差 0.002，也就是 256 階灰階的半階，例如函式庫的四捨五入。
    """
    # BEGIN SOLUTION 4b.1
    if picture.ndim == 3:
        picture = picture @ np.array([0.299, 0.587, 0.114])
    return (picture / 255).astype("float32")
    # END SOLUTION


# %% [markdown]
# ```
# >>> to_grey(np.array([[[255, 255, 255], [255, 0, 0]]], dtype="uint8")).round(3)
# array([[1.   , 0.299]], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.1"):
        grey = to_grey(photograph)
        lab.save(
            plot_grids({Text("color", "彩色"): photograph, Text("gray", "灰階"): grey}), "gray"
        )


# %% [markdown] lang="en"
# ## 2. Find the ink
#
# The model knows bright strokes on black. Ink is whatever differs from the paper, darker or brighter;
# and most of the picture's border shows paper.

# %% [markdown] lang="zh-Hant"
# ## 2. 找出筆跡
#
# 模型認得的是黑底上的亮筆畫。筆跡就是和紙不一樣的地方，不論比較深還是比較淺；
# 而紙的亮度，看圖片最外圍大部分的像素就知道。

# %% [markdown] lang="en"
# > **Guess first.** White chalk on a board: which is the ink, (a) the bright pixels or (b) the dark ones?
# > And how can a program know?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 黑板上的白粉筆：(a) 亮的像素，還是 (b) 暗的像素是筆跡？程式又怎麼知道？

# %%
if __name__ == "__main__":
    lab.guess("chalk", None)


# %%
def find_ink(grey):
    """Return how much ink each pixel has: 0 on the paper, 1 where the ink is strongest.

    傳回每個位置有多少筆跡：紙上為 0，筆跡最濃處為 1。

    Args:
        grey: float32 ``(height, width)``, values 0–1: dark on light, light on dark, or on paper of
            a medium gray. The ink may fill most of it; a single pixel of glare is neither.
            灰階，值為 0–1：淺底深字、深底淺字，或中灰色的紙；筆跡可能占滿大部分，也可能有反光的像素。

    Returns:
        float32 array of the same shape, values 0–1: the distance of each pixel from the paper,
        divided by the largest of these distances. The paper is the median of the first and last
        row and the first and last column. Zeros if there is no ink.
        形狀相同的 float32 陣列，值為 0–1：每個像素和紙的差距，除以最大的差距。
        紙的亮度是首末兩列與首末兩行的中位數 (median)。沒有筆跡時全為 0。
    """
    # BEGIN SOLUTION 4b.2
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    distance = np.abs(grey - np.median(border))
    strongest = distance.max()
    return distance / strongest if strongest > 0 else distance
    # END SOLUTION


# %% [markdown]
# ```
# >>> find_ink(np.array([[0.75, 0.75, 0.75], [0.75, 0.25, 0.75], [0.75, 0.75, 0.75]]))
# array([[0., 0., 0.],
#        [0., 1., 0.],
#        [0., 0., 0.]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.1", "4b.2"):
        boards = [to_grey(pictures[number]) for number in (0, 3)]
        rows = {
            Text("gray", "灰階"): boards,
            Text("ink", "筆跡"): [find_ink(board) for board in boards],
        }
        lab.save(plot_image_rows(rows), "ink")


# %% [markdown] lang="en"
# ## 3. Cut it out
#
# The position on the paper says nothing about the digit. Keep the smallest rectangle that holds all
# of the ink.

# %% [markdown] lang="zh-Hant"
# ## 3. 裁切
#
# 寫在紙的哪裡和是哪個數字無關。只留下包住所有筆跡的最小矩形。

# %%
# Anything weaker is not ink.
# 比這更淡的不算筆跡。
FAINTEST = 0.2


def crop_ink(ink):
    """Return the smallest rectangle that holds every pixel above ``FAINTEST``.

    傳回包住所有大於 ``FAINTEST`` 的像素的最小矩形。

    Args:
        ink: float32 ``(height, width)``, values 0–1. 筆跡，值為 0–1。

    Returns:
        float32 array, a part of ``ink``; all of ``ink`` if no pixel is above.
        ``ink`` 的一部分；沒有像素大於它時，傳回整張。
    """
    # BEGIN SOLUTION 4b.3
    rows, columns = np.nonzero(ink > FAINTEST)
    if len(rows) == 0:
        return ink
    return ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    # END SOLUTION


# %% [markdown]
# ```
# >>> crop_ink(np.array([[0.0, 0.0, 0.1], [0.0, 0.9, 0.5]]))
# array([[0.9, 0.5]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.1", "4b.2", "4b.3"):
        ink = find_ink(to_grey(photograph))
        lab.save(
            plot_grids({Text("ink", "筆跡"): ink, Text("cut out", "裁切後"): crop_ink(ink)}), "crop"
        )


# %% [markdown] lang="en"
# ## 4. Scale it by area
#
# To scale from 300 pixels to 20, taking every fifteenth pixel would lose thin strokes in between.
# Instead, each new pixel is the mean of the area that it covers, and a pixel that lies half inside
# counts half. For one axis at a time, this is a matrix: row i holds the fraction of new pixel i that
# each old pixel contributes. From 3 pixels to 2:
#
#     2/3  1/3   0
#      0   1/3  2/3

# %% [markdown] lang="zh-Hant"
# ## 4. 依面積縮放
#
# 從 300 像素縮到 20：每十五個取一個，會漏掉中間的細筆畫。
# 每個新像素應該是它所涵蓋面積的平均；只有一半在裡面的像素就算一半。
# 一次處理一個軸，那就是一個矩陣 (matrix)：第 i 列是各個舊像素占新像素 i 的比例。從 3 個像素到 2 個：
#
#     2/3  1/3   0
#      0   1/3  2/3

# %% [markdown] lang="en"
# > **Guess first.** One of 12 pixels in a row is 1, the others are 0. The row is scaled by area to 3
# > pixels. What is the largest of the three?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 一列 12 個像素，其中一個是 1，其他都是 0。依面積縮放成 3 個像素，最大的是多少？

# %%
if __name__ == "__main__":
    lab.guess("thin", None)


# %%
def area_weights(length, size):
    """Return the matrix that scales one axis from ``length`` pixels to ``size``.

    傳回把一個軸從 ``length`` 個像素縮放成 ``size`` 個的矩陣。

    New pixel i covers the old axis from ``i * length / size`` to ``(i + 1) * length / size``; old
    pixel j lies from ``j`` to ``j + 1``. 新像素 i 涵蓋舊的軸上 ``i * length / size`` 到
    ``(i + 1) * length / size`` 的範圍；舊像素 j 位於 ``j`` 到 ``j + 1``。

    Args:
        length: pixels before, at least 1. 原本的像素數。
        size: pixels after; may be more than before. 之後的像素數，可以比原本多。

    Returns:
        float array ``(size, length)``; each row adds up to 1. 浮點陣列，每列總和為 1。
    """
    # BEGIN SOLUTION 4b.4
    edges = np.linspace(0, length, size + 1)[:, np.newaxis]
    pixels = np.arange(length)
    overlap = np.minimum(edges[1:], pixels + 1) - np.maximum(edges[:-1], pixels)
    return overlap.clip(0) * size / length
    # END SOLUTION


# %% [markdown]
# ```
# >>> area_weights(3, 2).round(2)
# array([[0.67, 0.33, 0.  ],
#        [0.  , 0.33, 0.67]])
# ```


# %%
def scale_by_area(image, height, width):
    """Scale an image ``(h, w)`` to ``(height, width)``. 縮放圖像。"""
    rows, columns = (area_weights(*axis) for axis in zip(image.shape, (height, width), strict=True))
    return (rows @ image @ columns.T).astype("float32")


# %%
if __name__ == "__main__":
    if lab.written("4b.4"):
        grids = {
            Text("weights, 6 to 4 pixels", "權重，6 到 4 個像素"): area_weights(6, 4),
            Text("a digit", "一個數字"): digits[0],
            Text("at 20×20", "縮成 20×20"): scale_by_area(digits[0], 20, 20),
        }
        lab.save(plot_grids(grids, same_size=True), "area")

# %% [markdown] lang="en"
# ## 5. Put it in the middle
#
# In MNIST, each digit's *center of mass* lies in the middle of the image: the mean position of the
# pixels, weighted by their ink.

# %% [markdown] lang="zh-Hant"
# ## 5. 放到中央
#
# MNIST 的數字是這樣擺的：*質心 (center of mass)* 在正中央。質心是像素位置的平均，以筆跡濃度加權。


# %%
def centre(ink):
    """Place the ink on 28 × 28 black pixels, with its center of mass in the middle.

    把筆跡放到 28 × 28 的黑底上，讓質心位於中央。

    Args:
        ink: float32 ``(height, width)``, each side at most 28, values 0–1. 筆跡，每邊最多 28。

    Returns:
        float32 array ``(28, 28)``. Its pixel 14, 14 (counted from 0) is as near to the center of
        mass as whole pixels allow. Ink that would then lie outside is moved just inside. Zeros if
        there is no ink.
        float32 陣列 ``(28, 28)``。質心盡量靠近像素 14, 14（從 0 數起），只移動整數個像素；
        如果這樣會超出邊界，就剛好移到邊界之內。沒有筆跡時全為 0。
    """
    # BEGIN SOLUTION 4b.5
    canvas = np.zeros((28, 28), "float32")
    height, width = ink.shape
    rows, columns = np.mgrid[:height, :width]
    total = max(ink.sum(), 1e-9)
    top = np.clip(round(14 - (ink * rows).sum() / total), 0, 28 - height)
    left = np.clip(round(14 - (ink * columns).sum() / total), 0, 28 - width)
    canvas[top : top + height, left : left + width] = ink
    return canvas
    # END SOLUTION


# %% [markdown]
# ```
# >>> middle = centre(np.ones((4, 2), dtype="float32"))
# >>> middle.shape, [int(axis.min()) for axis in np.nonzero(middle)]
# ((28, 28), [12, 14])
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.4", "4b.5"):
        small = scale_by_area(digits[0] / 255, 20, 20)
        middle = centre(small)
        lab.save(
            plot_grids({Text("small", "縮小"): small, Text("centered", "置中"): middle}), "middle"
        )


# %% [markdown] lang="en"
# ## 6. The whole conversion
#
# In MNIST, the longer side of the writing is 20 pixels, and the other side keeps the ratio: a 1 stays
# narrow. Put your functions together. The result is a batch of one image, with four axes.

# %% [markdown] lang="zh-Hant"
# ## 6. 全部接起來
#
# 在 MNIST 裡，筆跡較長的一邊是 20 像素，另一邊照比例：1 還是細細的。
# 把你的函式接起來。結果是只有一張圖像的批次 (batch)：四個軸。


# %%
def prepare_picture(picture):
    """Make a picture from outside look like a training image: gray, ink, crop, scale, center.

    把外面的圖片變成訓練圖像的樣子：灰階、筆跡、裁切、縮放、置中。

    Use your functions above: ``fundamentals.datasets.prepare_photograph`` cannot be imported here.

    請使用上面自己寫的函式；這裡不能匯入 ``fundamentals.datasets.prepare_photograph``。

    Args:
        picture: uint8, values 0–255, ``(height, width, 3)`` or ``(height, width)``. 圖片。

    Returns:
        float32 array ``(1, 28, 28, 1)``, values 0–1. The longer side of the ink is 20 pixels; the
        other side is rounded, and at least 1. Values may be off by 0.02, since rounded grays are
        stretched here.
        float32 陣列，值為 0–1；筆跡較長的一邊是 20 像素，另一邊四捨五入，至少為 1。
        值可以差 0.02：四捨五入過的灰階在這裡被拉開了。
    """
    # BEGIN SOLUTION 4b.6
    ink = crop_ink(find_ink(to_grey(picture)))
    sides = [max(1, round(20 * side / max(ink.shape))) for side in ink.shape]
    return centre(scale_by_area(ink, *sides))[np.newaxis, :, :, np.newaxis]
    # END SOLUTION


# %% [markdown]
# ```
# >>> prepare_picture(np.full((40, 60, 3), 255, dtype="uint8")).shape
# (1, 28, 28, 1)
# ```

# %%
if __name__ == "__main__":
    if lab.written("4b.1", "4b.2", "4b.3", "4b.4", "4b.5", "4b.6"):
        converted = np.concatenate([prepare_picture(picture) for picture in pictures])
        only_scaled = [scale_by_area(to_grey(picture), 28, 28) for picture in pictures]
        rows = {
            Text("picture", "圖片"): [picture / 255 for picture in pictures[:10]],
            Text("only scaled", "只縮放"): only_scaled[:10],
            Text("converted", "轉換後"): converted[:10],
            Text("training", "訓練圖像"): dataset.train.images[:: len(dataset.train) // 10] / 255,
        }
        lab.save(plot_image_rows(rows), "pictures")


# %% [markdown] lang="en"
# ## 7. Does the model read them now?
#
# The question of this lab: how many of 200 pictures from outside does a model read? The lab asks your
# model from lab 3b if you have it, and trains a small one otherwise.

# %% [markdown] lang="zh-Hant"
# ## 7. 模型現在讀得懂嗎？
#
# 這個實作的問題是：200 張外面的圖片，模型讀得懂幾張？有實作 3b 的模型就問它，否則訓練一個小的。


# %%
def train_small_cnn(dataset):
    """Train a small CNN for a minute. 花一分鐘訓練一個小 CNN。"""
    model = keras.Sequential(
        [
            keras.Input(dataset.image_shape),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(dataset.num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    fit(model, dataset.train.images / np.float32(255), dataset.train.labels, epochs=10)
    return model


# %%
if __name__ == "__main__":
    from fundamentals.explorer import load_model

    if lab.written("4b.1", "4b.2", "4b.3", "4b.4", "4b.5", "4b.6"):
        trained = lab.output.parent / "lab03b_cnn" / "cnn.keras"
        if trained.is_file():
            model = load_model(trained)
        else:
            keras.utils.set_random_seed(lab.seed)
            model = train_small_cnn(dataset)
        model.save(lab.output / "digits.keras")
        scaled = np.array(only_scaled)[..., np.newaxis]
        for how, images in (
            (Text("only scaled", "只縮放"), scaled),
            (Text("converted", "轉換後"), converted),
        ):
            answers = model.predict(images, verbose=0)
            lab.say(
                "pictures read, {how}: {fraction:.1%}",
                "答對的圖片，{how}：{fraction:.1%}",
                how=how,
                fraction=np.mean(answers.argmax(axis=1) == labels),
            )
