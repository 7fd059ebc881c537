# attack: asks the library, past the guard of the import statement
# task: 2.10
# verdict: raised an error

import fundamentals.training as library


def diagnose_curves(history):
    return library.diagnose(library.history_frame(history.history)).kind
