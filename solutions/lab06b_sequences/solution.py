# %% [markdown] lang="en"
# # Lab 6b: reading row by row
#
# Read an image like a sentence: from top to bottom, every row is a word. You do this first with a memory
# (an LSTM), then with attention, where every row looks at every other row. There are three tasks; their
# numbers continue those of lab 6.
#
#     fundamentals check lab06b

# %% [markdown] lang="zh-Hant"
# # 實作 6b：一列一列地讀
#
# 把圖像當成句子來讀：每一列是一個字詞，由上到下。先帶著記憶讀，也就是 LSTM；
# 再用注意力 (attention)，讓每一列去看其他每一列。共有三個任務，編號接著實作 6。
#
#     fundamentals check lab06b

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab06b_sequences")

# %%
import keras
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.language import Text
from fundamentals.plotting import plot_attention, plot_grids, plot_model
from fundamentals.training import fit

EPOCHS, BATCH_SIZE = 10, 64
# Numbers that represent one row in the attention model.
# 注意力模型用幾個數字表示一列。
WIDTH = 32

# %% [markdown] lang="en"
# ## 1. The same data, the same training
#
# This part is given, as in lab 6: integer labels, the same number of epochs, and a learning rate that
# rises, then falls.

# %% [markdown] lang="zh-Hant"
# ## 1. 同樣的資料，同樣的訓練
#
# 這一段已經寫好，和實作 6 一樣：標籤 (label) 用整數，週期 (epoch) 一樣多，
# 學習率 (learning rate) 先升後降。


# %%
def prepare(split):
    """Return images, float32 0–1, and integer labels. 傳回 0–1 的 float32 圖像與整數標籤。"""
    return split.images.astype("float32") / 255, split.labels


def train_model(model, x_train, y_train, epochs, validation_data=None):
    """Compile and train any of the networks. 編譯並訓練任何一個網路。"""
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

# %% [markdown] lang="en"
# ## 2. Row by row, with a memory
#
# A recurrent network reads one row after another and keeps a memory. In an *LSTM* (long short-term memory), small gates decide what
# to forget, what to store and what to output. Its memory after the last row tells which digit it was.
# An LSTM can read headlines the same way, word by word.

# %% [markdown] lang="zh-Hant"
# ## 2. 帶著記憶，一列一列地讀
#
# 遞迴網路 (recurrent network) 一列一列地讀，並帶著記憶。在 *LSTM*（長短期記憶，long short-term memory）裡，有幾個小小的閘門 (gate)
# 決定要忘掉什麼、記下什麼、說出什麼。讀完最後一列所知道的，就用來判斷是哪個數字。
# 新聞標題也是這樣一個詞一個詞地讀。


# %%
def build_lstm(input_shape, num_classes):
    """Build a network that reads an image row by row with an LSTM, not yet compiled.

    建立用 LSTM 一列一列讀圖像的網路，尚未編譯。

    The grader trains the network on its own digits, with the lab's ``train_model``. 75 % of unseen
    digits right earn all points; 50 % earn none.

    評分程式用自己的數字與實作裡的 ``train_model`` 訓練這個網路。
    沒看過的數字答對 75 % 以上得滿分，50 % 以下沒有分數。

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。
    無法重建的有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，
    以及包在 ``RNN``、``TimeDistributed`` 等 Keras 層裡的自製層。

    Args:
        input_shape: ``(height, width, channels)`` of one image. 一張圖像的形狀。
        num_classes: number of classes. 類別數。

    Returns:
        Keras model from images to probabilities ``(n, num_classes)``. Its LSTM reads a sequence
        ``(n, height, width * channels)``: one step per row, from the top.
        從圖像到各類別機率的 Keras 模型。其中的 LSTM 讀的序列 (sequence) 形狀是
        ``(n, height, width * channels)``：由上而下，每一步一列。
    """
    # BEGIN SOLUTION 6.5
    height, width, channels = input_shape
    return keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Reshape((height, width * channels)),
            keras.layers.LSTM(64),
            keras.layers.Dense(num_classes, activation="softmax"),
        ],
        name="lstm",
    )
    # END SOLUTION


