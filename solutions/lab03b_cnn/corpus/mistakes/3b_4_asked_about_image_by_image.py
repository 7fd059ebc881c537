# task: 3b.4
# verdict: raised an error
# cause: asked-about-no-batch
import numpy as np


def predict_classes(model, images):
    return np.array([np.argmax(model.predict(image, verbose=0)) for image in images])
