"""Lab 4b, a model out of the lab: converting pictures, naming classes, comparing a copy.

Arrays in, arrays out. Pictures are drawn at random, so that no rounding of a half decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Stated,
    Unstated,
    check,
    expect,
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
    draw_two_answers,
    fitted_sides,
)
from .tasks.center import center_task
from .tasks.compare import compare_task
from .tasks.crop import crop_task
from .tasks.gray import gray_task
from .tasks.ink import ink_task
from .tasks.prepare import prepare_task
from .tasks.weights import weights_task

causes = lab_causes(__file__)

Array = NDArray[Any]
Function = Callable[..., Any]
Calls = Iterator[tuple[Any, ...]]

_GRAY_OFF: Annotated[float, Stated("4b.1")] = gray_task.tolerance
_PREPARED_OFF: Annotated[float, Stated("4b.6")] = prepare_task.tolerance
# As far as a float32 may be off.
_FLOAT32: Annotated[float, Unstated("a sum in float32 loses no more")] = 1e-4

_NAMES = ("apple", "bridge", "cloud", "drum", "eagle", "fish", "grape", "house")


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
    for height, width in ((20, 11), (9, 16)):
        yield (draw_heavy_below(random, (height, width)),)


@center_task.case(
    weight=0.75, title=Text("all of the ink inside", "筆跡都在範圍內"), error=causes.CENTER_OUTSIDE
)
def all_inside(random: np.random.Generator) -> Calls:
    for corner in ((0, 0), (-3, -3)):
        ink = np.round(random.uniform(0.01, 0.02, size=(20, 20)), 3).astype(np.float32)
        ink[corner[0] or None : (corner[0] + 3) or None, corner[1] or None :][:3, :3] = 1
        yield (ink,)


def _own_way(student: Student, picture: Array) -> Array:
    """Return a picture, converted by the submission's other functions in the right order."""
    ink = student.crop_ink(student.find_ink(student.to_grey(picture)))
    centered = student.centre(student.scale_by_area(ink, *fitted_sides(ink.shape)))
    return np.asarray(centered)[np.newaxis, ..., np.newaxis]


@prepare_task.case(weight=0.75, title=Text("a pen on paper", "紙上的原子筆"), own_way=_own_way)
def pen_on_paper(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (30, 41), (23, 14))
    yield (draw_picture(strokes, (30, 40, 150), (240, 230, 200)),)


@prepare_task.case(weight=0.75, title=Text("chalk on a board", "黑板上的粉筆"), own_way=_own_way)
def chalk_on_a_board(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (52, 33), (31, 27))
    yield (draw_picture(strokes, (240, 240, 220), (20, 70, 50)),)


@prepare_task.case(weight=0.25, title=Text("large and gray", "大張的灰階圖片"), own_way=_own_way)
def large_and_gray(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (200, 140), (90, 67))
    yield (draw_picture(strokes, (60, 60, 60), (200, 200, 200))[..., 0],)


@prepare_task.case(
    weight=0.25,
    title=Text("writing as narrow as a line", "像直線一樣細的筆跡"),
    own_way=_own_way,
    visibility="hidden",
)
def narrow_as_a_line(random: np.random.Generator) -> Calls:
    strokes = draw_strokes(random, (90, 12), (84, 3))
    yield (draw_picture(strokes, (10, 10, 10), (250, 250, 250)),)


@check("4b.7", weight=1.25, title=Text("the three likeliest", "最可能的三個"))
def three_likeliest(student: Student, random: np.random.Generator) -> None:
    _expect_likeliest(student, random, num_classes=6, count=3)


@check("4b.7", weight=0.75, title=Text("one, and more than there are", "只要一個，以及超過全部"))
def one_and_all(student: Student, random: np.random.Generator) -> None:
    _expect_likeliest(student, random, num_classes=5, count=1)
    _expect_likeliest(student, random, num_classes=3, count=5)


def _expect_likeliest(
    student: Student, random: np.random.Generator, *, num_classes: int, count: int
) -> None:
    drawn = random.permutation(np.arange(1, num_classes + 1) ** 2.0)
    probabilities = (drawn / drawn.sum()).astype(np.float32)
    names = tuple(str(name) for name in random.permutation(_NAMES)[:num_classes])
    order = [int(label) for label in np.argsort(-probabilities)]
    every = [(names[label], float(probabilities[label])) for label in order]
    right = every[:count]

    def mistakes() -> Iterator[tuple[Cause, object]]:
        yield causes.LIKELIEST_LAST, every[::-1][:count]
        yield causes.LIKELIEST_LAST, right[::-1]
        yield (
            causes.NUMBERS_NOT_NAMES,
            [(label, float(probabilities[label])) for label in order][:count],
        )
        yield causes.PAIRS_SWAPPED, [pair[::-1] for pair in right]
        yield causes.ALL_CLASSES_NAMED, every
        yield causes.ALL_CLASSES_NAMED, every[:1]
        yield causes.PAIRS_BY_NAME, sorted(right)
        yield causes.PAIRS_BY_NAME, sorted(every)[:count]
        yield causes.PAIRS_IN_DICTIONARY, dict(right)
        yield causes.PAIRS_AS_TWO_LISTS, list(zip(*right, strict=True))
        yield causes.NAMES_ALONE, [name for name, _ in right]
        yield causes.PROBABILITY_IN_PERCENT, [(name, 100 * value) for name, value in right]
        yield (
            causes.CLASSES_NOT_SORTED,
            list(zip(names, probabilities.tolist(), strict=True))[:count],
        )

    got = student.likeliest(probabilities, names, count)
    expect(got is not None, causes.NOTHING_RETURNED)
    if _alike(got, right):
        return
    cause = next((cause for cause, wrong in mistakes() if _alike(got, wrong)), causes.WRONG_VALUES)
    evidence = Text(
        "likeliest(probabilities, class_names, {count}): expected {right}, got {got}",
        "likeliest(probabilities, class_names, {count})：應為 {right}，得到 {got}",
    )
    raise FailedCheckError(
        Finding.of(cause, evidence.format(count=count, right=_shown(right), got=_shown(got)))
    )


def _alike(got: object, expected: object) -> bool:
    """Return whether two values are alike, whatever kind of sequence they are."""
    if isinstance(got, np.ndarray):
        got = got.tolist()
    if isinstance(expected, (list, tuple)):
        return (
            isinstance(got, (list, tuple))
            and len(got) == len(expected)
            and all(map(_alike, got, expected))
        )
    if isinstance(expected, (str, dict)) or isinstance(got, (str, list, tuple, dict)):
        return type(got) is type(expected) and got == expected
    return bool(np.isclose(np.asarray(got, float), np.asarray(expected, float), rtol=_FLOAT32))


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        opening, closing = "[]" if isinstance(value, list) else "()"
        return opening + ", ".join(map(_shown, value)) + closing
    return repr(value)[:200]


@compare_task.case(
    weight=2, title=Text("largest difference and same answers", "最大差與相同的答案")
)
def parity(random: np.random.Generator) -> Calls:
    first, second = draw_two_answers(random)
    yield first, second
    second, first = draw_two_answers(random, same_answer=False)
    yield first, second
