# task: 2.2
# verdict: failed
# cause: classes-counted-in-data
import keras


def encode_labels(labels, num_classes):
    return keras.utils.to_categorical(labels)
