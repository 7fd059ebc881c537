"""What a running lab uses: the session, error messages, and progress.

A submission imports this package inside the sandbox, which lacks the grader's packages, so the
modules that need them load on first use.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
