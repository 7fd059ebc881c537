# task: 7.5
# verdict: failed
# cause: asked-as-in-training
import numpy as np


def predict_classes(model, images):
    return np.asarray(model(images, training=True)).argmax(axis=1)
