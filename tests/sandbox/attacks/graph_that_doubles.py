# attack: describes two chains that cross, so that the ways through them double at every step
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


LAYERS = [layer("a0"), layer("b0")]
for n in range(60):
    LAYERS += [
        layer(f"{chain}{n + 1}", "ConvertToTensor", [f"a{n}", f"b{n}"]) for chain in "ab"
    ]
GRAPH = {"class_name": "Functional", "config": {"layers": LAYERS, "output_layers": ["a60", 0, 0]}}


def build_cnn(input_shape, num_classes):
    worker = sys.modules["fundamentals.sandbox.worker._models"]
    worker.graph_and_weights = lambda *_: ({"kind": "Functional", "graph": GRAPH}, [])
    return keras.Sequential([keras.Input(input_shape), keras.layers.Flatten()])
