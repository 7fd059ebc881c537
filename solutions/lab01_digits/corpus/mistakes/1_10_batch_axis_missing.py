# task: 1.10
# verdict: raised an error
# cause: batch-axis-missing
import numpy as np


def predict_digit(model, image):
    probabilities = model.predict(image.reshape(-1) / 255, verbose=0)[0]
    return np.argmax(probabilities), np.max(probabilities)