# %% [markdown]
# ```
# >>> build_lstm((28, 28, 1), 10).output_shape
# (None, 10)
# ```


# %%
def train_and_judge(model):
    """Train a model and return the fraction of validation images that it gets right.

    訓練模型，傳回驗證圖像答對的比例。
    """
    train_model(model, x_train, y_train, EPOCHS)
    return float(np.mean(model.predict(x_valid, verbose=0).argmax(axis=1) == y_valid))


# %%
if __name__ == "__main__":
    if lab.written("6.5"):
        keras.utils.set_random_seed(lab.seed)
        reader = build_lstm(dataset.image_shape, dataset.num_classes)
        lab.save(plot_model(reader), "lstm")
        right = train_and_judge(reader)
        lab.say("LSTM: {right:.1%} right", "LSTM：答對 {right:.1%}", right=right)
        # What it answers while the lower rows are missing.
        # 還沒讀到下面幾列時，它怎麼回答。
        parts = {}
        for rows in (7, 14, 21, 28):
            seen = x_valid[500].copy()
            seen[rows:] = 0
            answer = reader.predict(seen[np.newaxis], verbose=0).argmax()
            name = Text("{rows} rows: {answer}", "{rows} 列：{answer}")
            parts[name.format(rows=rows, answer=answer)] = seen
        lab.save(plot_grids(parts), "reading")


# %% [markdown] lang="en"
# ## 3. Attention, by hand
#
# An LSTM must carry the first row in its memory to the end. With *attention*, every row looks at every
# other row directly. Each row asks a question, its *query*, and offers a *key* and a *value*. Where a
# query and a key agree, their product is large. Softmax turns these scores into *weights* that add up
# to 1 for each query, and the answer is the weighted mean of the values:
#
#     softmax(queries @ keys.T / √d) @ values
#
# A key holds d numbers. Without the division by √d, long keys would give such large scores that one
# weight takes everything. Source: Vaswani and others, *Attention Is All You Need* (2017).

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

# %% [markdown] lang="en"
# > **Guess first.** One query, three keys that all agree with it equally well. What is each weight?
# > (Two decimals.)

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 一個查詢，三個鍵與它同樣相符。每個權重是多少？（到小數點後兩位。）

# %%
if __name__ == "__main__":
    lab.guess("thirds", None)


# %%
def attention(queries, keys, values):
    """Let every query look at every key, and return what it sees.

    讓每個查詢去看每個鍵，並傳回看到的結果。

    Scores may be as large as 10,000: the weights must stay finite numbers.

    分數可能大到 10,000：權重仍須是有限的數。

    Args:
        queries: float array ``(n, d)``. 查詢。
        keys: float array ``(m, d)``. 鍵。
        values: float array ``(m, v)``: one value per key. 值，每個鍵一個。

    Returns:
        ``(outputs, weights)``: float arrays ``(n, v)`` and ``(n, m)``; each row of the weights
        adds up to 1.
        ``(outputs, weights)``：形狀為 ``(n, v)`` 與 ``(n, m)`` 的浮點數陣列；權重的每一列加起來是 1。
    """
    # BEGIN SOLUTION 6.6
    scores = queries @ keys.T / np.sqrt(keys.shape[1])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights = powers / powers.sum(axis=1, keepdims=True)
    return weights @ values, weights
    # END SOLUTION


# %% [markdown]
# ```
# >>> queries, keys = np.array([[1.0, 0.0]]), np.array([[1.0, 0.0], [0.0, 1.0]])
# >>> outputs, weights = attention(queries, keys, np.array([[10.0], [20.0]]))
# >>> outputs.round(2), weights.round(2)
# (array([[13.3]]), array([[0.67, 0.33]]))
# ```

# %% [markdown] lang="en"
# The rows of a digit as queries, keys and values at once: each row looks at the rows that are like it.

