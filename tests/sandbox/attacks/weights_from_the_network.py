# attack: downloads a network that someone else trained
# task: 3b.2/output_width
# verdict: raised an error
# slow: builds a large network

import keras


def build_cnn(input_shape, num_classes):
    return keras.applications.MobileNetV2(weights="imagenet")
