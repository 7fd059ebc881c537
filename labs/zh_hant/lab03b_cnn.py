# %% [markdown] lang="zh-Hant"
# # 實作 3b：卷積神經網路
#
# 實作 2 留下一段差距：訓練圖像幾乎全對，新圖像明顯較差。
# 卷積神經網路 (convolutional neural network, CNN) 的參數更少，差距卻小到幾乎看不見，
# 因為同一組小小的核心 (kernel) 會看過圖像的每個位置。
# 在實作 3a，核心是你親手寫的；在這裡，網路會自己找到它們。
#
#     fundamentals check lab03b --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab03b_cnn")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_grids, plot_learning_curves, plot_model
from fundamentals.training import augment, fit, training_batches

# 各資料集的訓練圖像要看幾遍：小資料集要多看幾遍。
EPOCHS = {"digits": 40, "mnist": 12, "sign_mnist": 12}

if __name__ == "__main__":
    dataset = load_dataset("digits")
    print(dataset.source)

# %% [markdown] lang="zh-Hant"
# ## 1. 準備圖像
#
# `Conv2D` 要四個軸：圖像、列、行、色版 (channel)。灰階圖像只有一個色版。


# %%
def prepare_images(images):
    """把灰階圖像整理成網路要的形狀與數值。

    參數：
        images: uint8（``(n, 784)``、``(n, 28, 28)``、``(n, 28, 28, 1)``），值為 0–255，三種形狀之
            一。

    傳回：
        float32 陣列（``(n, 28, 28, 1)``），值為 0–1。
    """
    raise NotImplementedError("任務 3b.1：把圖像整理成 Conv2D 要的形狀")


# %% [markdown]
# ```
# >>> prepared = prepare_images(np.full((2, 784), 51, dtype="uint8"))
# >>> prepared.shape, prepared.dtype, round(float(prepared.max()), 2)
# ((2, 28, 28, 1), dtype('float32'), 0.2)
# ```

# %%
if __name__ == "__main__":
    if lab.written("3b.1"):
        raw = dataset.train.images[0]
        both = (raw, prepare_images(raw.reshape(1, 784))[0])
        grids = {f"{one.dtype}, {one.min():g}–{one.max():g}": one for one in both}
        lab.save(plot_grids(grids), "prepared")


# %% [markdown] lang="zh-Hant"
# ## 2. 建立網路
#
# 卷積 (convolution) 負責尋找，池化 (pooling) 負責縮小：重複三次，從邊緣到部位，再到整個物體。
# 接著把特徵圖 (feature map) 攤平 (*flatten*) 成一列，用 *Dropout* 避免依賴少數幾個值，
# 最後由密集層做決定。
#
# > **先猜猜看。** 看灰階圖像的 16 個 3×3 核心，總共有幾個權重 (weight)？偏差 (bias) 不算。

# %%
if __name__ == "__main__":
    lab.guess("weights", None)
    lab.slide("architecture")


# %%
def build_cnn(input_shape, num_classes):
    """建立卷積神經網路，尚未編譯。

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        input_shape: 一張圖像的形狀（``(28, 28, 1)``）。
        num_classes: 類別數。

    傳回：
        含 Conv2D、MaxPooling2D、Dropout 的 Keras 模型：輸入圖像 ``(n, *input_shape)``，輸出各類別的
        機率 (softmax) ``(n, num_classes)``，最多 700,000 個參數。大於 1×1 的 Conv2D 後面都有 ReLU
        之類的啟動函數；Dropout 放在兩個有權重的層之間，作用在隱藏單元上，比例 (rate) 小於 1。
    """
    raise NotImplementedError("任務 3b.2：建立卷積神經網路")


# %% [markdown]
# ```
# >>> model = build_cnn((28, 28, 1), 10)
# >>> model.input_shape, model.output_shape
# ((None, 28, 28, 1), (None, 10))
# ```

# %% [markdown] lang="zh-Hant"
# 你的網路，一層一層看。它總共有幾個參數？實作 2 的密集神經網路 (dense network) 有 669,706 個。

# %%
if __name__ == "__main__":
    if lab.written("3b.2"):
        keras.utils.set_random_seed(lab.seed)
        model = build_cnn(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(model), "network")
        print(f"參數：{model.count_params():,}")

# %% [markdown] lang="zh-Hant"
# ## 3. 訓練
#
# 像實作 2 那樣用 `model.compile` 與 `model.fit` 就可以。這次標籤維持整數，損失函數 (loss) 要跟著選。
#
# > **先猜猜看。** 實作 2 的密集神經網路，訓練圖像全對，驗證圖像只對大約 96 %。
# > 換成卷積神經網路，這段差距會 (a) 變大、(b) 不變，還是 (c) 幾乎消失？

# %%
if __name__ == "__main__":
    lab.guess("gap", None)


# %%
def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    """編譯並訓練模型，每個週期 (epoch) 都量測訓練與驗證準確度 (accuracy)。

    評分程式用自己的數字訓練 ``build_cnn`` 的網路：沒看過的數字答對 80 % 以上得滿分，50 % 以下沒有分
    數。隨檔案帶來的權重不計分。

    參數：
        model: 尚未編譯的 Keras 模型。
        x_train: 整理好的訓練圖像（``(n, 28, 28, 1)``）。
        y_train: 整數訓練標籤（``(n,)``）。
        x_valid: 整理好的驗證圖像。
        y_valid: 整數驗證標籤。
        epochs: 訓練圖像要看幾遍。

    傳回：
        ``fit`` 傳回的 ``History``。
    """
    raise NotImplementedError("任務 3b.3：編譯並訓練")


