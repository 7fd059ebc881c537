# lab: lab03a
import keras
import numpy as np


def convolve(image, kernel, stride=1):
    images = np.asarray(image, dtype="float32")[None, :, :, None]
    kernels = np.asarray(kernel, dtype="float32")[:, :, None, None]
    return keras.ops.conv(images, kernels, strides=stride, padding="valid")[0, :, :, 0]


def max_pool(image, size):
    images = np.asarray(image, dtype="float32")[None, :, :, None]
    pooled = keras.layers.MaxPooling2D(size)(images)
    return keras.ops.convert_to_numpy(pooled)[0, ..., 0]
