# attack: describes layers whose settings are of other types than Keras gives them
# task: 3b.2/convolutions
# verdict: failed

import sys

import keras


def layer(name, kind="Add", inputs=(), **config):
    sources = [
        {"class_name": "__keras_tensor__", "config": {"keras_history": [source, 0, 0]}}
        for source in inputs
    ]
    return {
        "class_name": kind,
        "module": "keras.layers",
        "name": name,
        "config": {"name": name, **config},
        "inbound_nodes": [{"args": sources, "kwargs": {}}] if sources else [],
    }


LAYERS = [
    layer("a", "Dropout", rate="much"),
    layer("b", "MaxPooling2D", ["a"], pool_size=[[2], [2]]),
    layer("c", "Conv2D", ["b"], kernel_size={"a": 1}, activation={"class_name": 3}),
]
GRAPH = {"class_name": "Functional", "config": {"layers": LAYERS, "output_layers": ["c", 0, 0]}}


def build_cnn(input_shape, num_classes):
    worker = sys.modules["fundamentals.sandbox.worker._models"]
    worker.graph_and_weights = lambda *_: ({"kind": "Functional", "graph": GRAPH}, [])
    return keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
