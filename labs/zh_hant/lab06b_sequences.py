# %% [markdown] lang="zh-Hant"
# # 實作 6b：一列一列地讀
#
# 把圖像當成句子來讀：每一列是一個字詞，由上到下。先帶著記憶讀，也就是 LSTM；
# 再用注意力 (attention)，讓每一列去看其他每一列。共有三個任務，編號接著實作 6。
#
#     fundamentals check lab06b --language zh-Hant

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab06b_sequences")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_attention, plot_grids, plot_model
from fundamentals.training import fit

EPOCHS, BATCH_SIZE = 10, 64
# 注意力模型用幾個數字表示一列。
WIDTH = 32

# %% [markdown] lang="zh-Hant"
# ## 1. 同樣的資料，同樣的訓練
#
# 這一段已經寫好，和實作 6 一樣：標籤 (label) 用整數，週期 (epoch) 一樣多，
# 學習率 (learning rate) 先升後降。


# %%
def prepare(split):
    """傳回 0–1 的 float32 圖像與整數標籤。"""
    return split.images.astype("float32") / 255, split.labels


def train_model(model, x_train, y_train, epochs, validation_data=None):
    """編譯並訓練任何一個網路。"""
    steps = epochs * -(-len(x_train) // BATCH_SIZE)
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0002, steps - steps // 4, warmup_target=0.002, warmup_steps=steps // 4
    )
    adam = keras.optimizers.Adam(learning_rate)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fit(
        model,
        x_train,
        y_train,
        validation_data=validation_data,
        epochs=epochs,
        batch_size=BATCH_SIZE,
        verbose=False,
    )


if __name__ == "__main__":
    dataset = load_dataset("digits")
    (x_train, y_train), (x_valid, y_valid) = prepare(dataset.train), prepare(dataset.validation)

# %% [markdown] lang="zh-Hant"
# ## 2. 帶著記憶，一列一列地讀
#
# 遞迴網路 (recurrent network) 一列一列地讀，並帶著記憶。在 *LSTM*（長短期記憶，long short-term memory）裡，有幾個小小的閘門 (gate)
# 決定要忘掉什麼、記下什麼、說出什麼。讀完最後一列所知道的，就用來判斷是哪個數字。
# 新聞標題也是這樣一個詞一個詞地讀。


# %%
def build_lstm(input_shape, num_classes):
    """建立用 LSTM 一列一列讀圖像的網路，尚未編譯。

    評分程式用自己的數字與實作裡的 ``train_model`` 訓練這個網路。沒看過的數字答對 75 % 以上得滿分，
    50 % 以下沒有分數。

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        input_shape: 一張圖像的形狀（``(height, width, channels)``）。
        num_classes: 類別數。

    傳回：
        從圖像到各類別機率的 Keras 模型（``(n,
        num_classes)``）。其中的 LSTM 讀的序列 (sequence) 形狀是 ``(n, height, width * channels)``：
        由上而下，每一步一列。
    """
    raise NotImplementedError("任務 6.5：一列一列地讀圖像")


# %% [markdown]
# ```
# >>> build_lstm((28, 28, 1), 10).output_shape
# (None, 10)
# ```


# %%
def train_and_judge(model):
    """訓練模型，傳回驗證圖像答對的比例。"""
    train_model(model, x_train, y_train, EPOCHS)
    return float(np.mean(model.predict(x_valid, verbose=0).argmax(axis=1) == y_valid))


# %%
if __name__ == "__main__":
    if lab.written("6.5"):
        keras.utils.set_random_seed(lab.seed)
        reader = build_lstm(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(reader), "lstm")
        right = train_and_judge(reader)
        print(f"LSTM：答對 {right:.1%}")
        # 還沒讀到下面幾列時，它怎麼回答。
        parts = {}
        for rows in (7, 14, 21, 28):
            seen = x_valid[500].copy()
            seen[rows:] = 0
            answer = reader.predict(seen[np.newaxis], verbose=0).argmax()
            name = "{rows} 列：{answer}"
            parts[name.format(rows=rows, answer=answer)] = seen
        lab.save(plot_grids(parts), "reading")


# %% [markdown] lang="zh-Hant"
# ## 3. 親手做注意力
#
# LSTM 必須把第一列一路記到最後一列。有了*注意力 (attention)*，每一列都可以直接看其他每一列。
# 每一列提出一個問題，叫做*查詢 (query)*，並提供一個*鍵 (key)* 與一個*值 (value)*。
# 查詢與鍵越相符，兩者的乘積越大。softmax 把這些分數變成*權重 (weight)*，每個查詢的權重加起來是 1；
# 答案就是以此加權的值的平均：
#
#     softmax(queries @ keys.T / √d) @ values
#
# d 是一個鍵有幾個數字。若不除以 √d，鍵越長分數就越大，最後一個權重會獨占全部。
# 這出自 Vaswani 等人的 *Attention Is All You Need* (2017)。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 一個查詢，三個鍵與它同樣相符。每個權重是多少？（到小數點後兩位。）

# %%
if __name__ == "__main__":
    lab.guess("thirds", None)


# %%
def attention(queries, keys, values):
    """讓每個查詢去看每個鍵，並傳回看到的結果。

    分數可能大到 10,000：權重仍須是有限的數。

    參數：
        queries: 查詢（``(n, d)``）。
        keys: 鍵（``(m, d)``）。
        values: 值（``(m, v)``），每個鍵一個。

    傳回：
        ``(outputs, weights)``：形狀為 ``(n, v)`` 與 ``(n, m)`` 的浮點數陣列；權重的每一列加起來是
        1。
    """
    raise NotImplementedError("任務 6.6：親手做注意力")


