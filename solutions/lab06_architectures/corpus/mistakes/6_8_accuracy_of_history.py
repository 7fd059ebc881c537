# task: 6.8
# verdict: failed
# cause: accuracy-on-training-images
import time


def measure_model(model, x_train, y_train, x_valid, y_valid, epochs):
    start = time.perf_counter()
    history = train_model(model, x_train, y_train, epochs)
    seconds = time.perf_counter() - start
    accuracy = history.history["accuracy"][-1]
    return {"parameters": model.count_params(), "seconds": seconds, "accuracy": accuracy}
