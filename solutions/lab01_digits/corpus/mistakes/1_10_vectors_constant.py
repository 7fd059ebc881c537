# task: 1.10
# verdict: failed
# cause: answer-constant


def to_vectors(images):
    return np.full((len(images), 784), 0.5, dtype="float32")


def predict_digit(model, image):
    probabilities = model.predict(to_vectors(image[np.newaxis]), verbose=0)[0]
    return int(np.argmax(probabilities)), float(probabilities.max())
