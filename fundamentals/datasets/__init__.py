"""Image classification datasets, all of type :class:`ImageDataset`.

:func:`load_dataset` reads what is on this machine, :func:`fetch_dataset` goes to the network.
Only loading from TensorFlow Datasets imports TensorFlow.
"""

from fundamentals.datasets._base import ImageDataset, Split
from fundamentals.datasets._catalogue import DatasetEntry, catalogue, dataset_names
from fundamentals.datasets._groups import photograph_groups
from fundamentals.datasets._home import data_home
from fundamentals.datasets._leaves import draw_leaves
from fundamentals.datasets._load import fetch_dataset, load_dataset
from fundamentals.datasets._photograph import prepare_photograph
from fundamentals.datasets._picture_style import PictureStyle
from fundamentals.datasets._registry import DatasetSource, dataset_source, picture_style
from fundamentals.datasets._split import stratified_split

__all__ = [
    "DatasetEntry",
    "DatasetSource",
    "ImageDataset",
    "PictureStyle",
    "Split",
    "catalogue",
    "data_home",
    "dataset_names",
    "dataset_source",
    "draw_leaves",
    "fetch_dataset",
    "load_dataset",
    "photograph_groups",
    "picture_style",
    "prepare_photograph",
    "stratified_split",
]
