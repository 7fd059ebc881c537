# task: 6.2
# verdict: failed
# cause: depth-differs
import keras


def build_deep(input_shape, num_classes, blocks, skip=True):
    images = keras.Input(input_shape)
    x = keras.layers.Conv2D(16, 5, strides=4, padding="same", activation="relu")(images)
    for _ in range(blocks):
        x = keras.layers.Conv2D(16, 3, padding="same", activation="relu")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, keras.layers.Dense(num_classes, activation="softmax")(x))
