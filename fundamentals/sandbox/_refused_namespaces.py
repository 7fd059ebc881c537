"""Why a machine refused the sandbox its namespaces, and what to change there."""

from __future__ import annotations

from dataclasses import dataclass

from fundamentals.errors import SandboxError
from fundamentals.language import Text


@dataclass(frozen=True)
class _Refusal:
    """One reason.

    Attributes:
        signs: Parts of bubblewrap's message; each alone is a sign of it.
        expected: What the sandbox needs instead.
        fix: What to change on the machine, or how to start the container.
    """

    signs: tuple[str, ...]
    expected: Text
    fix: Text


# The messages are those of bubblewrap 0.8 to 0.11.
_REFUSALS = (
    _Refusal(
        ("new namespace",),
        Text(
            "a kernel and a container that allow user namespaces",
            "允許使用者命名空間 (user namespace) 的核心與容器",
        ),
        Text(
            "start the container with `docker run --security-opt seccomp=unconfined --security-opt "
            "apparmor=unconfined --security-opt systempaths=unconfined`, or grade on a machine "
            "outside containers; on Gradescope, build the autograder with --no-sandbox",
            "用 `docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
            "--security-opt systempaths=unconfined` 啟動容器，或在容器以外的機器上評分；"
            "在 Gradescope 上，請用 --no-sandbox 產生評分程式",
        ),
    ),
    _Refusal(
        ("Can't mount proc",),
        Text("a container whose /proc has no masked parts", "沒有遮蔽 /proc 任何部分的容器"),
        Text(
            "start the container with `docker run --security-opt systempaths=unconfined`, or with "
            "`podman run --security-opt unmask=ALL`",
            "用 `docker run --security-opt systempaths=unconfined` 或 "
            "`podman run --security-opt unmask=ALL` 啟動容器",
        ),
    ),
    _Refusal(
        ("setting up uid map", "Failed RTM_NEWADDR"),
        Text(
            "user namespaces with all their rights, which AppArmor takes away on Ubuntu 23.10 and "
            "later",
            "權限完整的使用者命名空間 (user namespace)；Ubuntu 23.10 起，AppArmor 會拿走這些權限",
        ),
        Text(
            "run `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`; to keep it after "
            "a restart, write `kernel.apparmor_restrict_unprivileged_userns=0` into "
            "/etc/sysctl.d/60-userns.conf",
            "執行 `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`；"
            "若要重新開機後仍有效，把 `kernel.apparmor_restrict_unprivileged_userns=0` 寫進 "
            "/etc/sysctl.d/60-userns.conf",
        ),
    ),
)
_UNKNOWN = _Refusal(
    (),
    _REFUSALS[0].expected,
    Text(
        "look up what the message says. To run a submission unprotected, with all your rights: "
        "--no-sandbox",
        "請查詢這則訊息的意思。若要在沒有保護、擁有你全部權限的情況下執行，請用 --no-sandbox",
    ),
)


def worker_not_running(said: str) -> SandboxError:
    """Return the error for a sandbox whose process ended, with what it last said."""
    refusal = next(
        (each for each in _REFUSALS if any(sign in said for sign in each.signs)), _UNKNOWN
    )
    return SandboxError(
        Text(
            "the sandbox's worker does not run: {said}", "隔離環境的工作程序無法執行：{said}"
        ).format(said=said),
        expected=refusal.expected,
        fix=refusal.fix,
    )
