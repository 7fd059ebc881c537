# task: 6.1
# verdict: failed
# cause: projection-always
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = keras.layers.Conv2D(filters, 3, padding="same")(y)
    if skip:
        y = keras.layers.Add()([keras.layers.Conv2D(filters, 1)(x), y])
    return keras.layers.ReLU()(y)
