# attack: describes a model of 4,000 layers and 8,000 outputs, for the grader to walk through
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


LAYERS = [layer(str(n), inputs=[str(n - 1)] if n else []) for n in range(4000)]
OUTPUTS = [[str(n % 4000), 0, 0] for n in range(8000)]
GRAPH = {"class_name": "Functional", "config": {"layers": LAYERS, "output_layers": OUTPUTS}}


def build_cnn(input_shape, num_classes):
    worker = sys.modules["fundamentals.sandbox.worker._models"]
    worker.graph_and_weights = lambda *_: ({"kind": "Functional", "graph": GRAPH}, [])
    return keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
