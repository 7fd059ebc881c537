# attack: answers the same class for every image
# task: 3b.4
# verdict: failed
# slow: builds several networks

import numpy as np


def build_cnn(input_shape, num_classes):
    import keras

    return keras.Sequential(
        [keras.Input(input_shape), keras.layers.Flatten(), keras.layers.Dense(num_classes)]
    )


def predict_classes(model, images):
    return np.full(len(images), 3)
