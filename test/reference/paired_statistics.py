"""Paired differences, Holm's correction and equivalence tests by scipy and statsmodels.

    pip install scipy==1.17.1 statsmodels==0.15.0
    python3 test/reference/paired_statistics.py > test/reference/paired_statistics.json

The values look like test accuracies in per cent: four related columns of 20 networks, the first 3
rows of which are a case of their own. Prints the columns with the numbers computed from them.
"""

import json

import numpy
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import ttost_paired

MARGIN = 0.5
generator = numpy.random.default_rng(5)
base = generator.normal(94, 0.8, 20)
shifts, spreads = [0, -0.55, -0.3, 0.02], [0.2, 0.6, 0.55, 0.3]
columns = [
    numpy.round(base + shift + generator.normal(0, spread, 20), 2)
    for shift, spread in zip(shifts, spreads)
]


def case(rows):
    first, *others = [column[:rows] for column in columns]
    tests = [stats.ttest_rel(first, other) for other in others]
    p_values = [float(test.pvalue) for test in tests]
    return {
        "first": first.tolist(),
        "others": [other.tolist() for other in others],
        "means": [float((first - other).mean()) for other in others],
        "intervals95": [[float(end) for end in test.confidence_interval(0.95)] for test in tests],
        "intervals99": [[float(end) for end in test.confidence_interval(0.99)] for test in tests],
        "pValues": p_values,
        "holm": multipletests(p_values, method="holm")[1].tolist(),
        "margin": MARGIN,
        "equivalencePValues": [
            float(ttost_paired(first, other, -MARGIN, MARGIN)[0]) for other in others
        ],
        "intervals90": [[float(end) for end in test.confidence_interval(0.90)] for test in tests],
    }


print(json.dumps([case(20), case(3)], indent=1))
