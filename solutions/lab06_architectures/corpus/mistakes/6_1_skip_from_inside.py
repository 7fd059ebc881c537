# task: 6.1
# verdict: failed
# cause: skip-from-inside
import keras


def residual_block(x, filters, skip=True):
    x = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = keras.layers.Conv2D(filters, 3, padding="same")(x)
    return keras.layers.ReLU()(x + y if skip else y)
