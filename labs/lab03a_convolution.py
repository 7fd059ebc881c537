# %% [markdown] lang="en"
# # Lab 3a: convolution by hand
#
# Before Keras does it for you, do it yourself: slide a small grid of numbers, the *kernel*, over an
# image, multiply and add. With nine numbers you can blur, sharpen, and find edges. You write all of it
# in NumPy, in seven tasks. Below each task a picture shows what your function does, as soon as it works.
#
#     fundamentals check lab03a --watch

# %%
from fundamentals.lab import start_lab

if __name__ == "__main__":
    lab = start_lab("lab03a_convolution")

# %%
import numpy as np

from fundamentals.datasets import load_dataset
from fundamentals.plotting import plot_convolution, plot_convolution_steps, plot_grids

# The deck's image.
SLIDE = np.array(
    [
        [1, 0, 1, 1, 0, 1],
        [0, 1, 0, 0, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [1, 0, 1, 1, 0, 1],
        [1, 1, 0, 0, 1, 1],
    ]
)

if __name__ == "__main__":
    # 28×28 pixels, 0 (black) to 255 (white).
    digit = load_dataset("digits").train.images[0, :, :, 0]

# %% [markdown] lang="en"
# ## 1. Kernels
#
# | original (identity) | blur | sharpen | brighten | darken |
# |---|---|---|---|---|
# | 0 0 0 / 0 1 0 / 0 0 0 | .06 .13 .06 / .13 .25 .13 / .06 .13 .06 | 0 -1 0 / -1 5 -1 / 0 -1 0 | 0 0 0 / 0 1.5 0 / 0 0 0 | 0 0 0 / 0 .5 0 / 0 0 0 |
#
# Two more find edges: vertical `1 0 -1 / 2 0 -2 / 1 0 -1` and horizontal `1 2 1 / 0 0 0 / -1 -2 -1`.
#
# > **Guess first.** A window lies on a plain wall: all nine pixels are 100. Multiply them by the
# > vertical-edge kernel and add up. Which number comes out?

# %%
if __name__ == "__main__":
    lab.guess("wall", None)
    lab.slide("kernels")


# %%
def make_kernel(name):
    """Return one of the deck's kernels.

    Args:
        name: "identity", "blur", "sharpen", "brighten", "darken", "vertical_edges" or
            "horizontal_edges".

    Returns:
        NumPy array ``(3, 3)``, floats or integers.
    """
    raise NotImplementedError("Task 3a.1: write the deck's kernels as arrays")


# %% [markdown]
# ```
# >>> make_kernel("blur")
# array([[0.06, 0.13, 0.06],
#        [0.13, 0.25, 0.13],
#        [0.06, 0.13, 0.06]])
# ```

# %%
if __name__ == "__main__":
    from fundamentals.plotting import KERNEL_TITLES

    if lab.written("3a.1"):
        kernels = {title: make_kernel(name) for name, title in KERNEL_TITLES.items()}
        lab.save(plot_grids(kernels, around_zero=len(kernels)), "kernels")


# %% [markdown] lang="en"
# ## 2. Convolution
#
# Lay the kernel on the first window, multiply cell by cell, and add up: that is one output number.
# Move by `stride` and repeat. As in Keras, the kernel is not flipped.
#
# The deck blurs this image. Its first window gives .06 + .06 + .25 + .13 + .06 = .56.

# %%
if __name__ == "__main__":
    lab.slide("convolution")


# %%
def convolve(image, kernel, stride=1):
    """Slide a kernel over an image, without padding.

    Args:
        image: array ``(height, width)``; do not change it.
        kernel: array ``(kernel_height, kernel_width)``, not flipped.
        stride: rows and columns to move by, at least 1.

    Returns:
        float array: one weighted sum per window, not rounded.
    """
    raise NotImplementedError("Task 3a.2: slide the kernel over the image")


# %% [markdown]
# ```
# >>> convolve(SLIDE, make_kernel("blur")).round(2)
# array([[0.56, 0.57, 0.57, 0.56],
#        [0.7 , 0.82, 0.82, 0.7 ],
#        [0.69, 0.95, 0.95, 0.69],
#        [0.64, 0.69, 0.69, 0.64]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.1", "3a.2"):
        kernel = make_kernel("blur")
        lab.save(plot_convolution_steps(SLIDE, kernel, convolve(SLIDE, kernel)), "steps")
        lab.save(plot_convolution(digit, kernel, convolve(digit, kernel)), "blur")

# %% [markdown] lang="en"
# ### Stride
#
# A larger stride leaves windows out. On the first three rows of the deck's image, strides 1, 2 and 3
# give four, two and two numbers.
#
# > **Guess first.** A row of 6 pixels, a kernel of width 3, stride 2: how many windows?

# %%
if __name__ == "__main__":
    lab.guess("windows", None)
    lab.slide("stride")
    if lab.written("3a.1", "3a.2"):
        strides = {"image": digit}
        for stride in (1, 2, 3):
            name = f"stride {stride}"
            strides[name] = convolve(digit, make_kernel("blur"), stride)
        lab.save(plot_grids(strides), "strides")


# %% [markdown] lang="en"
# ## 3. Padding
#
# Without padding the output is smaller than the image. *Zero padding* puts a border of zeros around
# it. *Mirror padding* repeats the pixels at the edge: the row `1 0 1 1 0 1` becomes `1 1 0 1 1 0 1 1`.

# %%
if __name__ == "__main__":
    lab.slide("padding")


# %%
def pad(image, width, mode):
    """Add a border on every side.

    Args:
        image: array ``(height, width)``; do not change it.
        width: pixels to add on every side.
        mode: "zero" or "mirror".

    Returns:
        array, higher and wider than the image by ``2 * width``.
    """
    raise NotImplementedError("Task 3a.3: pad the border")


# %% [markdown]
# ```
# >>> pad(SLIDE, 1, "mirror")
# array([[1, 1, 0, 1, 1, 0, 1, 1],
#        [1, 1, 0, 1, 1, 0, 1, 1],
#        [0, 0, 1, 0, 0, 1, 0, 0],
#        [0, 0, 1, 1, 1, 1, 0, 0],
#        [0, 0, 1, 1, 1, 1, 0, 0],
#        [1, 1, 0, 1, 1, 0, 1, 1],
#        [1, 1, 1, 0, 0, 1, 1, 1],
#        [1, 1, 1, 0, 0, 1, 1, 1]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.3"):
        corner = digit[4:17, 6:19]
        padded = {
            "image": corner,
            "zero padding": pad(corner, 3, "zero"),
            "mirror padding": pad(corner, 3, "mirror"),
        }
        inside = [(3, 3, 13, 13)]
        lab.save(plot_grids(padded, frames={1: inside, 2: inside}), "padding")


# %% [markdown] lang="en"
# ## 4. Output size
#
# How large will the output be? Look at the sizes above, and find the rule that gives them all.


# %%
def output_size(size, kernel_size, stride, padding):
    """Return the height or width of a convolution's output.

    Args:
        size: height or width of the image.
        kernel_size: height or width of the kernel.
        stride: how far the kernel moves.
        padding: pixels added on each side.

    Returns:
        int: the number of windows.
    """
    raise NotImplementedError("Task 3a.4: predict the output size")


# %% [markdown]
# ```
# >>> output_size(6, 3, 2, 0), output_size(28, 3, 1, 1)
# (2, 28)
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.1", "3a.2", "3a.3", "3a.4"):
        sizes = {}
        for stride, padding in ((1, 0), (1, 1), (2, 1), (3, 0)):
            size = output_size(28, 3, stride, padding)
            name = f"stride {stride}, padding {padding}:\npredicted {size}"
            # padded[width:-width] is empty where the width is 0.
            framed = pad(digit, padding, "zero") if padding else digit
            sizes[name] = convolve(framed, make_kernel("identity"), stride)
        lab.save(plot_grids(sizes), "sizes")


# %% [markdown] lang="en"
# ## 5. A kernel is a neuron
#
# The nine kernel numbers are the weights of one neuron, and its inputs are the nine pixels under the
# window. Sliding the kernel uses that same neuron at every position: *weight sharing*.

# %%
if __name__ == "__main__":
    lab.slide("neuron")


# %%
def neuron(window, weights, bias):
    """Return the output of one neuron that looks at a window.

    Args:
        window: array ``(3, 3)`` of pixels; do not change it.
        weights: array ``(3, 3)``.
        bias: number added to the weighted sum.

    Returns:
        float: ReLU of the weighted sum plus bias.
    """
    raise NotImplementedError("Task 3a.5: the kernel as a neuron")


# %% [markdown]
# ```
# >>> round(neuron(SLIDE[:3, :3], make_kernel("blur"), 0.5), 2)
# 1.06
# ```

# %% [markdown] lang="en"
# The neuron at every window of the digit. It answers only where its edge is: ReLU turns the opposite
# edge, which the convolution shows in blue, into 0.

# %%
if __name__ == "__main__":
    if lab.written("3a.1", "3a.2", "3a.5"):
        kernel = make_kernel("vertical_edges")
        answers = {
            "image": digit,
            "convolution": convolve(digit, kernel),
            "neuron": np.array(
                [
                    [neuron(digit[i : i + 3, j : j + 3], kernel, bias=0.0) for j in range(26)]
                    for i in range(26)
                ]
            ),
        }
        lab.save(plot_grids(answers), "neuron")


# %% [markdown] lang="en"
# ## 6. Max pooling
#
# Keep the largest number of each block and drop the rest: the image shrinks, and the strongest
# responses stay.
#
# > **Guess first.** A 28×28 image is pooled with size 2, and the result once more. How many of its
# > 784 numbers are left?

# %%
if __name__ == "__main__":
    lab.guess("pooled-twice", None)
    lab.slide("max-pooling")


# %%
def max_pool(image, size):
    """Return the maximum of each ``size`` × ``size`` block.

    Args:
        image: array ``(height, width)``; do not change it.
        size: height and width of a block; also the stride.

    Returns:
        array ``(height // size, width // size)``; incomplete blocks are dropped.
    """
    raise NotImplementedError("Task 3a.6: max pooling")


# %% [markdown]
# ```
# >>> max_pool(np.array([[110, 256, 153, 67], [12, 89, 88, 43], [10, 15, 50, 55], [23, 9, 49, 23]]), 2)
# array([[256, 153],
#        [ 23,  55]])
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.6"):
        pooled = {
            "image": digit,
            "size 2": max_pool(digit, 2),
            "size 2 again": max_pool(max_pool(digit, 2), 2),
        }
        lab.save(plot_grids(pooled, same_size=True), "pooling")


# %% [markdown] lang="en"
# ## 7. Dropout
#
# During training, set a random fraction of the values to 0, so that no neuron can rely on a single
# other one. Divide the values that are left by `1 - rate`, so that the expected sum stays the same.

# %%
if __name__ == "__main__":
    lab.slide("dropout")


# %%
def dropout(values, rate, rng):
    """Set a random fraction of the values to 0 and scale up the rest.

    Args:
        values: float array of any shape; do not change it.
        rate: fraction to drop, 0 ≤ rate < 1.
        rng: ``numpy.random.Generator`` that draws which values.

    Returns:
        float array of the same shape.
    """
    raise NotImplementedError("Task 3a.7: dropout, by hand")


# %% [markdown]
# ```
# >>> sorted(set(dropout(np.ones(8), 0.5, np.random.default_rng(0)).tolist()))
# [0.0, 2.0]
# ```

# %%
if __name__ == "__main__":
    if lab.written("3a.7"):
        rng = np.random.default_rng(lab.seed)
        masks = {
            f"rate {rate}": dropout(np.ones((8, 8)), rate, rng)
            for rate in (0.0, 0.2, 0.4)
        }
        lab.save(plot_grids(masks, around_zero=len(masks)), "dropout")

# %% [markdown] lang="en"
# ## 8. Find edges
#
# Now all seven kernels on one digit. Where a result has negative numbers, orange is positive and blue is negative: the left edge of a stroke
# differs from its right edge. In lab 3b the network finds kernels of its own.

# %%
if __name__ == "__main__":
    lab.slide("edges")
    if lab.written("3a.1", "3a.2", "3a.3"):
        framed = pad(digit, 1, "mirror")
        seen = {title: convolve(framed, make_kernel(name)) for name, title in KERNEL_TITLES.items()}
        lab.save(plot_grids({"image": digit, **seen}), "edges")
