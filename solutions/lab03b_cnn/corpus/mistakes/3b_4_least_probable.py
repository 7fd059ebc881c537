# task: 3b.4
# verdict: failed
# cause: least-probable
import numpy as np


def predict_classes(model, images):
    probabilities = model.predict(images, verbose=0)
    return np.argsort(probabilities, axis=1)[:, 0]
