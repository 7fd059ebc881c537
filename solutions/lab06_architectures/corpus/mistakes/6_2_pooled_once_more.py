# task: 6.2
# verdict: failed
# cause: deep-end
import keras


def build_deep(input_shape, num_classes, blocks, skip=True):
    x = inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(16, 5, strides=4, padding="same", activation="relu")(x)
    for _ in range(blocks):
        x = residual_block(x, 16, skip)
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.MaxPooling2D()(x))
    return keras.Model(inputs, keras.layers.Dense(num_classes, activation="softmax")(x))
