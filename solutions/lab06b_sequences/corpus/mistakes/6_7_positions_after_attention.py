# task: 6.7
# verdict: failed
# cause: positions-after-attention
import keras


def build_attention(input_shape, num_classes, positions=True):
    h, w, c = input_shape
    inputs = keras.Input(input_shape)
    x = keras.layers.Reshape((h, w * c))(inputs)
    x = keras.layers.Dense(WIDTH)(x)
    x = keras.layers.Add()([x, keras.layers.MultiHeadAttention(4, 8)(x, x)])
    if positions:
        x = x + position_codes(h, WIDTH)
    x = keras.layers.Dense(64, activation="relu")(x)
    x = keras.layers.GlobalAveragePooling1D()(x)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(x))
