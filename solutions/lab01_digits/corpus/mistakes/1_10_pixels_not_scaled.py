# task: 1.10
# verdict: failed
# cause: pixels-not-scaled
import numpy as np


def predict_digit(model, image):
    probabilities = model.predict(image.reshape(1, -1), verbose=0)[0]
    return np.argmax(probabilities), np.max(probabilities)
