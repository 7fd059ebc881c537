from ._architecture import (
    answers,
    build_with,
    expect_convolutions,
    expect_dropout,
    expect_effect,
    expect_hidden_layer,
    expect_layer,
    expect_max_pooling,
    expect_no_regularization,
    expect_output_width,
    expect_probabilities,
    expect_raw_pixels,
    softmax_layers,
)
from ._fed import expect_fed
from ._layer_kinds import (
    ATTENTION,
    AVERAGE_POOLINGS,
    DENSE,
    DROPOUTS,
    is_bent_at_once,
)
from ._lesson import (
    Data,
    Lesson,
    digits,
    draw_assessment,
    draw_lesson,
    leaves,
)
from ._network import Network
from ._own_data import OwnData, current_data, read_own_data
from ._predicted import declare_prediction, predict_classes
from ._scaling import declare_scaling
from ._short_training import (
    ShortTraining,
    accuracy_of,
    expect_epochs,
    loss_fits_labels,
    scaled_twice,
)
from ._supplied import Classifier
from ._trained_submission import TrainedSubmission, once_a_student
from ._training import Training, one_hot_labels
from ._training_time import training_time

__all__ = [
    "ATTENTION",
    "AVERAGE_POOLINGS",
    "DENSE",
    "DROPOUTS",
    "Classifier",
    "Data",
    "Lesson",
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
    "draw_assessment",
    "draw_lesson",
    "expect_convolutions",
    "expect_dropout",
    "expect_effect",
    "expect_epochs",
    "expect_fed",
    "expect_hidden_layer",
    "expect_layer",
    "expect_max_pooling",
    "expect_no_regularization",
    "expect_output_width",
    "expect_probabilities",
    "expect_raw_pixels",
    "is_bent_at_once",
    "leaves",
    "loss_fits_labels",
    "once_a_student",
    "one_hot_labels",
    "predict_classes",
    "read_own_data",
    "scaled_twice",
    "softmax_layers",
    "training_time",
]
