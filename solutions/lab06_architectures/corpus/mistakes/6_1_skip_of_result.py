# task: 6.1
# verdict: failed
# cause: skip-of-result
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = keras.layers.Conv2D(filters, 3, padding="same")(y)
    return keras.layers.ReLU()(y + y if skip else y)
