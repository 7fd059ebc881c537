# task: 1.10
# verdict: failed
# cause: probability-in-percent
import numpy as np


def predict_digit(model, image):
    probabilities = model.predict(image.reshape(1, -1) / 255, verbose=0)[0]
    return np.argmax(probabilities), 100 * np.max(probabilities)
