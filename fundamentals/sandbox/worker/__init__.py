"""The code that runs in a submission's process: in the sandbox or, for one's own file, without it.

A sandbox contains no other part of the grader. It knows no rubric, no expected value
and no label, and damage that a submission does to it harms only that submission's answers. From
the rest of the project it imports only ``fundamentals.language``, ``fundamentals.lab_form``,
``fundamentals.keras_classes`` and, where Keras is loaded, ``fundamentals.training``.
"""

# Packages that hold answers: a submission neither imports them nor finds their files.
ANSWERS = ("classroom", "comparison", "convolution", "course", "grading", "sandbox")

# In the sandbox, a submission's own folder, the only one that it may write to.
JOB = "/job"

# The worker's own scratch folder; submissions can read it.
CACHE = "/cache"
