# task: 6.1
# verdict: failed
# cause: skip-of-part
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = keras.layers.Conv2D(filters, 3, padding="same")(y)
    if skip:
        y = y + keras.ops.mean(x, axis=-1, keepdims=True)
    return keras.layers.ReLU()(y)
