"""Expectations of Keras models: their structure, their answers, and how they are trained."""

from fundamentals.grading.models._architecture import (
    answers,
    build_with,
    expect_convolutions,
    expect_dropout,
    expect_effect,
    expect_hidden_layer,
    expect_layer,
    expect_max_pooling,
    expect_output_width,
    expect_probabilities,
    expect_raw_pixels,
    softmax_layers,
)
from fundamentals.grading.models._fed import expect_fed
from fundamentals.grading.models._layers import ATTENTION, DROPOUTS
from fundamentals.grading.models._lesson import (
    Data,
    Lesson,
    digits,
    draw_assessment,
    draw_lesson,
    leaves,
)
from fundamentals.grading.models._network import Network
from fundamentals.grading.models._own_data import OwnData, current_data, read_own_data
from fundamentals.grading.models._predicted import expect_predicted_classes
from fundamentals.grading.models._scaling import declare_scaling
from fundamentals.grading.models._slow import training_time
from fundamentals.grading.models._supplied import SuppliedModel, supply_classifier
from fundamentals.grading.models._trained_submission import TrainedSubmission, once_a_student
from fundamentals.grading.models._training import Training, one_hot_labels
from fundamentals.grading.models._trial import (
    Trial,
    accuracy_of,
    expect_epochs,
    loss_fits_labels,
    scaled_twice,
)

__all__ = [
    "ATTENTION",
    "DROPOUTS",
    "Data",
    "Lesson",
    "Network",
    "OwnData",
    "SuppliedModel",
    "TrainedSubmission",
    "Training",
    "Trial",
    "accuracy_of",
    "answers",
    "build_with",
    "current_data",
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
    "expect_output_width",
    "expect_predicted_classes",
    "expect_probabilities",
    "expect_raw_pixels",
    "leaves",
    "loss_fits_labels",
    "once_a_student",
    "one_hot_labels",
    "read_own_data",
    "scaled_twice",
    "softmax_layers",
    "supply_classifier",
    "training_time",
]
