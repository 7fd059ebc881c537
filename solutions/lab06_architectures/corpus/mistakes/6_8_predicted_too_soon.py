# task: 6.8
# verdict: failed
# cause: accuracy-of-guessing
import time


def measure_model(model, x_train, y_train, x_valid, y_valid, epochs):
    answers = model.predict(x_valid, verbose=0).argmax(axis=1)
    start = time.perf_counter()
    train_model(model, x_train, y_train, epochs)
    seconds = time.perf_counter() - start
    accuracy = float((answers == y_valid).mean())
    return {"parameters": model.count_params(), "seconds": seconds, "accuracy": accuracy}
