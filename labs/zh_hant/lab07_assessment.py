# %% [markdown] lang="zh-Hant"
# # 實作 7：期末評量
#
# 一個你沒看過的任務，也沒有現成的步驟：六種形狀的葉子，位置、顏色、明暗、方向都不固定。
# 請自己設計並訓練一個能說出葉子形狀的網路。任何架構都可以，最多 200,000 個參數 (parameter)。
# 需要的知識都在實作 1 到 6。
#
# 評分程式會自己訓練你的網路：訓練用的葉子是重新畫的，計分用的是另一批，你的程式永遠看不到。
# 答對 90 % 以上得滿分，50 % 以下沒有分數。重要的是程式怎麼學，不是它帶了什麼來。
#
#     fundamentals check lab07 --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab07_assessment")

# %%
import keras
import numpy as np
import tensorflow as tf

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_image_rows, plot_learning_curves, plot_model
from fundamentals.training import augment, fit, training_batches

# 用自己的圖片時："folder:路徑"，以及要縮放成的大小，例如 (48, 48)。
DATASET, IMAGE_SIZE = "leaves", None
EPOCHS = 40

if __name__ == "__main__":
    dataset = load_dataset(DATASET, image_size=IMAGE_SIZE)
    print(dataset.source)
    names, labels = dataset.class_names, dataset.train.labels
    rows = {
        name: dataset.train.images[np.flatnonzero(labels == label)[:9]]
        for label, name in enumerate(names)
    }
    lab.save(plot_image_rows(rows), "images")

# %% [markdown] lang="zh-Hant"
# ## 1. 先看資料
#
# 動手之前先問：圖像多大？每個類別 (class) 幾張？如果永遠回答最多的那一類，能答對多少？
# 網路至少要贏過這個數字。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 有六個類別，每類的圖像一樣多。永遠給同一個答案的程式，答對百分之幾？（整數。）

# %%
if __name__ == "__main__":
    lab.guess("always", None)


# %%
def describe_data(images, labels):
    """說明資料集裡有什麼。

    參數：
        images: 圖像陣列（uint8、``(n, height, width, channels)``）。
        labels: 從 0 開始的整數標籤（``(n,)``），每個類別都有。

    傳回：
        字典：``"image_shape"`` 是圖像形狀，三個整數；``"images_a_class"`` 是每個類別的張數；
        ``"baseline"`` 是永遠回答最多那一類的準確度 (accuracy)，0–1。
    """
    raise NotImplementedError("任務 7.1：說明資料集裡有什麼")


# %% [markdown]
# ```
# >>> facts = describe_data(np.zeros((4, 8, 9, 3), dtype="uint8"), np.array([0, 1, 1, 1]))
# >>> facts["image_shape"], list(map(int, facts["images_a_class"])), float(facts["baseline"])
# ((8, 9, 3), [1, 3], 0.75)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.1"):
        from fundamentals.plotting import plot_class_balance

        facts = describe_data(dataset.train.images, labels)
        print(
            f"圖像形狀：{tuple(int(length) for length in facts['image_shape'])}；永遠回答同一類："
            f"{100 * facts['baseline']:.1f} %"
        )
        lab.save(plot_class_balance(facts["images_a_class"], names), "class_balance")


# %% [markdown] lang="zh-Hant"
# ## 2. 準備圖像


# %%
def prepare_images(images):
    """縮放像素；形狀不變。

    參數：
        images: 圖像陣列（uint8、``(n, height, width, channels)``、0–255）。

    傳回：
        形狀相同的 float32 陣列（0–1）。
    """
    raise NotImplementedError("任務 7.2：準備圖像")


# %% [markdown]
# ```
# >>> prepare_images(np.array([[[[0], [51]]]], dtype="uint8")).ravel()
# array([0. , 0.2], dtype=float32)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2"):
        raw = dataset.train.images[:1]
        both = (raw[0], prepare_images(raw)[0])
        grids = {f"{one.dtype}, {one.min():g}–{one.max():g}": one for one in both}
        lab.save(plot_grids(grids), "prepared")


# %% [markdown] lang="zh-Hant"
# ## 3. 建立網路


