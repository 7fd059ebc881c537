# task: 6.1
# verdict: failed
# cause: relu-at-beginning
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same")(keras.layers.ReLU()(x))
    y = keras.layers.Conv2D(filters, 3, padding="same")(keras.layers.ReLU()(y))
    if not skip:
        return y
    if x.shape[-1] != filters:
        x = keras.layers.Conv2D(filters, 1)(x)
    return keras.layers.Add()([y, x])
