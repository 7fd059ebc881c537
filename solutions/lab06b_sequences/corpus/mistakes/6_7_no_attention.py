# task: 6.7
# verdict: failed
# cause: no-attention
import keras


def build_attention(input_shape, num_classes, positions=True):
    height, width, channels = input_shape
    images = keras.Input(input_shape)
    x = keras.layers.Reshape((height, width * channels))(images)
    x = keras.layers.Dense(WIDTH, activation="relu")(x)
    if positions:
        x = x + position_codes(height, WIDTH)
    x = keras.layers.Dense(WIDTH, activation="relu")(x)
    x = keras.layers.GlobalAveragePooling1D()(x)
    return keras.Model(images, keras.layers.Dense(num_classes, activation="softmax")(x))
