# task: 3b.2
# verdict: failed
# cause: no-dropout
import keras


class SmallCNN(keras.Model):
    def __init__(self, num_classes):
        super().__init__()
        self.convolution = keras.layers.Conv2D(16, 3, activation="relu")
        self.pool = keras.layers.MaxPooling2D()
        self.flatten = keras.layers.Flatten()
        self.dropout = keras.layers.Dropout(0.3)
        self.decide = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, images):
        x = self.flatten(self.pool(self.convolution(images)))
        return self.decide(self.dropout(x, training=False))


def build_cnn(input_shape, num_classes):
    return SmallCNN(num_classes)
