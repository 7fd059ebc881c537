import os

import pytest
import tensorflow as tf

from fundamentals.language import use_language
from fundamentals.training import Device, describe_device
from fundamentals.training._device import _gpu_memory

LISTING = "Tesla T4, 15360\nNVIDIA H100 80GB HBM3, 81559\nGRID, [N/A]\n"


@pytest.mark.parametrize(
    ("device", "english", "chinese"),
    [
        (Device("CPU", "AMD EPYC", 2), "CPU: AMD EPYC, 2 cores", "CPU：AMD EPYC，2 核心"),
        (Device("GPU", "Tesla T4", 1), "GPU: 1 × Tesla T4", "GPU：1 × Tesla T4"),
        (
            Device("GPU", "Tesla T4", 2, 15 * 2**30),
            "GPU: 2 × Tesla T4, 15 GiB of memory each",
            "GPU：2 × Tesla T4，記憶體各 15 GiB",
        ),
        (
            Device("GPU", "Tesla T4", 1, 15 * 2**30),
            "GPU: 1 × Tesla T4, 15 GiB of memory",
            "GPU：1 × Tesla T4，記憶體 15 GiB",
        ),
    ],
)
def test_a_device_describes_itself_in_both_languages(
    device: Device, english: str, chinese: str
) -> None:
    assert str(device) == english
    with use_language("zh-Hant"):
        assert str(device) == chinese


@pytest.mark.parametrize(
    ("name", "memory"),
    [
        ("NVIDIA H100 80GB HBM3", 81559 * 2**20),
        ("GRID", None),
        ("AMD Instinct MI300X", None),
    ],
)
def test_the_memory_is_that_of_the_gpu_with_this_name(name: str, memory: int | None) -> None:
    assert _gpu_memory(name, LISTING) == memory


@pytest.mark.skipif(bool(tf.config.list_physical_devices("GPU")), reason="this machine has a GPU")
def test_without_a_gpu_it_is_the_cpu_with_the_cores_that_this_process_may_use() -> None:
    device = describe_device()
    assert (device.kind, device.memory) == ("CPU", None)
    assert device.name
    assert 1 <= device.count <= (os.cpu_count() or 1)


@pytest.mark.gpu
@pytest.mark.skipif(
    not tf.config.list_physical_devices("GPU"), reason="TensorFlow finds no GPU on this machine"
)
def test_a_gpu_is_named_with_its_memory() -> None:
    device = describe_device()
    assert device.kind == "GPU"
    assert device.name != "GPU"
    assert device.memory is None or device.memory > 2**30
