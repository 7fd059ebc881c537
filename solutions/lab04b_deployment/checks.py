"""Lab 4b, converting pictures from outside.

Arrays in, arrays out. Pictures are drawn at random, so that no rounding of a half decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Calls,
    Stated,
    expect_dtype,
    lab_causes,
)
from fundamentals.language import Text
from fundamentals.sandbox import Student

from .reference import (
    draw_faint_and_strong,
    draw_framed,
    draw_heavy_below,
    draw_page,
    draw_picture,
    draw_strokes,
    draw_two_papers,
    fitted_sides,
)
from .tasks.center import center_task
from .tasks.crop import crop_task
from .tasks.gray import gray_task
from .tasks.ink import ink_task
from .tasks.prepare import prepare_task
from .tasks.weights import weights_task

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]

_GRAY_OFF: Annotated[float, Stated("4b.1")] = gray_task.tolerance
_PREPARED_OFF: Annotated[float, Stated("4b.6")] = prepare_task.tolerance


@gray_task.case(weight=1, title=Text("a color picture", "彩色圖片"))
def color_picture(random: np.random.Generator) -> Calls:
    # The colors that tell weights apart, and that add up to more than 8 bits hold, among others.
    telling = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [250, 240, 230], [9, 8, 7]]
    drawn = random.integers(0, 254, size=(15, 3))
    colors = random.permutation(np.concatenate([telling, drawn]))
    yield (colors.reshape(4, 5, 3).astype(np.uint8),)
    # Neither black nor white.
    yield (random.integers(20, 200, size=(3, 4, 3), dtype=np.uint8),)


@gray_task.case(weight=0.5, title=Text("a gray picture", "灰階圖片"))
def gray_picture(random: np.random.Generator) -> Calls:
    # As wide as a pixel has colors: what adds up the last axis unasked would not fail.
    yield (random.integers(20, 250, size=(4, 3), dtype=np.uint8),)


@gray_task.check(weight=0.5, title=Text("float32", "float32"))
def gray_dtype(student: Student, random: np.random.Generator) -> None:
    for shape in ((3, 4, 3), (3, 4)):
        picture = random.integers(0, 256, size=shape, dtype=np.uint8)
        expect_dtype(student.to_grey(picture), "float32", call="to_grey(picture)")


@ink_task.case(weight=0.5, title=Text("dark ink on light paper", "淺色紙上的深色筆跡"))
def dark_on_light(random: np.random.Generator) -> Calls:
    paper, ink = random.uniform(0.75, 0.9), random.uniform(0.1, 0.25)
    for thick in (False, True):
        yield (draw_page(random, paper, ink, thick=thick),)


@ink_task.case(weight=0.5, title=Text("light ink on dark paper", "深色紙上的淺色筆跡"))
def light_on_dark(random: np.random.Generator) -> Calls:
    paper, ink = random.uniform(0.1, 0.25), random.uniform(0.75, 0.9)
    for thick in (False, True):
        yield (draw_page(random, paper, ink, thick=thick),)


@ink_task.case(
    weight=0.5, title=Text("paper of middle gray; a pixel of glare", "中灰色的紙；一個反光的像素")
)
def any_paper(random: np.random.Generator) -> Calls:
    for paper, ink, glare in ((0.45, 0.05, None), (0.55, 0.95, None), (0.7, 0.1, 1.0)):
        drawn = paper + random.uniform(-0.03, 0.03)
        yield (draw_page(random, drawn, ink, thick=True, glare=glare),)
    for shape, sides in (
        ((14, 8), ("top", "bottom")),
        ((8, 14), ("left", "right")),
        ((11, 10), ("top", "left")),
        ((11, 10), ("top", "right")),
        ((11, 10), ("bottom", "left")),
        ((11, 10), ("bottom", "right")),
    ):
        yield (draw_framed(random, shape, sides, random.choice([0.1, 0.9])),)
    yield (draw_two_papers(random),)


@ink_task.case(weight=0.5, title=Text("blank paper", "空白的紙"))
def blank_paper(random: np.random.Generator) -> Calls:
    # A number whose mean is exact, so that nobody divides by what rounding leaves.
    yield (np.full((5, 6), random.integers(20, 60) / 64, np.float32),)


@crop_task.case(weight=1.25, title=Text("the smallest rectangle", "最小的矩形"))
def smallest_rectangle(random: np.random.Generator) -> Calls:
    for _ in range(2):
        yield (draw_faint_and_strong(random, margin=2),)


@crop_task.case(weight=0.5, title=Text("ink up to the edge", "延伸到邊緣的筆跡"))
def up_to_the_edge(random: np.random.Generator) -> Calls:
    yield (draw_faint_and_strong(random, margin=0),)


@crop_task.case(weight=0.25, title=Text("nothing written", "什麼都沒寫"), error=causes.CROP_BLANK)
def nothing_written(random: np.random.Generator) -> Calls:
    yield (random.uniform(0.01, 0.15, size=(4, 5)).astype(np.float32),)


@weights_task.case(weight=1, title=Text("to a whole fraction of the size", "縮成整數分之一"))
def whole_fraction(random: np.random.Generator) -> Calls:
    size, factor = int(random.integers(3, 5)), int(random.integers(2, 4))
    yield size * factor, size


@weights_task.case(weight=1.5, title=Text("to any smaller size", "縮成任意大小"))
def any_smaller_size(random: np.random.Generator) -> Calls:
    yield 3, 2
    size = int(random.integers(3, 7))
    yield 2 * size + int(random.integers(1, size)), size


@weights_task.case(weight=0.5, title=Text("to a larger size", "放大"))
def larger_size(random: np.random.Generator) -> Calls:
    length = int(random.integers(3, 6))
    yield length, length + 2


@center_task.case(weight=1.25, title=Text("the center of mass at 14, 14", "質心在 14, 14"))
def center_of_mass(random: np.random.Generator) -> Calls:
    for height, width in ((18, 12), (14, 18)):
        yield (draw_heavy_below(random, (height, width)),)


@center_task.case(
    weight=0.5, title=Text("all of the ink inside", "筆跡都在範圍內"), error=causes.CENTER_OUTSIDE
)
def all_inside(random: np.random.Generator) -> Calls:
    for shape, corner in (((20, 18), (0, 0)), ((18, 20), (-3, -3))):
        ink = np.round(random.uniform(0.002, 0.005, size=shape), 4).astype(np.float32)
        ink[corner[0] or None : (corner[0] + 3) or None, corner[1] or None :][:3, :3] = 1
        yield (ink,)


@center_task.case(weight=0.25, title=Text("no ink", "沒有筆跡"), error=causes.CENTER_BLANK)
def no_ink(random: np.random.Generator) -> Calls:
    yield (np.zeros([int(side) for side in random.permutation(np.arange(5, 9))[:2]], np.float32),)


def _follow_through(student: Student, picture: Array) -> Array:
    """Return a picture, converted by the submission's other functions in the right order."""
    ink = student.crop_ink(student.find_ink(student.to_grey(picture)))
    centered = student.centre(student.scale_by_area(ink, *fitted_sides(ink.shape)))
    return np.asarray(centered)[np.newaxis, ..., np.newaxis]


