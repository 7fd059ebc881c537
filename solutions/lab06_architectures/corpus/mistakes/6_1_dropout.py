# task: 6.1
# verdict: failed
# cause: block-drops-out
import keras


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    y = keras.layers.Dropout(0.2)(y)
    y = keras.layers.Conv2D(filters, 3, padding="same")(y)
    if skip:
        if x.shape[-1] != filters:
            x = keras.layers.Conv2D(filters, 1)(x)
        y = keras.layers.Add()([x, y])
    return keras.layers.ReLU()(y)
