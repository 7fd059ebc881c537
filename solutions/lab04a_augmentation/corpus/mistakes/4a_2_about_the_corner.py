# task: 4a.2
# verdict: failed
# cause: not-about-the-middle
import keras
import numpy as np


def rotate(images, degrees):
    angles = np.radians(degrees)
    zeros = np.zeros(len(images))
    rows = [np.cos(angles), -np.sin(angles), zeros, np.sin(angles), np.cos(angles), zeros]
    transforms = np.stack([*rows, zeros, zeros], axis=1).astype("float32")
    return np.array(keras.ops.image.affine_transform(images, transforms, fill_mode="constant"))
