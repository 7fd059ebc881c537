# task: 3b.4
# verdict: failed
# cause: more-returned
import numpy as np


def predict_classes(model, images):
    probabilities = model.predict(images, verbose=0)
    return np.argmax(probabilities, axis=1), np.max(probabilities, axis=1)
