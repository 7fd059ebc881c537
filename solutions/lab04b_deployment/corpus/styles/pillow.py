# lab: lab04b
import numpy as np
from PIL import Image


def to_grey(picture):
    return np.asarray(Image.fromarray(picture).convert("L"), dtype="float32") / 255


def find_ink(grey):
    border = np.median(np.r_[grey[0], grey[-1], grey[1:-1, 0], grey[1:-1, -1]])
    ink = abs(grey - border)
    return ink / (ink.max() + 1e-8)


def crop_ink(ink):
    strong = ink > 0.2
    if not strong.any():
        return ink
    rows, columns = strong.any(axis=1), strong.any(axis=0)
    top, left = rows.argmax(), columns.argmax()
    return ink[top : len(rows) - rows[::-1].argmax(), left : len(columns) - columns[::-1].argmax()]
