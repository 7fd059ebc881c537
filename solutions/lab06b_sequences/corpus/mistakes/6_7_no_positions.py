# task: 6.7
# verdict: failed
# cause: positions-missing
import keras


def build_attention(input_shape, num_classes, positions=True):
    height, width, channels = input_shape
    images = keras.Input(input_shape)
    x = keras.layers.Reshape((height, width * channels))(images)
    x = keras.layers.Dense(WIDTH)(x)
    x = x + keras.layers.MultiHeadAttention(4, WIDTH // 4)(x, x)
    x = keras.layers.GlobalAveragePooling1D()(x)
    return keras.Model(images, keras.layers.Dense(num_classes, activation="softmax")(x))
