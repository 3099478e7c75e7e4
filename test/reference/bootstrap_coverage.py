"""Share of samples in which a percentile bootstrap interval of the mean covers the true mean.

    pip install numpy==2.3.5
    python3 test/reference/bootstrap_coverage.py > test/reference/bootstrap_coverage.json

Samples of 20 normal values, as many as the paper has networks, and the levels that claims have: 95 %, 90 % of
equivalence tests, 98.3 % of Holm's correction over three comparisons. As `bootstrapInterval` does it: quantiles of the
means of draws with replacement.
"""

import json

import numpy

COUNT, SAMPLES, DRAWS, BATCH = 20, 100_000, 2_000, 200
LEVELS = {"98.3": 1 - 0.05 / 3, "95": 0.95, "90": 0.9}

generator = numpy.random.default_rng(1)
covered = dict.fromkeys(LEVELS, 0)
for _ in range(SAMPLES // BATCH):
    values = generator.normal(size=(BATCH, COUNT))
    drawn = generator.integers(COUNT, size=(BATCH, DRAWS, COUNT))
    means = numpy.take_along_axis(values[:, None, :], drawn, axis=2).mean(axis=2)
    for name, level in LEVELS.items():
        low, high = numpy.quantile(means, [(1 - level) / 2, (1 + level) / 2], axis=1)
        covered[name] += int(((low <= 0) & (0 <= high)).sum())

shares = {name: round(100 * own / SAMPLES, 2) for name, own in covered.items()}
print(json.dumps({"count": COUNT, "samples": SAMPLES, "draws": DRAWS, "coveredPercent": shares}, indent=1))
