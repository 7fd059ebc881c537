from written_digits import digits, model, outputs, photographs, saved

__all__ = ["digits", "model", "outputs", "photographs", "saved"]
