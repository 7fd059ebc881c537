# attack: loads MNIST through Keras
# task: 3a.4
# verdict: raised an error

import keras


def output_size(size, kernel_size, stride, padding):
    (_, labels), _ = keras.datasets.mnist.load_data()
    return len(labels)
