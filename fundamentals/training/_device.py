"""The device that training runs on."""

from __future__ import annotations

import platform
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from fundamentals.cores import usable_cores
from fundamentals.language import Text

_GPU = Text("GPU: {count} × {name}", "GPU：{count} × {name}")
_GPU_WITH_MEMORY = Text(
    "GPU: {count} × {name}, {gib:.0f} GiB of memory", "GPU：{count} × {name}，記憶體 {gib:.0f} GiB"
)
_GPUS_WITH_MEMORY = Text(
    "GPU: {count} × {name}, {gib:.0f} GiB of memory each",
    "GPU：{count} × {name}，記憶體各 {gib:.0f} GiB",
)
_CPU = Text("CPU: {name}, {count} {count:core|cores}", "CPU：{name}，{count} 核心")


@dataclass(frozen=True)
class Device:
    """The device that TensorFlow trains on; ``str()`` describes it in the current language.

    Attributes:
        kind: "GPU" or "CPU".
        name: The manufacturer's name for it.
        count: Number of GPUs, or of CPU cores that this process may use.
        memory: Bytes of memory of one GPU; None if unknown, and for a CPU.
    """

    kind: str
    name: str
    count: int
    memory: int | None = None

    def __str__(self) -> str:
        return str(self.text)

    @property
    def text(self) -> Text:
        """The description in both languages."""
        if self.kind == "CPU":
            return _CPU.format(name=self.name, count=self.count)
        if self.memory is None:
            return _GPU.format(name=self.name, count=self.count)
        text = _GPU_WITH_MEMORY if self.count == 1 else _GPUS_WITH_MEMORY
        return text.format(name=self.name, count=self.count, gib=self.memory / 2**30)


def describe_device() -> Device:
    """Return the device that TensorFlow trains on: its GPU, else the CPU.

    TensorFlow uses the first of several GPUs, and all of them inside
    :func:`~fundamentals.training.accelerated`. This call reserves no GPU memory.
    """
    import tensorflow as tf

    gpus = tf.config.list_physical_devices("GPU")
    if not gpus:
        return describe_cpu()
    details = tf.config.experimental.get_device_details(gpus[0])
    name = details.get("device_name", "GPU")
    return Device("GPU", name, len(gpus), _gpu_memory(name, _nvidia_smi()))


def describe_cpu() -> Device:
    """Return the CPU, without asking TensorFlow which device it trains on."""
    return Device("CPU", _cpu_name(), usable_cores())


def _cpu_name() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        found = re.search(r"^model name\s*:\s*(.+)$", information.read_text(), re.MULTILINE)
        if found:
            return found[1].strip()
    return platform.processor() or platform.machine()


def _nvidia_smi() -> str:
    """Return lines such as "NVIDIA H100 80GB HBM3, 81559" (name, MiB); "" without the program."""
    query = ["nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
    try:
        return subprocess.run(query, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return ""


def _gpu_memory(name: str, listing: str) -> int | None:
    for line in listing.splitlines():
        listed, _, mebibytes = line.rpartition(", ")
        if listed == name and mebibytes.strip().isdigit():
            return int(mebibytes) * 2**20
    return None
