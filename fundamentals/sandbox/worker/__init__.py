"""What runs in the process of a submission, in the jail or, for one's own file, without it.

This package is all of ``fundamentals.grading`` that a jail contains. It knows no rubric, no
expected value and no label, and whatever a submission does to it harms only that submission's
answers. It imports nothing of the project from outside itself but ``fundamentals.language``.
"""
