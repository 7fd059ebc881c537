# task: 1.10
# verdict: failed
# cause: probability-wrong


def predict_digit(model, image):
    probabilities = model.predict(to_vectors(image[np.newaxis]), verbose=0)[0]
    digit = int(np.argmax(probabilities))
    return digit, float(np.tanh(probabilities[digit]))
