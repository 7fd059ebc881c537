# task: 6.1
# verdict: failed
# cause: block-normalized
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same")(x)
    y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y))
    y = keras.layers.Conv2D(filters, 3, padding="same")(y)
    y = keras.layers.BatchNormalization()(y)
    if skip:
        y = keras.layers.Add()([x, y])
    return keras.layers.ReLU()(y)
