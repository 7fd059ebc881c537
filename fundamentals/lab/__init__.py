"""What a running lab stands on: the session, error messages, and progress.

A submission imports this package inside the sandbox, where the grader's packages are not there:
what needs them is loaded on first use.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
