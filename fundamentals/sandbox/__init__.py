"""The sandbox: a submission's code runs inside it, and only arrays come back.

The process inside sees only :mod:`fundamentals.sandbox.worker` of this package. A check reaches a
submission through a :class:`Student`; a call without an answer raises a :class:`StudentFailure`.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
