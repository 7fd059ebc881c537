"""What a learner is told: about errors, unreadable files and what Keras 3 has renamed."""