# %% [markdown]
# ```
# >>> images, labels = prepare_images(np.zeros((32, 784), dtype="uint8")), np.zeros(32, dtype=int)
# >>> history = train_model(build_cnn((28, 28, 1), 10), images, labels, images, labels, epochs=2)
# >>> len(history.history["accuracy"]), len(history.history["val_accuracy"])
# (2, 2)
# ```

# %% [markdown] lang="zh-Hant"
# 和實作 2 的學習曲線 (learning curve) 比一比：兩條線走在一起。訓練大約要半分鐘。

# %%
if __name__ == "__main__":
    from fundamentals.training import diagnose, history_frame

    if lab.written("3b.1", "3b.2", "3b.3"):
        x_valid = prepare_images(dataset.validation.images)
        history = train_model(
            model,
            prepare_images(dataset.train.images),
            dataset.train.labels,
            x_valid,
            dataset.validation.labels,
            EPOCHS[dataset.name],
        )
        lab.save(plot_learning_curves(history_frame(history)), "learning_curves")
        print(diagnose(history_frame(history)).message)
        model.save(lab.output / "cnn.keras")

# %% [markdown] lang="zh-Hant"
# 參考解答多做了三件拿滿分不需要的事：每批圖像都稍作變化
# （`augment` 讓每張圖像略為移動、旋轉、伸縮，並改變明暗），讓同一張圖像不會以同樣的樣子出現兩次；
# 讓學習率 (learning rate) 先升後降；並且一次交給 Keras 八個批次 (batch)，這只是為了省時間。

# %% [markdown] lang="zh-Hant"
# ## 4. 從機率到類別
#
# 網路對每張圖像給出十個機率，最大的那一個就是它的答案。


# %%
def predict_classes(model, images):
    """傳回每張圖像最可能的類別。

    參數：
        model: 訓練好的 Keras 模型。
        images: 整理好的圖像（``(n, 28, 28, 1)``）。

    傳回：
        整數陣列 ``(n,)``。
    """
    raise NotImplementedError("任務 3b.4：把機率換成類別")


# %% [markdown]
# ```
# >>> predict_classes(build_cnn((28, 28, 1), 10), images).shape
# (32,)
# ```

# %% [markdown] lang="zh-Hant"
# 表格的每一列是一個數字，每一行是一種答案。下面是它答錯的少數圖像，最有把握卻答錯的排在最前面。
# 換成你，答得對嗎？

# %%
if __name__ == "__main__":
    from fundamentals.plotting import plot_confusion_matrix, plot_mistakes
    from fundamentals.training import confusion_matrix, worst_mistakes

    if lab.written("3b.1", "3b.2", "3b.3", "3b.4"):
        y_valid = dataset.validation.labels
        predicted = predict_classes(model, x_valid)
        matrix = confusion_matrix(y_valid, predicted, dataset.num_classes)
        lab.save(plot_confusion_matrix(matrix, dataset.class_names), "confusion_matrix")
        mistakes = worst_mistakes(y_valid, model.predict(x_valid, verbose=0), count=8)
        lab.save(
            plot_mistakes(dataset.validation.images, mistakes, dataset.class_names), "mistakes"
        )
        print(f"驗證準確度：{100 * np.mean(predicted == y_valid):.1f} %")

# %% [markdown] lang="zh-Hant"
# ## 5. 看看網路看到什麼
#
# 第一層的每個核心各對某種東西有反應：邊緣、轉角、筆畫。越後面的層，一個數字代表的圖像範圍越大。
# Grad-CAM 則反過來問：哪些位置支持這個答案？
#
# `fundamentals explore output/lab03b_cnn/cnn.keras --dataset digits`
# 會在瀏覽器裡打開這個網路：寫一個數字，看每一層的反應。

# %%
if __name__ == "__main__":
    from fundamentals.perception import feature_maps, grad_cam
    from fundamentals.plotting import plot_feature_maps, plot_heat

    if lab.written("3b.1", "3b.2", "3b.3"):
        for layer, maps in feature_maps(model, x_valid[:1]).items():
            lab.save(plot_feature_maps(maps[0], layer=layer), f"feature_maps_{layer}")
        lab.save(plot_heat(x_valid[0], grad_cam(model, x_valid[:1])[0]), "grad_cam")

# %% [markdown] lang="zh-Hant"
# ## 6. 驗證可以信任嗎？（選讀）
#
# 手語資料集 Sign Language MNIST 來自大約 1,700 張照片，每張照片各變化出 21 張左右的圖像。
# 如果把圖像隨機分割，幾乎每張驗證圖像在訓練圖像裡都有一張「雙胞胎」：
# 網路只要認得照片就好，驗證準確度完全看不出它認不認得沒看過的手。這叫做*資料外洩 (leak)*。
# 改成依照片分割，兩邊就沒有共同的照片。
#
# 官方測試圖像又來自另外的照片。`compare_splits` 會訓練你的網路四次：
# 兩種分割各一次，再加上變化後的圖像，最後把其中一半再左右翻轉。
#
# > **先猜猜看。** 哪一個驗證準確度比較高：(a) 依圖像分割，還是 (b) 依照片分割？

# %%
if __name__ == "__main__":
    from fundamentals.training import compare_splits

    lab.guess("leak", None)
    if lab.written("3b.2") and (signs := lab.find_dataset("sign_mnist")):
        lab.show(compare_splits(signs, build_cnn, seed=lab.seed))

# %% [markdown] lang="zh-Hant"
# 哪一個驗證準確度能預告測試準確度？變化圖像讓它變高；翻轉又讓它變低一些：
# 翻轉後的手變成另一個手勢，或什麼都不是。
