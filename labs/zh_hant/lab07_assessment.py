# %% [markdown] lang="zh-Hant"
# # 實作 7：期末評量
#
# 一個你沒看過的任務，也沒有現成的步驟：六種形狀的葉子，位置、顏色、明暗、方向都不固定。
# 請自己設計並訓練一個能說出葉子形狀的網路。任何架構都可以，最多 200,000 個參數 (parameter)。
# 需要的知識都在實作 1 到 6。
#
# 評分程式會親自訓練你的網路：訓練用的葉子是重新畫的，計分用的是另一批，你的程式永遠看不到。
# 答對 90 % 得滿分，50 % 沒有分數。重要的是程式怎麼學，不是它帶了什麼來。
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


# %%
def describe_data(images, labels):
    """說明資料集裡有什麼。

    參數：
        images: 圖像陣列（uint8、``(n, height, width, channels)``）。
        labels: 整數標籤（``(n,)``），每個類別都有。

    傳回：
        字典（``"image_shape"``、``"images_a_class"``、``"baseline"``、0–1）：圖像形狀（三個整數）、
        每個類別的張數、永遠回答最多那一類的準確度。
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

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        input_shape: 一張圖像的形狀。
        num_classes: 類別數。

    傳回：
        最多 200,000 個參數的 Keras 模型（``(n, *input_shape)``、``(n, num_classes)``），輸出各類別
        的機率。
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

    評分程式用自己的葉子訓練 ``build_model`` 的網路：先訓練 24 個週期，還不夠好就再加 48 個週期。沒
    看過的葉子答對 90 % 得滿分，50 % 沒有分數。隨檔案帶來的權重不計分。

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
# ## 5. 詢問網路


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
# ## 6. 誠實地量測
#
# 試了三十個網路，交出測試圖像上最好的那一個，報告的就不只是實力，還有運氣：三十次裡總有一次手氣好。
# 所以由驗證 (validation) 圖像挑選，測試圖像只讀一次，而且只讀被選中的網路。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 三十個網路一樣好，每個都能答對 85 % 的葉子。你報告三十個*測試*準確度裡最好的那一個。
# > 那會是 (a) 大約 85 %，(b) 明顯更高，還是 (c) 明顯更低？

# %%
if __name__ == "__main__":
    lab.guess("lucky", None)


# %%
def choose_and_report(validation, test):
    """從幾個網路中選一個，並說出它有多好。

    參數：
        validation: 每個網路的驗證準確度（``(n,)``、0–1）。
        test: 每個網路的測試準確度。

    傳回：
        選哪一個（索引），以及該報告的準確度。
    """
    raise NotImplementedError("任務 7.6：誠實地選擇與報告")


# %% [markdown]
# ```
# >>> choose_and_report([0.7, 0.9, 0.8], [0.9, 0.8, 0.7])
# (1, 0.8)
# ```

# %%
if __name__ == "__main__":
    if lab.written("7.6"):
        rng = np.random.default_rng(lab.seed)
        validations = rng.binomial(300, 0.85, size=(1000, 30)) / 300
        tests = rng.binomial(600, 0.85, size=(1000, 30)) / 600
        reports = [choose_and_report(*row)[1] for row in zip(validations, tests, strict=True)]
        print(
            f"三十個 85 % 的網路：用測試挑選，會報告 {100 * tests.max(axis=1).mean():.1f} %；"
            f"用驗證挑選，會報告 {100 * np.mean(reports):.1f} %"
        )
        from fundamentals.plotting import plot_luck

        lab.save(plot_luck(tests.max(axis=1), reports, 0.85), "luck")

# %% [markdown] lang="zh-Hant"
# ## 7. 測試只讀一次
#
# 先看運氣有多大：三十個網路，長期來看每一個都剛好答對 85 %，
# 各用 300 張驗證圖像與 600 張測試圖像量測，重複一千次。
#
# 接著才是測試圖像，到目前為止沒有任何步驟看過它們。不論結果如何，那就是要報告的數字：
# 如果因為它而修改網路，就需要新的測試圖像。

# %%
if __name__ == "__main__":
    if lab.written("7.2", "7.3", "7.4", "7.5"):
        if dataset.test is None:
            print("這些圖片沒有測試分割：評分程式另外保留了一批")
        else:
            answers = predict_classes(model, prepare_images(dataset.test.images))
            accuracy = np.mean(answers == dataset.test.labels)
            error = np.sqrt(accuracy * (1 - accuracy) / len(answers))
            print(f"測試準確度：{100 * accuracy:.1f} % ± {100 * error:.1f}")
