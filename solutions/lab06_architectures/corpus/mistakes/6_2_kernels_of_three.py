# task: 6.2
# verdict: failed
# cause: deep-beginning


def build_deep(input_shape, num_classes, blocks, skip=True):
    images = keras.Input(input_shape)
    x = keras.layers.Conv2D(16, 3, strides=4, padding="same", activation="relu")(images)
    for _ in range(blocks):
        x = residual_block(x, 16, skip)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, keras.layers.Dense(num_classes, activation="softmax")(x))