# %% [markdown]
# ```
# >>> queries, keys = np.array([[1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
# >>> outputs, weights = attention(queries, keys, np.array([[10.0], [20.0]]))
# >>> outputs.round(2), weights.round(2)
# (array([[13.3]]), array([[0.67, 0.33]]))
# ```

# %% [markdown] lang="zh-Hant"
# 讓數字的各列同時當查詢、鍵與值：每一列都看著和自己相像的列。

# %%
if __name__ == "__main__":
    if lab.written("6.6"):
        rows = x_train[0, :, :, 0]
        lab.save(plot_attention(rows, attention(rows, rows, rows)[1]), "rows")


# %% [markdown] lang="zh-Hant"
# ## 4. 注意力模型
#
# 在 Keras 裡，`keras.layers.MultiHeadAttention(heads, key_size)(x, x)`
# 用三個會學習的密集層，從 `x` 做出查詢、鍵與值，而且好幾組並排計算，每一組叫做一個*頭 (head)*。
# 像任務 6.1 那樣為它加上跳接，後面再接一兩個密集層。
#
# 但注意力不知道哪一列在上、哪一列在下：把列打亂，權重只是跟著打亂。所以要告訴它：
# `position_codes` 給每個位置一個專屬的圖樣，加到那一列上。這叫做*位置編碼 (positional encoding)*。

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 沒有位置編碼，把圖像的各列打亂，模型的答案會 (a) 改變，還是 (b) 不變？

# %%
if __name__ == "__main__":
    lab.guess("shuffled", None)


# %%
def position_codes(length, width):
    """傳回每個位置的圖樣：正弦與餘弦波，形狀 ``(length, width)``，float32。"""
    places, columns = np.arange(length)[:, np.newaxis], np.arange(width)
    angles = places / 10_000 ** (columns // 2 * 2 / width)
    return np.where(columns % 2, np.cos(angles), np.sin(angles)).astype("float32")


# %%
def build_attention(input_shape, num_classes, positions=True):
    """建立各列互相注意的網路，尚未編譯。

    評分程式用自己的數字與實作裡的 ``train_model`` 訓練這個網路。沒看過的數字答對 75 % 以上得滿分，
    50 % 以下沒有分數。

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。無法重建的
    有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，以及包在 ``RNN``、
    ``TimeDistributed`` 等 Keras 層裡的自製層。

    參數：
        input_shape: 一張圖像的形狀（``(height, width, channels)``）。
        num_classes: 類別數。
        positions: False 表示不加位置編碼。

    傳回：
        從圖像到各類別機率的 Keras 模型（``(n, num_classes)``）：每一列變成 ``WIDTH`` 個數字，加上它
        的位置編碼；接著各列之間做 MultiHeadAttention；最後取所有列的平均。
    """
    raise NotImplementedError("任務 6.7：小型注意力模型")


# %% [markdown]
# ```
# >>> build_attention((28, 28, 1), 10).output_shape
# (None, 10)
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.7"):
        codes = {"位置編碼": position_codes(28, WIDTH)}
        lab.save(plot_grids(codes, around_zero=1), "positions")
        models = []
        for name, positions in (
            ("注意力", True),
            ("注意力，無位置編碼", False),
        ):
            keras.utils.set_random_seed(lab.seed)
            models.append(build_attention(dataset.image_shape, dataset.num_classes, positions))
            right = train_and_judge(models[-1])
            print(f"{name}：答對 {right:.1%}")

# %% [markdown] lang="zh-Hant"
# 相鄰的像素彼此相關，這件事 CNN 天生就知道，這些網路要自己學。
# 只有 4,000 張圖像時，這是很大的優勢：實作 3b 的網路答對超過 99 %。


# %% [markdown] lang="zh-Hant"
# ## 5. 它在看哪裡？
#
# Keras 的層裡，存著做出查詢、鍵與值的密集層。從訓練好的模型取出它們，
# 讓*你的* `attention` 算出權重：結果應該和 Keras 一樣。
# 圖右邊的每一列，就是圖像的那一列給各列的權重。


# %%
def look_inside(model, image):
    """傳回第一個注意力層的權重，分別由自己與 Keras 算出：形狀 (頭數, 列數, 列數)。"""
    kind = keras.layers.MultiHeadAttention
    layer = next(layer for layer in model.layers if isinstance(layer, kind))
    query, value = keras.Model(model.input, layer.input)(image[np.newaxis])[:2]
    made = (layer.query_dense(query), layer.key_dense(value), layer.value_dense(value))
    # 形狀都是 (1, 列數, 頭數, 數字)；一次取一個頭。
    heads = zip(*(np.moveaxis(np.asarray(array)[0], 1, 0) for array in made), strict=True)
    by_hand = np.stack([attention(*head)[1] for head in heads])
    _, by_keras = layer(query, value, return_attention_scores=True)
    return by_hand, np.asarray(by_keras)[0]


# %%
if __name__ == "__main__":
    if lab.written("6.6", "6.7"):
        image = x_valid[np.flatnonzero(y_valid == 7)[0]]
        by_hand, by_keras = look_inside(models[0], image)
        print(f"自己算的與 Keras 算的權重，最多相差 {np.abs(by_hand - by_keras).max():.0e}")
        lab.save(plot_attention(image, by_hand.mean(axis=0)), "attention")
