# attack: claims the graph of a convolutional network and computes another
# task: 3b.2/convolutions
# verdict: failed

import keras


class Decoy(keras.Sequential):
    def call(self, images, training=None, mask=None):
        if isinstance(images, keras.KerasTensor):
            return super().call(images)
        return keras.ops.softmax(keras.ops.ones((len(images), 10)))


def build_cnn(input_shape, num_classes):
    return Decoy(
        [
            keras.Input(input_shape),
            keras.layers.Conv2D(4, 3),
            keras.layers.MaxPooling2D(),
            keras.layers.Dropout(0.2),
            keras.layers.Flatten(),
            keras.layers.Dense(num_classes, activation="softmax"),
        ]
    )