# %% [markdown] lang="zh-Hant"
# 讓數字的各列同時當查詢、鍵與值：每一列都看著和自己相像的列。

# %%
if __name__ == "__main__":
    if lab.written("6.6"):
        rows = x_train[0, :, :, 0]
        lab.save(plot_attention(rows, attention(rows, rows, rows)[1]), "rows")


# %% [markdown] lang="en"
# ## 4. A model with attention
#
# In Keras, `keras.layers.MultiHeadAttention(heads, key_size)(x, x)` computes queries, keys and values
# from `x` with three dense layers that it learns, several times side by side (*heads*). Put a skip
# around it, as in task 6.1, and a dense layer or two after it.
#
# Attention does not know which row is above which: if you shuffle the rows, the weights are shuffled
# in the same way. So add the position: `position_codes` gives each position its own pattern, which is
# added to the row.

# %% [markdown] lang="zh-Hant"
# ## 4. 注意力模型
#
# 在 Keras 裡，`keras.layers.MultiHeadAttention(heads, key_size)(x, x)`
# 用三個會學習的密集層，從 `x` 做出查詢、鍵與值，而且好幾組並排計算，每一組叫做一個*頭 (head)*。
# 像任務 6.1 那樣為它加上跳接，後面再接一兩個密集層。
#
# 但注意力不知道哪一列在上、哪一列在下：把列打亂，權重只是跟著打亂。所以要告訴它：
# `position_codes` 給每個位置一個專屬的圖樣，加到那一列上。這叫做*位置編碼 (positional encoding)*。

# %% [markdown] lang="en"
# > **Guess first.** Without position codes, shuffle the rows of an image. Does the model's answer
# > (a) change or (b) stay?

# %% [markdown] lang="zh-Hant"
# > **先猜猜看。** 沒有位置編碼，把圖像的各列打亂，模型的答案會 (a) 改變，還是 (b) 不變？

# %%
if __name__ == "__main__":
    lab.guess("shuffled", None)


