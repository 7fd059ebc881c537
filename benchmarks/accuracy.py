"""Accuracy of the dense baseline and the CNN of `solutions/`, over several seeds.

    python benchmarks/accuracy.py digits
    python benchmarks/accuracy.py sign_mnist --seeds 5

Prints one row a seed, then mean, standard deviation and "mean - 4 sd", from which the thresholds in
tests/solutions/test_accuracy.py are set. The test split, where there is one, chose nothing: not
the epochs, not the learning rate, not the architecture.
"""

from __future__ import annotations

import argparse

import pandas as pd

from fundamentals.comparison import compare, find_models, load_recipes
from fundamentals.datasets import load_dataset
from fundamentals.training import describe_device


def main() -> None:
    """Train and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dataset", help="digits, sign_mnist, or any name that load_dataset takes")
    parser.add_argument("--seeds", type=int, default=5, help="seeds 0 to N - 1 (default: 5)")
    options = parser.parse_args()

    dataset = load_dataset(options.dataset)
    print(dataset.source)
    rows = []
    for seed in range(options.seeds):
        comparison = compare(dataset, load_recipes(find_models(), dataset), seed=seed)
        for result in comparison.results:
            rows.append(
                {
                    "model": result.key,
                    "seed": seed,
                    "parameters": result.parameters,
                    "epochs": result.epochs,
                    "seconds": result.seconds,
                    "training": result.training_accuracy,
                    "validation": result.validation_accuracy,
                    "test": result.test_accuracy,
                    "diagnosis": result.diagnosis.kind,
                }
            )
    table = pd.DataFrame(rows).sort_values(["model", "seed"]).reset_index(drop=True)
    print(f"\n{describe_device()}; versions {comparison.versions}\n")
    print(table.to_string(index=False, float_format="{:.4f}".format))
    accuracies = table.astype({"test": float}).groupby("model")[["training", "validation", "test"]]
    print("\nmean")
    print(accuracies.mean().to_string(float_format="{:.4f}".format))
    print("\nmean - 4 sd")
    print((accuracies.mean() - 4 * accuracies.std()).to_string(float_format="{:.4f}".format))


if __name__ == "__main__":
    main()