@prepare_task.case(
    weight=0.75, title=Text("a pen on paper", "紙上的原子筆"), follow_through=_follow_through
)
def pen_on_paper(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (30, 41), (23, 14))
    yield (draw_picture(strokes, (30, 40, 150), (240, 230, 200)),)


@prepare_task.case(
    weight=0.75, title=Text("chalk on a board", "黑板上的粉筆"), follow_through=_follow_through
)
def chalk_on_a_board(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (52, 33), (31, 27))
    yield (draw_picture(strokes, (240, 240, 220), (20, 70, 50)),)


@prepare_task.case(
    weight=0.25, title=Text("large and gray", "大張的灰階圖片"), follow_through=_follow_through
)
def large_and_gray(random: np.random.Generator) -> Calls:
    # Once it is scaled, no pixel is 1: stretching again would show. And it is wider than high.
    strokes = draw_strokes(random, (140, 200), (67, 90), faded=0.6)
    yield (draw_picture(strokes, (60, 60, 60), (200, 200, 200))[..., 0],)


@prepare_task.case(
    weight=0.25,
    title=Text("writing as narrow as a line", "像直線一樣細的筆跡"),
    follow_through=_follow_through,
    visibility="hidden",
)
def narrow_as_a_line(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (96, 12), (90, 2))
    yield (draw_picture(strokes, (10, 10, 10), (250, 250, 250)),)
