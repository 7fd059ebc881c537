# lab: lab06
import keras
import numpy as np
from keras import layers
from scipy.special import softmax


def residual_block(x, filters, skip=True):
    y = layers.Activation("relu")(layers.Conv2D(filters, (3, 3), padding="same")(x))
    y = layers.Conv2D(filters, (3, 3), padding="same", kernel_initializer="he_normal")(y)
    if skip:
        shortcut = x if x.shape[-1] == filters else layers.Conv2D(filters, 1, use_bias=False)(x)
        y = y + shortcut
    return keras.ops.relu(y)


def build_deep(input_shape, num_classes, blocks, skip=True):
    inputs = layers.Input(shape=input_shape)
    x = layers.ReLU()(layers.Conv2D(16, (5, 5), strides=(4, 4), padding="same")(inputs))
    for block in range(blocks):
        x = residual_block(x, 16, skip=skip)
    x = keras.ops.mean(x, axis=(1, 2))
    return keras.Model(inputs=inputs, outputs=layers.Softmax()(layers.Dense(num_classes)(x)))


def convolution_parameters(size, channels, filters):
    model = keras.Sequential([keras.Input((size, size, channels)), layers.Conv2D(filters, size)])
    separable = keras.Sequential(
        [keras.Input((size, size, channels)), layers.SeparableConv2D(filters, size)]
    )
    return [model.count_params(), separable.count_params()]


class Separable(keras.Model):
    def __init__(self, num_classes):
        super().__init__()
        self.parts = []
        for filters in (16, 32, 64):
            self.parts += [layers.DepthwiseConv2D(3, padding="same"), layers.Conv2D(filters, 1)]
            self.parts += [layers.ReLU(), layers.MaxPooling2D()]
        self.parts += [layers.GlobalMaxPooling2D(), layers.Dense(num_classes, "softmax")]

    def call(self, x):
        for part in self.parts:
            x = part(x)
        return x


def build_separable(input_shape, num_classes):
    model = Separable(num_classes)
    model.build((None, *input_shape))
    return model


def measure_model(model, x_train, y_train, x_valid, y_valid, epochs):
    history = train_model(model, x_train, y_train, epochs, validation_data=(x_valid, y_valid))
    return {
        "accuracy": history.history["val_accuracy"][-1],
        "seconds": sum(history.history["seconds"]),
        "parameters": sum(weight.size for weight in model.get_weights()),
    }
