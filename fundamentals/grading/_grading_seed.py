"""The seed of a grading run: every random input of a check comes from it."""

from __future__ import annotations

import hashlib
import secrets

import numpy as np

# Too many seeds for a submission to try them all; a float, as in JSON, holds each exactly.
_SEEDS = 2**52


def draw_seed() -> int:
    """Return a seed for grading that nobody can know in advance.

    With a known seed, a submission could be trained at home on the images that it is scored on.
    """
    return 1 + secrets.randbelow(_SEEDS)


def generator_for(check_id: str, seed: int) -> np.random.Generator:
    """Return the generator that a check draws its inputs from.

    Each check has its own, so adding or removing one changes no other's inputs. Some tasks hand a
    generator to the submission. NumPy's own seeding can be computed backward from a generator's
    state; a hash cannot, so the run's seed and the inputs of other checks stay unknown.
    """
    digest = hashlib.sha256(f"{seed}/{check_id}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))