# %%
def build_model(input_shape, num_classes):
    """用 ``keras.layers`` 的層建立網路，尚未編譯。

    用哪些層與啟動函數由你決定：它們學得多好，在 ``train_model`` 才計分。

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        input_shape: 一張圖像的形狀。
        num_classes: 類別數。

    傳回：
        最多 200,000 個參數的 Keras 模型：輸入圖像 ``(n, *input_shape)``，輸出各類別的機率
        ``(n, num_classes)``。
    """
    raise NotImplementedError("任務 7.3：建立自己的網路")


# %% [markdown]
# ```
# >>> build_model((48, 48, 3), 6).output_shape
# (None, 6)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.3"):
        keras.utils.set_random_seed(lab.seed)
        model = build_model(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(model), "network")
        print(f"參數：{model.count_params():,}")


# %% [markdown] lang="zh-Hant"
# ## 4. 訓練
#
# 1,200 張圖像不多。怎樣的變化之後，葉子還是同一種葉子？

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 訓練時可以把葉子左右翻轉、任意旋轉嗎？（數字不行。）(a) 可以，(b) 不行。

# %%
if __name__ == "__main__":
    lab.guess("turned", None)


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """編譯模型，只用訓練圖像訓練。

    評分程式用自己的葉子訓練 ``build_model`` 的網路：先訓練 24 個週期 (epoch)，還不夠好就再加 48 個
    週期。沒看過的葉子答對 90 % 以上得滿分，50 % 以下沒有分數。隨檔案帶來的權重 (weight) 不計分。

    參數：
        model: 要訓練的 Keras 模型。
        x_train: 整理好的訓練圖像（``(n, height, width, channels)``）。
        y_train: 整數訓練標籤（``(n,)``）。
        x_valid: 整理好的驗證圖像。
        y_valid: 整數驗證標籤。
        epochs: 訓練圖像要看幾遍。

    傳回：
        Keras 的 ``History``，含每個週期的訓練與驗證準確度。
    """
    raise NotImplementedError("任務 7.4：訓練到能認出沒看過的圖像")


# %% [markdown]
# ```
# >>> x, y = np.zeros((12, 48, 48, 3), dtype="float32"), np.arange(12) % 6
# >>> len(train_model(build_model((48, 48, 3), 6), x, y, x, y, 2).history["val_accuracy"])
# 2
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2", "7.3", "7.4"):
        from fundamentals.training import diagnose, history_frame

        x_valid, y_valid = prepare_images(dataset.validation.images), dataset.validation.labels
        history = train_model(
            model, prepare_images(dataset.train.images), labels, x_valid, y_valid, EPOCHS
        )
        print(diagnose(history_frame(history)).message)
        lab.save(plot_learning_curves(history_frame(history)), "learning_curves")
        model.save(lab.output / "model.keras")


# %% [markdown] lang="zh-Hant"
# ## 5. 讓網路回答


# %%
def predict_classes(model, images):
    """傳回每張圖像最可能的類別。

    評分程式會用自己的網路來問。

    參數：
        model: 訓練好的 Keras 模型。
        images: 整理好的圖像（``(n, height, width, channels)``）。

    傳回：
        整數陣列 ``(n,)``。
    """
    raise NotImplementedError("任務 7.5：從圖像到類別")


# %% [markdown]
# ```
# >>> predict_classes(build_model((48, 48, 3), 6), x).shape
# (12,)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.2", "7.3", "7.4", "7.5"):
        from fundamentals.plotting import plot_confusion_matrix, plot_mistakes
        from fundamentals.training import confusion_matrix, worst_mistakes

        predicted = predict_classes(model, x_valid)
        print(f"驗證準確度：{100 * np.mean(predicted == y_valid):.1f} %")
        matrix = confusion_matrix(y_valid, predicted, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, names), "confusion_matrix")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(plot_mistakes(dataset.validation.images, mistakes, names), "mistakes")

# %% [markdown] lang="zh-Hant"
# 修改網路或訓練方式，直到滿意為止：只有驗證 (validation) 圖像可以幫你選擇。
# 測試圖像留到實作 7b，而且只讀一次。
