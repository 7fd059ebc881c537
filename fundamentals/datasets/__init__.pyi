from ._base import ImageDataset, Split
from ._catalogue import DatasetEntry, catalogue, dataset_names
from ._groups import photograph_groups
from ._handwriting import HANDWRITING
from ._home import data_home
from ._leaves import draw_leaves
from ._load import fetch_dataset, load_dataset
from ._photograph import prepare_photograph, read_photograph
from ._picture_style import PictureStyle, picture_style
from ._split import stratified_split
from .registry import DatasetSource, dataset_source, shown_name

__all__ = [
    "HANDWRITING",
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
    "read_photograph",
    "shown_name",
    "stratified_split",
]
