"""A hash of a kernel's function and of everything that it uses, to tell what has changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

# A longer list or text is data, not a setting.
_MOST_CHARACTERS = 10_000


def kernel_fingerprint(functions: Iterable[str], names: Mapping[str, Any]) -> str:
    """Return a hash of ``functions`` and all that they use; line numbers do not count.

    Args:
        functions: Names of functions.
        names: What the kernel holds, by name.
    """
    parts: list[str] = []
    waiting = sorted(set(functions))
    seen = set(waiting)
    while waiting:
        name = waiting.pop(0)
        parts.append(f"{name} = {_described(names.get(name))}")
        for used in _used_by(names.get(name)):
            if used in names and used not in seen:
                seen.add(used)
                waiting.append(used)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _codes(value: Any) -> Iterator[CodeType]:
    """Yield the code of a function, or of a class's methods, and the code inside it."""
    if isinstance(value, FunctionType):
        waiting = [value.__code__]
        while waiting:
            code = waiting.pop()
            yield code
            waiting.extend(const for const in code.co_consts if isinstance(const, CodeType))
    elif isinstance(value, type) and value.__module__ == "__main__":
        for member in vars(value).values():
            yield from _codes(getattr(member, "__func__", member))


def _used_by(value: Any) -> Iterator[str]:
    for code in _codes(value):
        yield from code.co_names


def _described(value: Any) -> str:
    codes = list(_codes(value))
    if codes:
        defaults = getattr(value, "__defaults__", None), getattr(value, "__kwdefaults__", None)
        return "; ".join([repr(defaults), *map(_code_text, codes)])
    if isinstance(value, ModuleType):
        return value.__name__
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {hashlib.sha256(value.tobytes()).hexdigest()}"
    if isinstance(value, bool | int | float | str | tuple | list | dict | set | None):
        return repr(value)[:_MOST_CHARACTERS]
    return type(value).__qualname__


def _code_text(code: CodeType) -> str:
    constants = [repr(const) for const in code.co_consts if not isinstance(const, CodeType)]
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return f"{code.co_code.hex()} {constants} {names}"
