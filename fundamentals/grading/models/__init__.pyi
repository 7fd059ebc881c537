from ._architecture import (
    build_with,
    expect_convolutions,
    expect_dropout,
    expect_effect,
    expect_hidden_layer,
    expect_lasting_effect,
    expect_layer,
    expect_max_pooling,
    expect_no_regularization,
    expect_output_width,
    expect_raw_pixels,
    expect_same_network,
    softmax_layers,
)
from ._layer_kinds import (
    ATTENTION,
    AVERAGE_POOLINGS,
    DENSE,
    DROPOUTS,
    MAX_POOLINGS,
    NORMALIZATIONS,
    is_nonlinear_at_once,
)
from ._network import Network
from ._own_data import OwnData, current_data, read_own_data
from ._prediction_task import declare_prediction, predict_classes
from ._predictions import answers, expect_probabilities
from ._scaling import declare_scaling
from ._short_training import (
    ShortTraining,
    accuracy_of,
    expect_epochs,
    loss_fits_labels,
    scaled_twice,
    tiny_learning_rate,
)
from ._splits import (
    DataSource,
    DrawnSplits,
    digits,
    draw_digits,
    draw_pictures,
    leaves,
)
from ._supplied import Classifier, supply_layer
from ._trained_submission import TrainedSubmission, once_a_student
from ._training import Training, one_hot_labels
from ._training_data import expect_training_data
from ._training_time import training_time

__all__ = [
    "ATTENTION",
    "AVERAGE_POOLINGS",
    "DENSE",
    "DROPOUTS",
    "MAX_POOLINGS",
    "NORMALIZATIONS",
    "Classifier",
    "DataSource",
    "DrawnSplits",
    "Network",
    "OwnData",
    "ShortTraining",
    "TrainedSubmission",
    "Training",
    "accuracy_of",
    "answers",
    "build_with",
    "current_data",
    "declare_prediction",
    "declare_scaling",
    "digits",
    "draw_digits",
    "draw_pictures",
    "expect_convolutions",
    "expect_dropout",
    "expect_effect",
    "expect_epochs",
    "expect_hidden_layer",
    "expect_lasting_effect",
    "expect_layer",
    "expect_max_pooling",
    "expect_no_regularization",
    "expect_output_width",
    "expect_probabilities",
    "expect_raw_pixels",
    "expect_same_network",
    "expect_training_data",
    "is_nonlinear_at_once",
    "leaves",
    "loss_fits_labels",
    "once_a_student",
    "one_hot_labels",
    "predict_classes",
    "read_own_data",
    "scaled_twice",
    "softmax_layers",
    "supply_layer",
    "tiny_learning_rate",
    "training_time",
]
