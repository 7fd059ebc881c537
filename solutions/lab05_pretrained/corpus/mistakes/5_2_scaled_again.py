# task: 5.2
# verdict: failed
# cause: base-fed-other-pixels


def build_transfer(base, num_classes):
    base.trainable = False
    images = keras.Input(base.input_shape[1:])
    features = base(keras.layers.Rescaling(1 / 255)(images), training=False)
    probabilities = keras.layers.Dense(num_classes, activation="softmax")(features)
    return keras.Model(images, probabilities)
