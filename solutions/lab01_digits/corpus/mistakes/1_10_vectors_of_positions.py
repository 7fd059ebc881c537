# task: 1.10
# verdict: failed
# cause: answer-constant


def to_vectors(images):
    positions = np.linspace(0, 1, 784, dtype="float32")
    return np.tile(positions, (len(images), 1))


def predict_digit(model, image):
    probabilities = model.predict(to_vectors(image[np.newaxis]), verbose=0)[0]
    return int(np.argmax(probabilities)), float(probabilities.max())
