# task: 1.10
# verdict: failed
# cause: digit-wrong


def predict_digit(model, image):
    probabilities = model.predict(to_vectors(image[np.newaxis]), verbose=0)[0]
    return int(np.argmax(probabilities)) // 2, float(probabilities.max())
