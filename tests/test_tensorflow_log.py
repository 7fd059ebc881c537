import contextlib
import os
import subprocess
import sys

import pytest

from fundamentals._tensorflow_log import _without_log

LOG = (
    "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    "I0000 00:00:1795552951.300452   13393 port.cc:153] oneDNN custom operations are on.\n"
    "W0000 00:00:1795552951.300761   13393 cudart_stub.cc:31] Could not find cuda drivers.\n"
)
TOLD = "E0000 00:00:1795552913.942839   12571 cuda_platform.cc:52] failed call to cuInit\n"


def test_log_lines_are_kept_off_standard_error_and_all_else_is_passed_on(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with _without_log():
        os.write(2, f"{LOG}{TOLD}{LOG}In all, 3 words".encode())
    assert capfd.readouterr().err == f"{TOLD}In all, 3 words"


def test_what_was_written_before_an_error_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    with contextlib.suppress(ImportError), _without_log():
        os.write(2, TOLD.encode())
        raise ImportError
    os.write(2, b"after")
    assert capfd.readouterr().err == f"{TOLD}after"


@pytest.mark.slow
@pytest.mark.parametrize("module", ["tensorflow", "keras"])
def test_tensorflow_starts_in_silence_whoever_imports_it(module: str) -> None:
    code = f"import fundamentals, {module}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout + done.stderr == ""


@pytest.mark.slow
def test_one_model_after_another_is_no_mistake_to_be_warned_of() -> None:
    code = """
import fundamentals, keras, logging, numpy
for size in range(1, 8):
    model = keras.Sequential([keras.Input((size,)), keras.layers.Dense(1)])
    model.predict(numpy.zeros((1, size)), verbose=0)
logging.getLogger("tensorflow").warning("another matter")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout + done.stderr == "WARNING:tensorflow:another matter\n"