# %%
def position_codes(length, width):
    """Return a pattern per position: sine and cosine waves, ``(length, width)``, float32.

    傳回每個位置的圖樣：正弦與餘弦波，形狀 ``(length, width)``，float32。
    """
    places, columns = np.arange(length)[:, np.newaxis], np.arange(width)
    angles = places / 10_000 ** (columns // 2 * 2 / width)
    return np.where(columns % 2, np.cos(angles), np.sin(angles)).astype("float32")


# %%
def build_attention(input_shape, num_classes, positions=True):
    """Build a network whose rows look at each other, not yet compiled.

    建立各列互相注意的網路，尚未編譯。

    The grader trains the network on its own digits, with the lab's ``train_model``. 75 % of unseen
    digits right earn all points; 50 % earn none.

    評分程式用自己的數字與實作裡的 ``train_model`` 訓練這個網路。
    沒看過的數字答對 75 % 以上得滿分，50 % 以下沒有分數。

    You may write your own layers: the grader rebuilds them from the Keras operations and common
    TensorFlow functions in their ``call``. It cannot rebuild a second input, randomness outside
    training, plain Python such as ``tf.py_function``, or your own layer inside a Keras layer such
    as ``RNN`` or ``TimeDistributed``.

    自己寫的層也算：評分程式會依 ``call`` 裡的 Keras 運算與常見的 TensorFlow 函式重建它。
    無法重建的有：第二個輸入、訓練以外的隨機、``tf.py_function`` 這類純 Python 程式，
    以及包在 ``RNN``、``TimeDistributed`` 等 Keras 層裡的自製層。

    Args:
        input_shape: ``(height, width, channels)`` of one image. 一張圖像的形狀。
        num_classes: number of classes. 類別數。
        positions: False leaves out the position codes. False 表示不加位置編碼。

    Returns:
        Keras model from images to probabilities ``(n, num_classes)``: each row becomes ``WIDTH``
        numbers plus its position code; then MultiHeadAttention between the rows; at the end the
        mean of all rows.
        從圖像到各類別機率的 Keras 模型：每一列變成 ``WIDTH`` 個數字，加上它的位置編碼；
        接著各列之間做 MultiHeadAttention；最後取所有列的平均。
    """
    # BEGIN SOLUTION 6.7
    height, width, channels = input_shape
    images = keras.Input(input_shape)
    x = keras.layers.Reshape((height, width * channels))(images)
    x = keras.layers.Dense(WIDTH)(x)
    if positions:
        x = x + position_codes(height, WIDTH)
    for _ in range(2):
        y = keras.layers.LayerNormalization()(x)
        x = x + keras.layers.MultiHeadAttention(4, WIDTH // 4)(y, y)
        y = keras.layers.LayerNormalization()(x)
        y = keras.layers.Dense(2 * WIDTH, activation="relu")(y)
        x = x + keras.layers.Dense(WIDTH)(y)
    x = keras.layers.GlobalAveragePooling1D()(x)
    return keras.Model(images, keras.layers.Dense(num_classes, activation="softmax")(x))
    # END SOLUTION


# %% [markdown]
# ```
# >>> build_attention((28, 28, 1), 10).output_shape
# (None, 10)
# ```

# %%
if __name__ == "__main__":
    if lab.written("6.7"):
        codes = {Text("position codes", "位置編碼"): position_codes(28, WIDTH)}
        lab.save(plot_grids(codes, around_zero=1), "positions")
        models = []
        for name, positions in (
            (Text("attention", "注意力"), True),
            (Text("attention, no positions", "注意力，無位置編碼"), False),
        ):
            keras.utils.set_random_seed(lab.seed)
            models.append(build_attention(dataset.image_shape, dataset.num_classes, positions))
            right = train_and_judge(models[-1])
            lab.say("{name}: {right:.1%} right", "{name}：答對 {right:.1%}", name=name, right=right)

# %% [markdown] lang="en"
# A CNN has something built in that these networks must first learn: neighboring pixels belong together.
# With only 4,000 images, that is worth a lot. Lab 3b's network gets more than 99 % right.

# %% [markdown] lang="zh-Hant"
# 相鄰的像素彼此相關，這件事 CNN 天生就知道，這些網路要自己學。
# 只有 4,000 張圖像時，這是很大的優勢：實作 3b 的網路答對超過 99 %。


# %% [markdown] lang="en"
# ## 5. Where does it look?
#
# The Keras layer holds the dense layers that make its queries, keys and values. Take them from the
# trained model, and let *your* `attention` compute the weights: they must equal those of Keras. In the
# picture, each line shows how much that row of the image looks at every row.

# %% [markdown] lang="zh-Hant"
# ## 5. 它在看哪裡？
#
# Keras 的層裡，存著做出查詢、鍵與值的密集層。從訓練好的模型取出它們，
# 讓*你的* `attention` 算出權重：結果應該和 Keras 一樣。
# 圖右邊的每一列，就是圖像的那一列給各列的權重。


# %%
def look_inside(model, image):
    """Return the weights of the first attention layer, by hand and by Keras: (heads, rows, rows).

    傳回第一個注意力層的權重，分別由自己與 Keras 算出：形狀 (頭數, 列數, 列數)。
    """
    kind = keras.layers.MultiHeadAttention
    layer = next(layer for layer in model.layers if isinstance(layer, kind))
    query, value = keras.Model(model.input, layer.input)(image[np.newaxis])[:2]
    made = (layer.query_dense(query), layer.key_dense(value), layer.value_dense(value))
    # Each has shape (1, rows, heads, numbers); take one head after the other.
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
        lab.say(
            "by hand and by Keras, the weights differ by at most {difference:.0e}",
            "自己算的與 Keras 算的權重，最多相差 {difference:.0e}",
            difference=np.abs(by_hand - by_keras).max(),
        )
        lab.save(plot_attention(image, by_hand.mean(axis=0)), "attention")
