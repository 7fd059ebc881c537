# task: 6.1
# verdict: failed
# cause: block-shrinks


def residual_block(x, filters, skip=True):
    y = keras.layers.Conv2D(filters, 3, activation="relu")(x)
    y = keras.layers.Conv2D(filters, 3)(y)
    if skip:
        if x.shape[-1] != filters:
            x = keras.layers.Conv2D(filters, 1)(x)
        y = keras.layers.Add()([x[:, 2:-2, 2:-2], y])
    return keras.layers.ReLU()(y)
