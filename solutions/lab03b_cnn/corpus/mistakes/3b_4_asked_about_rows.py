# task: 3b.4
# verdict: raised an error
# cause: asked-about-no-batch
import numpy as np


def predict_classes(model, images):
    return np.argmax(model.predict(images.reshape(len(images), -1), verbose=0), axis=1)
