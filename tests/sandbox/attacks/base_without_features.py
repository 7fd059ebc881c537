# attack: returns maps, not features, from the lab's own build_base, and no network on them
# task: 5.4/tuning_history
# verdict: failed
# slow: builds networks

import keras


def build_base(input_shape):
    return keras.Sequential([keras.Input(input_shape), keras.layers.Conv2D(4, 3)])


def pretrain(base, images, labels, epochs):
    pass


def build_transfer(base, num_classes):
    pass
