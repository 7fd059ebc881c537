"""Lab 4b, a model out of the lab: converting pictures, naming classes, comparing a copy.

Arrays in, arrays out. Pictures are drawn at random, so that no rounding of a half decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.grading import (
    Cause,
    FailedCheckError,
    Finding,
    Stated,
    Student,
    Unstated,
    Verdict,
    causes,
    check,
    expect,
    expect_dtype,
    expect_equal,
)
from fundamentals.grading._conversion import (
    OTHER_WEIGHTS,
    SIDE,
    bounds,
    convert,
    draw_page,
    draw_picture,
    draw_strokes,
    fitted_sides,
    grey_of,
    ink_of,
    laid_on_black,
    mass_corner,
    paper_of,
    shares,
)
from fundamentals.grading._scaling import scaling_mistakes
from fundamentals.grading._student import StudentError
from fundamentals.grading._tell import tell
from fundamentals.language import Text

Array = NDArray[Any]
Mistakes = Iterator[tuple[Cause, ArrayLike]]
Pairs = Sequence[tuple[object, float]]

_NAMES = ("apple", "bridge", "cloud", "drum", "eagle", "fish", "grape", "house")
# Half of one of 256 levels of grey: what rounding costs, as Pillow's convert("L") does.
_HALF_A_LEVEL: Annotated[float, Stated("4b.1")] = 0.002
# The same, stretched over the ink.
_STRETCHED_HALF_A_LEVEL: Annotated[float, Stated("4b.6")] = 0.02
# As far as a float32 may be off.
_FLOAT32: Annotated[float, Unstated("a sum in float32 loses no more")] = 1e-4

_CONVERSION = ("4b.1", "4b.2", "4b.3", "4b.4", "4b.5")


@check("4b.1", points=1, title=Text("a colour picture", "彩色圖片"))
def colour_picture(student: Student, random: np.random.Generator) -> None:
    # The colours that tell weights apart, and that add up to more than 8 bits hold, among others.
    primaries = [[255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [250, 240, 230]]
    drawn = random.integers(0, 256, size=(15, 3))
    picture = random.permutation(np.concatenate([primaries, drawn])).reshape(4, 5, 3)
    picture = picture.astype(np.uint8)
    expect_equal(
        student.to_grey(picture),
        grey_of(picture),
        call="to_grey(picture)",
        mistakes=_grey_mistakes(picture),
        tolerance=_HALF_A_LEVEL,
    )


def _grey_mistakes(picture: NDArray[np.uint8]) -> Mistakes:
    right = grey_of(picture)
    yield from scaling_mistakes(np.rint(255 * right))
    red, green, blue = np.moveaxis(picture, 2, 0)
    for scale in (1, 255):
        yield causes.GREY_WRAPS, (red + green + blue) / 3 / 255 * scale
        yield causes.GREY_WRAPS, (red + green + blue) / 255 * scale
        yield causes.GREY_IS_MEAN, picture.mean(axis=2) * scale / 255
        yield causes.GREY_NOT_WEIGHED, picture.sum(axis=2) * scale / 255
        yield causes.GREY_REVERSED, grey_of(picture[..., ::-1]) * scale
        for weights in OTHER_WEIGHTS:
            yield causes.GREY_OTHER_WEIGHTS, grey_of(picture, weights) * scale
        highest, lowest = picture.max(axis=2) / 255, picture.min(axis=2) / 255
        for extreme in (highest, lowest, (highest + lowest) / 2):
            yield causes.GREY_IS_EXTREME, extreme * scale
        for channel in range(3):
            yield causes.GREY_ONE_CHANNEL, picture[..., channel] * (scale / 255)
    yield causes.TRUNCATED, np.floor(255 * right) / 255


@check("4b.1", points=0.5, title=Text("a grey picture", "灰階圖片"))
def grey_picture(student: Student, random: np.random.Generator) -> None:
    # As wide as a pixel has colours: what adds up the last axis unasked would not fail.
    picture = random.integers(0, 250, size=(4, 3), dtype=np.uint8)
    expect_equal(
        student.to_grey(picture),
        picture / 255,
        call="to_grey(picture of shape (4, 3))",
        given={"picture": picture},
        mistakes=scaling_mistakes(picture),
        tolerance=_HALF_A_LEVEL,
    )


@check("4b.1", points=0.5, title=Text("float32", "float32"))
def grey_dtype(student: Student, random: np.random.Generator) -> None:
    for shape in ((3, 4, 3), (3, 4)):
        picture = random.integers(0, 256, size=shape, dtype=np.uint8)
        expect_dtype(student.to_grey(picture), "float32", call="to_grey(picture)")


@check("4b.2", points=0.5, title=Text("dark ink on light paper", "淺色紙上的深色筆跡"))
def dark_on_light(student: Student, random: np.random.Generator) -> None:
    paper, ink = random.uniform(0.75, 0.9), random.uniform(0.1, 0.25)
    for thick in (False, True):
        _expect_ink(student, draw_page(random, paper, ink, thick=thick))


@check("4b.2", points=0.5, title=Text("light ink on dark paper", "深色紙上的淺色筆跡"))
def light_on_dark(student: Student, random: np.random.Generator) -> None:
    paper, ink = random.uniform(0.1, 0.25), random.uniform(0.75, 0.9)
    for thick in (False, True):
        _expect_ink(student, draw_page(random, paper, ink, thick=thick))


@check(
    "4b.2",
    points=0.5,
    title=Text("paper of middle grey; a pixel of glare", "中灰色的紙；一個反光的像素"),
)
def any_paper(student: Student, random: np.random.Generator) -> None:
    for paper, ink, glare in ((0.45, 0.05, None), (0.55, 0.95, None), (0.7, 0.1, 1.0)):
        drawn = paper + random.uniform(-0.03, 0.03)
        _expect_ink(student, draw_page(random, drawn, ink, thick=True, glare=glare))


def _expect_ink(student: Student, grey: NDArray[np.float32]) -> None:
    expect_equal(
        student.find_ink(grey),
        ink_of(grey),
        call="find_ink(grey)",
        mistakes=_ink_mistakes(grey),
    )


def _ink_mistakes(grey: Array) -> Mistakes:
    paper = paper_of(grey)
    distance = np.abs(grey - paper)
    yield causes.INK_NOT_STRETCHED, distance
    for values in (grey, 1 - grey):
        yield causes.PAPER_TAKEN_FOR_INK, values
        yield causes.PAPER_TAKEN_FOR_INK, values / values.max()
    for brightness in (grey.mean(), np.median(grey), paper):
        turned = 1 - grey if brightness > 0.5 else grey
        above = turned - turned.min()
        for values in (turned, turned / turned.max(), above, above / above.max()):
            yield causes.PAPER_BY_BRIGHTNESS, values
    signed = paper - grey
    for values in (1 - distance / distance.max(), signed, -signed):
        yield causes.INK_INVERTED, values
        yield causes.INK_INVERTED, values.clip(0)
        for kept in (values, values.clip(0)):
            yield causes.INK_INVERTED, kept / max(np.abs(kept).max(), 1e-9)
    for cause, other in _other_papers(grey):
        from_there = np.abs(grey - other)
        yield cause, from_there / from_there.max()


def _other_papers(grey: Array) -> Iterator[tuple[Cause, float]]:
    border = np.concatenate([grey[[0, -1]].ravel(), grey[:, [0, -1]].ravel()])
    yield causes.PAPER_FROM_CORNER, grey[0, 0]
    yield causes.PAPER_IS_MEAN, border.mean()
    yield causes.PAPER_IS_MEAN, np.append(grey[[0, -1]], grey[1:-1, [0, -1]]).mean()
    for other in (np.median(grey), grey.mean(), grey.max(), grey.min()):
        yield causes.PAPER_FROM_ALL, float(other)


@check("4b.2", points=0.5, title=Text("blank paper", "空白的紙"))
def blank_paper(student: Student, random: np.random.Generator) -> None:
    grey = np.full((5, 6), random.uniform(0.3, 0.9), np.float32)
    got = student.find_ink(grey)
    numbers = np.asarray(got)
    broken = numbers.dtype.kind == "f" and not np.isfinite(numbers).all()
    expect(not broken, causes.BLANK_DIVIDED_BY_ZERO)
    expect_equal(got, np.zeros_like(grey), call="find_ink(grey)")


@check("4b.3", points=1.25, title=Text("the smallest rectangle", "最小的矩形"))
def smallest_rectangle(student: Student, random: np.random.Generator) -> None:
    _expect_crop(student, _faint_and_strong(random, margin=2))


@check("4b.3", points=0.5, title=Text("ink up to the edge", "延伸到邊緣的筆跡"))
def up_to_the_edge(student: Student, random: np.random.Generator) -> None:
    _expect_crop(student, _faint_and_strong(random, margin=0))


@check("4b.3", points=0.25, title=Text("nothing written", "什麼都沒寫"))
def nothing_written(student: Student, random: np.random.Generator) -> None:
    ink = random.uniform(0, 0.15, size=(4, 5)).astype(np.float32)
    got = _or_named(lambda: student.crop_ink(ink), causes.CROP_BLANK)
    expect_equal(got, ink, call="crop_ink(ink)", mistakes=[(causes.CROP_BLANK, np.zeros((0, 0)))])


def _faint_and_strong(random: np.random.Generator, margin: int) -> Array:
    """Draw ink within faint pixels; around them, ``margin`` pixels of which one is black."""
    height, width = (int(side) for side in random.permutation(np.arange(4, 8))[:2])
    ink = np.round(random.uniform(0.3, 1, size=(height, width)), 2)
    faint = np.pad(ink, margin, constant_values=0.1)
    padded: Array = np.pad(faint, min(margin, 1)).astype(np.float32)
    return padded


def _expect_crop(student: Student, ink: Array) -> None:
    rows, columns = bounds(ink)

    def mistakes() -> Mistakes:
        yield causes.CROP_LAST_LEFT_OUT, ink[rows, columns][:-1, :-1]
        yield causes.CROP_LAST_LEFT_OUT, ink[rows, columns][1:-1, 1:-1]
        yield causes.CROP_FAINTEST_IGNORED, ink[bounds(ink, 0.0)]
        yield causes.CROP_ONE_AXIS, ink[rows]
        yield causes.CROP_ONE_AXIS, ink[:, columns]
        yield causes.NOTHING_CHANGED, ink
        yield causes.CLIPPED, ink[rows, columns] > 0

    expect_equal(
        student.crop_ink(ink), ink[rows, columns], call="crop_ink(ink)", mistakes=mistakes()
    )


@check("4b.4", points=1, title=Text("to a whole fraction of the size", "縮成整數分之一"))
def whole_fraction(student: Student, random: np.random.Generator) -> None:
    size, factor = int(random.integers(2, 5)), int(random.integers(2, 4))
    _expect_weights(student, size * factor, size)


@check("4b.4", points=1.5, title=Text("to any smaller size", "縮成任意大小"))
def any_smaller_size(student: Student, random: np.random.Generator) -> None:
    _expect_weights(student, 3, 2)
    size = int(random.integers(3, 7))
    _expect_weights(student, 2 * size + int(random.integers(1, size)), size)


@check("4b.4", points=0.5, title=Text("to a larger size", "放大"))
def larger_size(student: Student, random: np.random.Generator) -> None:
    length = int(random.integers(3, 6))
    _expect_weights(student, length, length + 2)


def _expect_weights(student: Student, length: int, size: int) -> None:
    right = shares(length, size)

    def mistakes() -> Mistakes:
        yield causes.WEIGHTS_TRANSPOSED, right.T
        yield causes.WEIGHTS_NOT_DIVIDED, right * length / size
        yield causes.WEIGHTS_NOT_DIVIDED, right * size / length
        edges = np.arange(size + 1) * length / size
        for places in (edges[:-1], (edges[:-1] + edges[1:]) / 2, np.rint(edges[:-1])):
            yield causes.WEIGHTS_PICK_ONE, np.eye(length)[places.astype(int).clip(0, length - 1)]
        overlaps = right > 0
        inside = np.isclose(right, right.max())
        for whole in (overlaps, inside, np.eye(size, dtype=bool) @ _between(edges, length)):
            yield (
                causes.WEIGHTS_WHOLE_PIXELS,
                whole / np.maximum(whole.sum(axis=1, keepdims=True), 1),
            )

    expect_equal(
        student.area_weights(length, size),
        right,
        call=f"area_weights({length}, {size})",
        mistakes=mistakes(),
    )


def _between(edges: Array, length: int) -> Array:
    """Return which whole pixels lie between the edges, rounded down."""
    pixels = np.arange(length)
    beginnings, ends = np.floor(edges[:-1, np.newaxis]), np.floor(edges[1:, np.newaxis])
    between: Array = (pixels >= beginnings) & (pixels < ends)
    return between


@check("4b.5", points=1.25, title=Text("the centre of mass at 14, 14", "質心在 14, 14"))
def centre_of_mass(student: Student, random: np.random.Generator) -> None:
    for height, width in ((20, 11), (9, 16)):
        ink = draw_strokes(random, (height + 4, width + 4), (height, width))
        _expect_centred(student, ink[bounds(ink)].astype(np.float32))


@check("4b.5", points=0.75, title=Text("all of the ink inside", "筆跡都在範圍內"))
def all_inside(student: Student, random: np.random.Generator) -> None:
    for corner in ((0, 0), (-3, -3)):
        ink = np.round(random.uniform(0.01, 0.02, size=(20, 20)), 3).astype(np.float32)
        ink[corner[0] or None : (corner[0] + 3) or None, corner[1] or None :][:3, :3] = 1
        _expect_centred(student, ink)


def _expect_centred(student: Student, ink: Array) -> None:
    corner = mass_corner(ink)
    room = SIDE - np.array(ink.shape)

    def mistakes() -> Mistakes:
        for middle in (room // 2, (room + 1) // 2):
            yield causes.CENTRE_OF_BOX, laid_on_black(ink, middle)
        yield causes.CENTRE_AXES_SWAPPED, laid_on_black(ink, corner[::-1])
        yield causes.COPY_NOT_MOVED, laid_on_black(ink, (0, 0))
        outside = np.zeros((3 * SIDE, 3 * SIDE))
        row, column = SIDE + np.rint(corner).astype(int)
        outside[row : row + ink.shape[0], column : column + ink.shape[1]] = ink
        yield causes.CENTRE_OUTSIDE, outside[SIDE : 2 * SIDE, SIDE : 2 * SIDE]
        wrapped = laid_on_black(ink, (0, 0))
        yield causes.CENTRE_OUTSIDE, np.roll(wrapped, np.rint(corner).astype(int), axis=(0, 1))

    expect_equal(
        _or_named(lambda: student.centre(ink), causes.CENTRE_OUTSIDE, "broadcast"),
        laid_on_black(ink, corner),
        call=f"centre(ink of shape {ink.shape})",
        mistakes=mistakes(),
    )


@check("4b.6", points=0.75, title=Text("a pen on paper", "紙上的原子筆"), needs=_CONVERSION)
def pen_on_paper(student: Student, random: np.random.Generator) -> None:
    _expect_prepared(student, random, (30, 41), (23, 14), ink=(30, 40, 150), paper=(240, 230, 200))


@check("4b.6", points=0.75, title=Text("chalk on a board", "黑板上的粉筆"), needs=_CONVERSION)
def chalk_on_a_board(student: Student, random: np.random.Generator) -> None:
    _expect_prepared(student, random, (52, 33), (31, 27), ink=(240, 240, 220), paper=(20, 70, 50))


@check("4b.6", points=0.25, title=Text("large and grey", "大張的灰階圖片"), needs=_CONVERSION)
def large_and_grey(student: Student, random: np.random.Generator) -> None:
    colours = {"ink": (60, 60, 60), "paper": (200, 200, 200)}
    _expect_prepared(student, random, (200, 140), (90, 67), grey=True, **colours)


@check(
    "4b.6",
    points=0.25,
    title=Text("writing as narrow as a line", "像直線一樣細的筆跡"),
    needs=_CONVERSION,
    visibility="hidden",
)
def narrow_as_a_line(student: Student, random: np.random.Generator) -> None:
    _expect_prepared(student, random, (90, 12), (84, 3), ink=(10, 10, 10), paper=(250, 250, 250))


def _expect_prepared(
    student: Student,
    random: np.random.Generator,
    size: tuple[int, int],
    box: tuple[int, int],
    *,
    ink: Sequence[int],
    paper: Sequence[int],
    grey: bool = False,
) -> None:
    picture, found = draw_picture(draw_strokes(random, size, box), ink, paper)
    right = convert(found, fitted_sides(box))
    batch = right[np.newaxis, ..., np.newaxis]

    def mistakes() -> Mistakes:
        yield causes.BATCH_AXIS_MISSING, batch[0]
        yield causes.BATCH_AXIS_MISSING, right
        yield causes.CHANNEL_MISSING, batch[..., 0]
        yield causes.CHANNEL_FIRST, batch.transpose(0, 3, 1, 2)
        yield causes.SIDES_RATIO_LOST, convert(found, (20, 20)).reshape(batch.shape)
        for fill in (fitted_sides(box, SIDE), (SIDE, SIDE)):
            yield causes.WRITING_TOO_LARGE, convert(found, fill).reshape(batch.shape)

    got = student.prepare_picture(picture[..., 0] if grey else picture)
    call = "prepare_picture(picture)"
    expect_equal(got, batch, call=call, mistakes=mistakes(), tolerance=_STRETCHED_HALF_A_LEVEL)
    expect_dtype(got, "float32", call=call)


@check("4b.7", points=1.25, title=Text("the three likeliest", "最可能的三個"))
def three_likeliest(student: Student, random: np.random.Generator) -> None:
    _expect_likeliest(student, random, num_classes=6, count=3)


@check("4b.7", points=0.75, title=Text("one, and more than there are", "只要一個，以及超過全部"))
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
    if isinstance(expected, str) or isinstance(got, (str, list, tuple, dict)):
        return type(got) is type(expected) and got == expected
    return bool(np.isclose(np.asarray(got, float), np.asarray(expected, float), rtol=_FLOAT32))


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        opening, closing = "[]" if isinstance(value, list) else "()"
        return opening + ", ".join(map(_shown, value)) + closing
    return repr(value)[:200]


@check("4b.8", points=2, title=Text("largest difference and same answers", "最大差與相同的答案"))
def parity(student: Student, random: np.random.Generator) -> None:
    first = random.dirichlet(np.full(5, 0.7), size=12)
    second = first.copy()
    # In three images the two likeliest change places; in one, the second model is much surer.
    best_two = np.argsort(first, axis=1)[:3, -2:]
    for row, pair in enumerate(best_two):
        second[row, pair] = first[row, pair[::-1]]
    second[5, first[5].argmax()] += 1
    first, second = first.astype(np.float32), second.astype(np.float32)
    difference = second - first
    largest = float(np.abs(difference).max())
    same = float(np.mean(first.argmax(axis=1) == second.argmax(axis=1)))

    def mistakes() -> Mistakes:
        for signed in ((first - second).max(), difference.min()):
            yield causes.DIFFERENCE_SIGNED, (signed, same)
        for mean in (np.abs(difference).mean(), (difference**2).mean()):
            yield causes.DIFFERENCE_IS_MEAN, (mean, same)
        yield causes.SAME_AS_COUNT, (largest, len(first) * same)
        yield causes.SAME_IS_DIFFERENT, (largest, 1 - same)
        yield causes.SAME_TO_THE_DIGIT, (largest, np.mean(first == second))
        yield causes.SAME_TO_THE_DIGIT, (largest, np.mean((first == second).all(axis=1)))
        yield causes.SAME_TO_THE_DIGIT, (largest, np.mean(first.max(axis=1) == second.max(axis=1)))

    expect_equal(
        student.compare_answers(first, second),
        (largest, same),
        call="compare_answers(first, second)",
        mistakes=mistakes(),
    )


def _or_named(call: Any, cause: Cause, word: str = "") -> Any:
    """Return what ``call`` returns; an error whose message holds ``word`` has this cause."""
    try:
        return call()
    except StudentError as error:
        if word not in error.message:
            raise
        finding = Finding.of(cause, tell(error).message)
        raise FailedCheckError(finding, Verdict.ERROR) from error
