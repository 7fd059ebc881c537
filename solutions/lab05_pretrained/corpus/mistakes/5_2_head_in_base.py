# task: 5.2
# verdict: failed
# cause: head-in-base
import keras


def build_transfer(base, num_classes):
    base.trainable = False
    base.add(keras.layers.Dense(num_classes, activation="softmax"))
    return base
