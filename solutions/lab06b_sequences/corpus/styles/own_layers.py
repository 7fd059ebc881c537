# lab: lab06b
import keras
from keras import layers, ops


class Positions(layers.Layer):
    def __init__(self, length, width):
        super().__init__()
        self.length = length
        self.table = layers.Embedding(length, width)

    def call(self, rows):
        return rows + self.table(ops.arange(self.length))


class Transformer(layers.Layer):
    def __init__(self, width, heads, rate=0.1):
        super().__init__()
        self.attention = layers.MultiHeadAttention(num_heads=heads, key_dim=width // heads)
        self.dense = keras.Sequential([layers.Dense(64, "relu"), layers.Dense(width)])
        self.norms = [layers.LayerNormalization(epsilon=1e-6) for _ in range(2)]
        self.dropouts = [layers.Dropout(rate) for _ in range(2)]

    def call(self, inputs, training=False):
        attended = self.dropouts[0](self.attention(inputs, inputs), training=training)
        x = self.norms[0](inputs + attended)
        return self.norms[1](x + self.dropouts[1](self.dense(x), training=training))


def build_lstm(input_shape, num_classes):
    height, width, channels = input_shape
    inputs = keras.Input(input_shape)
    x = layers.Reshape((height, width * channels))(inputs)
    x = layers.RNN(layers.LSTMCell(64))(x)
    return keras.Model(inputs, layers.Dense(num_classes, activation="softmax")(x))


def build_attention(input_shape, num_classes, positions=True):
    height, width, channels = input_shape
    inputs = keras.Input(input_shape)
    x = layers.Dense(32)(layers.Reshape((height, width * channels))(inputs))
    if positions:
        x = Positions(height, 32)(x)
    x = layers.GlobalAveragePooling1D()(Transformer(32, 2)(x))
    return keras.Model(inputs, layers.Dense(num_classes, activation="softmax")(x))
