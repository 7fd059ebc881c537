from __future__ import annotations

import subprocess
import sys

from fundamentals import convolution


def test_public_names_are_exactly_these() -> None:
    assert convolution.__all__ == [
        "KERNELS",
        "SLIDE_IMAGE",
        "SLIDE_POOLING_INPUT",
        "Step",
        "Trace",
        "convolve",
        "dropout_mask",
        "max_pool",
        "neuron",
        "output_size",
        "pad",
        "trace",
    ]
    public = {name for name in vars(convolution) if not name.startswith("_")}
    assert public == set(convolution.__all__)


def test_importing_it_needs_numpy_and_nothing_heavier() -> None:
    script = (
        "import sys, fundamentals.convolution\n"
        "heavy = {'tensorflow', 'keras', 'scipy', 'pandas', 'matplotlib'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
