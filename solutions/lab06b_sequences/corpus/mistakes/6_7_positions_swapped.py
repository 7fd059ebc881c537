# task: 6.7
# verdict: failed
# cause: positions-swapped
import keras


def build_attention(input_shape, num_classes, positions=True):
    h, w, c = input_shape
    inputs = keras.Input(input_shape)
    x = keras.layers.Dense(WIDTH)(keras.layers.Reshape((h, w * c))(inputs))
    if not positions:
        x = x + position_codes(h, WIDTH)
    x = x + keras.layers.MultiHeadAttention(4, 8)(x, x)
    x = keras.layers.GlobalAveragePooling1D()(x)
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(x))
