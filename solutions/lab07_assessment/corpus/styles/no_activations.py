# lab: lab07
import keras


def build_model(input_shape, num_classes):
    # The maximum of a window is the only thing that bends: what counts is what it learns.
    x = images = keras.Input(input_shape)
    for filters in (16, 24, 32, 48):
        x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = keras.layers.BatchNormalization(momentum=0.9)(x)
        x = keras.layers.MaxPooling2D()(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, keras.layers.Dense(num_classes, activation="softmax")(x))
