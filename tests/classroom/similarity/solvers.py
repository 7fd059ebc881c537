"""Lab 3a as different people solve it."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fundamentals.classroom.gradebook import GradeSheet
from fundamentals.course import read_solution
from fundamentals.manifest import find_course

LAB = find_course(Path(__file__)).lab("lab03a")
SOLUTION = read_solution(LAB)


@dataclass(frozen=True)
class GradedClass:
    """A class's gradebook and its files.

    Attributes:
        gradebook: The file.
        folder: The folder of submissions.
        sheet: The class's grade sheet.
        contents: The submissions' bytes, by sha256.
    """

    gradebook: Path
    folder: Path
    sheet: GradeSheet
    contents: dict[str, bytes]


# By person and task.
BODIES: dict[str, dict[str, str]] = {
    "loops": {
        "3a.1": """
            if name == "identity":
                k = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
            elif name == "blur":
                k = [[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]]
            elif name == "sharpen":
                k = [[0, -1, 0], [-1, 5, -1], [0, -1, 0]]
            elif name == "brighten":
                k = [[0, 0, 0], [0, 1.5, 0], [0, 0, 0]]
            elif name == "darken":
                k = [[0, 0, 0], [0, 0.5, 0], [0, 0, 0]]
            elif name == "vertical_edges":
                k = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]
            else:
                k = [[1, 2, 1], [0, 0, 0], [-1, -2, -1]]
            return np.array(k, dtype=float)
        """,
        "3a.2": """
            height, width = kernel.shape
            rows = (image.shape[0] - height) // stride + 1
            columns = (image.shape[1] - width) // stride + 1
            output = np.zeros((rows, columns))
            for i in range(rows):
                for j in range(columns):
                    top, left = i * stride, j * stride
                    window = image[top : top + height, left : left + width]
                    output[i, j] = np.sum(window * kernel)
            return output
        """,
        "3a.3": """
            if mode == "zero":
                return np.pad(image, width, mode="constant")
            return np.pad(image, width, mode="symmetric")
        """,
        "3a.4": """
            padded = size + padding * 2
            return int((padded - kernel_size) / stride) + 1
        """,
        "3a.5": """
            total = np.sum(window * weights) + bias
            if total < 0:
                return 0.0
            return float(total)
        """,
        "3a.6": """
            rows = image.shape[0] // size
            columns = image.shape[1] // size
            output = np.zeros((rows, columns))
            for i in range(rows):
                for j in range(columns):
                    output[i, j] = image[i * size : (i + 1) * size, j * size : (j + 1) * size].max()
            return output
        """,
        "3a.7": """
            mask = rng.random(values.shape)
            result = values.copy()
            result[mask < rate] = 0
            return result / (1 - rate)
        """,
    },
    "scipy": {
        "3a.1": """
            table = dict(
                identity="0 0 0; 0 1 0; 0 0 0",
                blur=".06 .13 .06; .13 .25 .13; .06 .13 .06",
                sharpen="0 -1 0; -1 5 -1; 0 -1 0",
                brighten="0 0 0; 0 1.5 0; 0 0 0",
                darken="0 0 0; 0 .5 0; 0 0 0",
                vertical_edges="1 0 -1; 2 0 -2; 1 0 -1",
                horizontal_edges="1 2 1; 0 0 0; -1 -2 -1",
            )
            return np.array([[float(x) for x in row.split()] for row in table[name].split(";")])
        """,
        "3a.2": """
            from scipy.signal import correlate2d

            return correlate2d(image, kernel, mode="valid")[::stride, ::stride]
        """,
        "3a.3": """
            return np.pad(image, width, "constant" if mode == "zero" else "symmetric")
        """,
        "3a.4": """
            return len(range(0, size + 2 * padding - kernel_size + 1, stride))
        """,
        "3a.5": """
            return float(np.maximum(np.vdot(window, weights) + bias, 0))
        """,
        "3a.6": """
            height, width = image.shape
            image = image[: height - height % size, : width - width % size]
            corners = [image[i::size, j::size] for i in range(size) for j in range(size)]
            return np.stack(corners).max(axis=0)
        """,
        "3a.7": """
            return np.where(rng.uniform(size=values.shape) < rate, 0.0, values / (1.0 - rate))
        """,
    },
    "while": {
        "3a.1": """
            edges = np.array([[1, 2, 1], [0, 0, 0], [-1, -2, -1]], float)
            if name == "horizontal_edges":
                return edges
            if name == "vertical_edges":
                return edges.T
            kernel = np.zeros((3, 3))
            middle = {"identity": 1, "brighten": 1.5, "darken": 0.5, "sharpen": 5}
            kernel[1, 1] = middle.get(name, 0.25)
            if name == "sharpen":
                kernel[[0, 1, 1, 2], [1, 0, 2, 1]] = -1
            if name == "blur":
                kernel[[0, 1, 1, 2], [1, 0, 2, 1]] = 0.13
                kernel[::2, ::2] = 0.06
            return kernel
        """,
        "3a.2": """
            result = []
            top = 0
            while top + kernel.shape[0] <= len(image):
                line = []
                left = 0
                while left + kernel.shape[1] <= len(image[0]):
                    patch = image[top : top + kernel.shape[0], left : left + kernel.shape[1]]
                    line.append(float((patch * kernel).sum()))
                    left += stride
                result.append(line)
                top += stride
            return np.array(result)
        """,
        "3a.3": """
            height, length = image.shape
            bigger = np.zeros((height + 2 * width, length + 2 * width))
            bigger[width : width + height, width : width + length] = image
            if mode == "mirror":
                rows = np.r_[width - 1 : -1 : -1, 0:height, height - 1 : height - 1 - width : -1]
                columns = np.r_[width - 1 : -1 : -1, 0:length, length - 1 : length - 1 - width : -1]
                bigger = image[np.ix_(rows, columns)]
            return bigger
        """,
        "3a.4": """
            count = 0
            start = -padding
            while start + kernel_size <= size + padding:
                count += 1
                start += stride
            return count
        """,
        "3a.5": """
            answer = bias
            for row in range(3):
                for column in range(3):
                    answer += window[row, column] * weights[row, column]
            return max(0.0, float(answer))
        """,
        "3a.6": """
            result = []
            for top in range(0, len(image) - size + 1, size):
                line = []
                for left in range(0, len(image[0]) - size + 1, size):
                    line.append(np.max(image[top : top + size, left : left + size]))
                result.append(line)
            return np.array(result)
        """,
        "3a.7": """
            dropped = rng.random(values.shape) < rate
            scaled = values * (1 / (1 - rate))
            scaled[dropped] = 0
            return scaled
        """,
    },
    "almost the same loops": {
        "3a.1": """
            kernels = {}
            kernels["identity"] = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
            kernels["blur"] = np.array([[0.06, 0.13, 0.06], [0.13, 0.25, 0.13], [0.06, 0.13, 0.06]])
            kernels["sharpen"] = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
            kernels["brighten"] = kernels["identity"] * 1.5
            kernels["darken"] = kernels["identity"] * 0.5
            kernels["vertical_edges"] = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
            kernels["horizontal_edges"] = kernels["vertical_edges"].T
            return kernels[name].astype(float)
        """,
        "3a.2": """
            kh, kw = kernel.shape
            h = (image.shape[0] - kh) // stride + 1
            w = (image.shape[1] - kw) // stride + 1
            out = np.zeros((h, w))
            for y in range(h):
                for x in range(w):
                    r = y * stride
                    c = x * stride
                    out[y, x] = (image[r : r + kh, c : c + kw] * kernel).sum()
            return out
        """,
        "3a.3": """
            modes = {"zero": "constant", "mirror": "symmetric"}
            return np.pad(image, ((width, width), (width, width)), mode=modes[mode])
        """,
        "3a.4": """
            total = size + 2 * padding
            return (total - kernel_size) // stride + 1
        """,
        "3a.5": """
            z = (window * weights).sum() + bias
            return float(max(z, 0))
        """,
        "3a.6": """
            h, w = image.shape[0] // size, image.shape[1] // size
            out = np.zeros((h, w))
            for y in range(h):
                for x in range(w):
                    block = image[y * size : y * size + size, x * size : x * size + size]
                    out[y, x] = np.max(block)
            return out
        """,
        "3a.7": """
            keep = rng.random(values.shape) >= rate
            return np.where(keep, values / (1 - rate), 0)
        """,
    },
}


def written_by(person: str, **other: str) -> str:
    """Return a learner's script; ``other`` gives bodies of single tasks, by number: ``_6=``."""
    return filled(BODIES[person] | {f"3a.{number[1:]}": body for number, body in other.items()})


def all_but_one_from_the_solution(person: str, task: str) -> str:
    """Return a script in which only ``task`` differs from the solution's wording."""
    own = BODIES[person][task]
    return filled({each.id: SOLUTION.body(each.id) for each in LAB.tasks} | {task: own})


def filled(bodies: Mapping[str, str]) -> str:
    """Return the lab with these bodies, indented as they need to be."""
    indented = {
        task: textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
        for task, body in bodies.items()
    }
    return SOLUTION.filled_text("en", indented)
