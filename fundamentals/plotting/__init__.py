"""Pictures of data, kernels, training and models.

Every function that plots takes ``ax=None`` and returns the Axes that it drew on, of a new figure or
the caller's; :func:`save_plot` and :func:`png` make a file of them. No function shows a window,
changes ``rcParams``, or computes what it draws. Texts are in the current language, in a font that
has its characters. Matplotlib is imported by the first function that draws: a check or a grade of a
lab, which imports this package, draws nothing.
"""

from fundamentals.plotting._animation import animate_convolution
from fundamentals.plotting._architectures import plot_architectures
from fundamentals.plotting._attention import plot_attention
from fundamentals.plotting._calibration import (
    plot_class_probabilities,
    plot_reliability,
    plot_risk_coverage,
)
from fundamentals.plotting._classes import plot_class_balance, plot_confusion_matrix
from fundamentals.plotting._convolution import plot_convolution
from fundamentals.plotting._curves import plot_learning_curves
from fundamentals.plotting._data_efficiency import plot_data_efficiency
from fundamentals.plotting._descent import plot_loss_surface
from fundamentals.plotting._grids import plot_convolution_steps, plot_grids
from fundamentals.plotting._image_rows import plot_image_rows
from fundamentals.plotting._images import plot_images, plot_mistakes
from fundamentals.plotting._kernel_titles import KERNEL_TITLES
from fundamentals.plotting._lines import plot_line_errors, plot_losses, plot_luck
from fundamentals.plotting._networks import (
    plot_dropped_units,
    plot_layers,
    plot_model,
    plot_neuron,
)
from fundamentals.plotting._perception import (
    plot_feature_maps,
    plot_heat,
    plot_kernels,
    plot_receptive_field,
    plot_sensitivity,
)
from fundamentals.plotting._race import plot_race
from fundamentals.plotting._saving import png, save_plot
from fundamentals.plotting._style import chinese_font

__all__ = [
    "KERNEL_TITLES",
    "animate_convolution",
    "chinese_font",
    "plot_architectures",
    "plot_attention",
    "plot_class_balance",
    "plot_class_probabilities",
    "plot_confusion_matrix",
    "plot_convolution",
    "plot_convolution_steps",
    "plot_data_efficiency",
    "plot_dropped_units",
    "plot_feature_maps",
    "plot_grids",
    "plot_heat",
    "plot_image_rows",
    "plot_images",
    "plot_kernels",
    "plot_layers",
    "plot_learning_curves",
    "plot_line_errors",
    "plot_loss_surface",
    "plot_losses",
    "plot_luck",
    "plot_mistakes",
    "plot_model",
    "plot_neuron",
    "plot_race",
    "plot_receptive_field",
    "plot_reliability",
    "plot_risk_coverage",
    "plot_sensitivity",
    "png",
    "save_plot",
]
