# lab: lab03b
import numpy as np


def predict_classes(model, images):
    classes = []
    for probabilities in model.predict(images, batch_size=64, verbose=0):
        classes.append(int(np.argmax(probabilities)))
    return classes
