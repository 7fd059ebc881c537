# task: 6.1
# verdict: failed
# cause: block-bias-missing
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same", activation="relu", use_bias=False)(x)
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    if skip:
        if x.shape[-1] != filters:
            x = keras.layers.Conv2D(filters, 1)(x)
        y = keras.layers.Add()([x, y])
    return keras.layers.ReLU()(y)
