# lab: lab05
import keras
import tensorflow as tf


class TransferNetwork(keras.Model):
    def __init__(self, base, num_classes):
        super().__init__()
        self.base = base
        self.hidden = keras.layers.Dense(64, activation="relu")
        self.head = keras.layers.Dense(num_classes, activation="softmax")

    def call(self, images):
        return self.head(self.hidden(self.base(images, training=False)))


def build_transfer(base, num_classes):
    base.trainable = False
    return TransferNetwork(base, num_classes)


def train_head(model, x_train, y_train, epochs):
    model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
    batches = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(200).batch(10)
    return model.fit(batches, epochs=epochs, verbose=0)


def fine_tune(model, base, x_train, y_train, epochs):
    for layer in base.layers[len(base.layers) // 2 :]:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    rate = keras.optimizers.RMSprop(learning_rate=1e-4)
    model.compile(rate, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(x_train, y_train, epochs=epochs, verbose=0)
