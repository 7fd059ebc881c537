"""Perception of a trained network: arrays in, arrays out, for any Keras model of one image.

Sequential, functional, subclassed and nested models all work; a nested layer is named by its path,
``"backbone/conv1"``. Images are float arrays ``(n, height, width, channels)``, scaled as the model
was trained on them. The deck calls this part "neural network perception" (part 3).
"""

from fundamentals.perception._batches import input_shape
from fundamentals.perception._features import feature_maps, layer_kernels
from fundamentals.perception._forward_pass import (
    CONVOLUTIONS,
    ForwardPass,
    LayerCall,
    forward_pass,
    is_convolution,
    layer_names,
)
from fundamentals.perception._grad_cam import grad_cam
from fundamentals.perception._maximization import maximize_activation
from fundamentals.perception._meaning import OutputKind, OutputMeaning, output_meaning
from fundamentals.perception._occlusion import occlusion_sensitivity
from fundamentals.perception._receptive_field import ReceptiveField, receptive_field
from fundamentals.perception._window import Window, layer_window

__all__ = [
    "CONVOLUTIONS",
    "ForwardPass",
    "LayerCall",
    "OutputKind",
    "OutputMeaning",
    "ReceptiveField",
    "Window",
    "feature_maps",
    "forward_pass",
    "grad_cam",
    "input_shape",
    "is_convolution",
    "layer_kernels",
    "layer_names",
    "layer_window",
    "maximize_activation",
    "occlusion_sensitivity",
    "output_meaning",
    "receptive_field",
]
