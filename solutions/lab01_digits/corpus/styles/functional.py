# lab: lab01
import keras
import numpy as np


def measure_images(images):
    return list(images.shape)[:-1]


def to_vectors(images):
    return np.array([image.ravel() for image in images], dtype="float32") / 255.0


def one_hot(label, num_classes):
    return np.array([float(place == label) for place in range(num_classes)])


def name_shapes(images_shape, units):
    shapes = [[images_shape[0], int(np.prod(images_shape[1:]))]]
    for width in units:
        shapes.append([images_shape[0], width])
    return shapes


def count_parameters(num_inputs, units):
    model = keras.Sequential([keras.Input((num_inputs,)), *map(keras.layers.Dense, units)])
    return [layer.count_params() for layer in model.layers]


def softmax(scores):
    logarithm = np.log(np.sum(np.exp(scores - scores.max()))) + scores.max()
    return np.exp(scores - logarithm)


def build_network(input_shape, num_classes, hidden_units=()):
    inputs = x = keras.Input(shape=input_shape)
    for units in hidden_units:
        x = keras.layers.ReLU()(keras.layers.Dense(units)(x))
    outputs = keras.layers.Softmax()(keras.layers.Dense(num_classes)(x))
    return keras.Model(inputs, outputs)


def train_model(model, x_train, y_train, epochs):
    model.compile(
        keras.optimizers.SGD(0.05, momentum=0.9),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["acc"],
    )
    return model.fit(x_train, y_train, epochs=epochs, validation_split=0.1, verbose=0)


def measure_accuracy(model, vectors, labels):
    # The lab's models are compiled by train_model.
    _, accuracy = model.evaluate(vectors, np.eye(model.output_shape[-1])[labels], verbose=0)
    return accuracy


def predict_digit(model, image):
    vector = image.reshape(1, -1).astype("float32") / 255
    (row,) = np.asarray(model(vector))
    return row.argmax(), row.max()
