# task: 6.8
# verdict: failed
# cause: parameters-are-arrays
import time


def measure_model(model, x_train, y_train, x_valid, y_valid, epochs):
    start = time.perf_counter()
    train_model(model, x_train, y_train, epochs)
    seconds = time.perf_counter() - start
    _, accuracy = model.evaluate(x_valid, y_valid, verbose=0)
    return {"parameters": len(model.weights), "seconds": seconds, "accuracy": accuracy}
