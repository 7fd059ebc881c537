# task: 6.1
# verdict: failed
# cause: projection-missing
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = keras.layers.Conv2D(filters, 3, padding="same")(y)
    if skip and x.shape[-1] in (1, filters):
        y = keras.layers.Add()([x, y])
    return keras.layers.ReLU()(y)
