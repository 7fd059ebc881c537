# task: 6.1
# verdict: failed
# cause: relu-before-addition
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(y)
    if not skip:
        return y
    if x.shape[-1] != filters:
        x = keras.layers.Conv2D(filters, 1)(x)
    return keras.layers.Add()([x, y])
