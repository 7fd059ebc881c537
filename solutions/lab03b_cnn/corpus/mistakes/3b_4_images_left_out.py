# task: 3b.4
# verdict: failed
# cause: images-left-out
import numpy as np


def predict_classes(model, images):
    return np.argmax(model.predict(images[:32], verbose=0), axis=1)
