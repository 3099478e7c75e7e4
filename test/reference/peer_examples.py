"""The published examples of THOI, HOI and gcmi, computed by THOI, HOI and gcmi themselves.

    pip install thoi==0.2.42 torch==2.15.0 hoi==0.0.7 jax==0.10.2 numpy==2.4.6 scipy==1.17.1 \\
        "gcmi @ git+https://github.com/robince/gcmi.git@v0.5.0#subdirectory=python"
    pip download --no-deps --no-binary thoi thoi==0.2.42 && tar xzf thoi-0.2.42.tar.gz
    python3 test/reference/peer_examples.py thoi-0.2.42/tests/data \\
        > test/reference/peer_examples.json

Data are drawn by numpy's `RandomState`, whose stream is frozen, in the order in which the examples
draw them; test/analysis/peer_data.ts draws the same numbers. Examples without a seed get one here.
Prints JSON: the ends of every table of data, what the peers compute from it, and what their pages
say. HOI runs twice, in single precision as it ships and with JAX_ENABLE_X64=1.
"""

import hashlib
import json
import os
import pathlib
import subprocess
import sys
from importlib import metadata

import numpy as np
from numpy.random import RandomState


def factor(covariance):
    """What `multivariate_normal` multiplies its normals by."""
    _, values, vectors = np.linalg.svd(np.array(covariance))
    return np.sqrt(values)[:, None] * vectors


def triplet_covariance(loadings, links):
    """One factor with these squared loadings, unit variances, and noise that is linked."""
    m = np.sqrt(np.array(loadings))
    covariance = np.outer(m, m) + np.diag(1 - m**2)
    for (i, j), value in links.items():
        covariance[i, j] += value
        covariance[j, i] += value
    return covariance


# The systems of hoi.simulation.simulate_hoi_gauss.
THREE, FOUR = [0.99, 0.7, 0.3], [0.99, 0.7, 0.3, 0.2]
FACTORS = {
    "synergy": factor(triplet_covariance(THREE, {(1, 2): -0.39})),
    "redundancy": factor(triplet_covariance(THREE, {(1, 2): 0.22})),
    "redundancy about y": factor(triplet_covariance(FOUR, {(2, 3): 0.4})),
    "synergy about y": factor(triplet_covariance(FOUR, {(2, 3): -0.75})),
}


def hoi_tables():
    """The tables of examples/tutorials/plot_sim_red_syn.py, in its order. y is the last column."""
    draw = RandomState(42)
    tables = {}
    for name in ("synergy", "redundancy"):
        tables[name] = draw.normal(size=(1000, 3)) @ FACTORS[name]
    x = draw.rand(1000, 3)
    x[:, 0] = x[:, 0] + x[:, 1] + x[:, 2]
    tables["sum"] = x
    x = draw.rand(1000, 3)
    x[:, 1] += x[:, 0]
    x[:, 2] += x[:, 0]
    tables["copy"] = x
    draw.rand(1000, 3, 100)  # an example over time
    for name in ("redundancy about y", "synergy about y"):
        tables[name] = draw.normal(size=(1000, 4)) @ FACTORS[name]
    x, y = draw.rand(1000, 3), draw.rand(1000)
    tables["copy of y"] = np.column_stack([x + y[:, None], y])
    x = draw.rand(1000, 3)
    tables["sum is y"] = np.column_stack([x, x[:, 0] + x[:, 1] + x[:, 2]])
    return tables


def network(seed):
    """The six nodes of examples/metrics/plot_oinfo.py."""
    x = RandomState(seed).rand(1000, 6)
    x[:, 1] += x[:, 0]
    x[:, 2] += x[:, 0]
    x[:, 3] += x[:, 4] + x[:, 5]
    return x


def tested_network():
    """`x_2d` of hoi/metrics/tests/test_metrics.py."""
    x = RandomState(0).rand(50, 6)
    x[:, 1] += x[:, 0]
    x[:, 2] += x[:, 0]
    x[:, 5] = x[:, 3] + x[:, 4]
    return x


def core_tutorial():
    """X (three columns) and Y (three columns) of examples/it/tuto_core.py."""
    draw = RandomState(42)
    draw.normal(size=(3, 1000))  # its first part, about entropy
    return np.vstack([draw.normal(size=(3, 1000)), draw.rand(3, 1000)]).T


# What the gallery of HOI 0.0.7 prints (brainets.github.io/hoi, built 2026-01-30).
HOI_PRINTED = {
    "seeded": {
        "synergy": -0.8529834747314453,
        "redundancy": 0.28618431091308594,
        "sum": -0.22138118743896484,
        "copy": 0.22015380859375,
        "redundancy about y": 0.17019271850585938,
        "synergy about y": -1.9361343383789062,
        "copy of y": 0.34401512145996094,
        "sum is y": -2.22320556640625,
    },
    # Another draw of the network: the page sets no seed.
    "network": {
        "0,1,2": {"tc": 0.948907, "dtc": 0.749583, "o": 0.199325, "s": 1.698491},
        "3,4,5": {"tc": 0.646319, "dtc": 0.824267, "o": -0.177948, "s": 1.470587},
    },
}


def hoi_numbers():
    """Bits, bias-corrected: HOI's defaults. TC, DTC, Ω and S of triplets, and gradients."""
    from hoi.core import get_mi
    from hoi.metrics import DTC, TC, GradientOinfo, Oinfo, Sinfo
    from hoi.simulation import simulate_hoi_gauss

    def measures(x):
        fits = {"tc": TC, "dtc": DTC, "o": Oinfo, "s": Sinfo}
        values = {}
        for name, metric in fits.items():
            model = metric(x, verbose=False)
            values[name] = model.fit(method="gc", minsize=3, maxsize=3)[:, 0]
            keys = [",".join(map(str, row)) for row in model.multiplets]
        return {
            key: {name: float(values[name][at]) for name in fits} for at, key in enumerate(keys)
        }

    def gradient(table):
        model = GradientOinfo(table[:, :3], table[:, 3], verbose=False)
        return float(model.fit(method="gc", minsize=3, maxsize=3).squeeze())

    tables = hoi_tables()
    np.random.seed(42)
    for character in ("synergy", "redundancy"):
        drawn = simulate_hoi_gauss(n_samples=1000, triplet_character=character)
        np.testing.assert_allclose(tables[character], drawn, rtol=0, atol=1e-12)
    tutorial = core_tutorial().T
    return {
        "triplets": {name: measures(table)["0,1,2"] for name, table in tables.items()},
        "gradients": {
            name: gradient(table) for name, table in tables.items() if table.shape[1] == 4
        },
        "network": measures(network(42)),
        "testedNetwork": measures(tested_network()),
        "mutualInformation": float(
            get_mi(method="gc", biascorrect=True, copnorm=True)(tutorial[:3], tutorial[3:])
        ),
    }


def network_spread():
    """Standard deviations over 200 draws of the network, by the closed form in numpy."""
    from scipy.special import ndtri

    draws = {key: [] for key in HOI_PRINTED["network"]}
    for seed in range(200):
        ranks = network(seed).argsort(axis=0).argsort(axis=0)
        correlation = np.corrcoef(ndtri((ranks + 1) / 1001).T)
        for key, values in draws.items():
            columns = [int(column) for column in key.split(",")]
            r = correlation[np.ix_(columns, columns)]
            log_det = np.linalg.slogdet(r)[1]
            tc = -log_det / 2 / np.log(2)
            dtc = (log_det + np.log(np.diag(np.linalg.inv(r))).sum()) / 2 / np.log(2)
            values.append([tc, dtc, tc - dtc, tc + dtc])
    return {
        key: dict(zip(("tc", "dtc", "o", "s"), np.std(values, axis=0, ddof=1).tolist()))
        for key, values in draws.items()
    }


# The correlation matrix of tests/test_local_measures_analytical.py of THOI.
KNOWN = np.array([[1, 0.6, 0.2], [0.6, 1, 0.3], [0.2, 0.3, 1]])


def thoi_numbers(golden):
    """Nats, bias-corrected: THOI's defaults. Its README's `greedy` raises a TypeError in 0.2.42."""
    import pandas
    import torch
    from thoi.heuristics import simulated_annealing
    from thoi.measures.gaussian_copula import multi_order_measures, nplets_measures

    def named(values):
        return dict(zip(("tc", "dtc", "o", "s"), map(float, values)))

    readme = RandomState(42).normal(size=(1000, 10))
    asked = [[0, 1, 3], [3, 7, 4], [2, 6, 3]]
    orders = multi_order_measures(readme).groupby("order")["o"]

    torch.manual_seed(42)
    annealed, scores = simulated_annealing(readme, 5, repeat=10)
    best = int(scores.argmin())
    known = RandomState(42).normal(size=(50000, 3)) @ np.linalg.cholesky(KNOWN).T
    log_det = np.linalg.slogdet(KNOWN)[1]
    tc = -log_det / 2
    dtc = (log_det + np.log(np.diag(np.linalg.inv(KNOWN))).sum()) / 2
    table = golden / "X_random__multi_order_measures.tsv"
    published = pandas.read_csv(table, sep="\t").groupby("order")["o"]
    return {
        "readme": {
            "all": named(nplets_measures(readme)[0, 0]),
            "triplets": {
                ",".join(map(str, triplet)): named(values)
                for triplet, values in zip(asked, nplets_measures(readme, asked)[:, 0])
            },
            "extremes": {
                str(order): [float(o.min()), float(o.max())] for order, o in orders
            },
            "annealed": {
                "multiplet": sorted(annealed[best].tolist()),
                "o": float(scores[best]),
            },
        },
        "known": {
            "cholesky": np.linalg.cholesky(KNOWN).tolist(),
            "closedForm": named([tc, dtc, tc - dtc, tc + dtc]),
            "publishedTolerance": 0.01,
            "computed": named(nplets_measures(known)[0, 0]),
        },
        "golden": {
            "sha256": {
                name: hashlib.sha256((golden / name).read_bytes()).hexdigest()
                for name in ("X_random.tsv", table.name)
            },
            "extremes": {
                str(order): [float(o.min()), float(o.max())] for order, o in published
            },
        },
    }


def gcmi_numbers():
    """Bits. Data of python/tests/test_gcmi.py and of matlab/tests/run_gcmi_regression_tests.m."""
    import gcmi

    def both(function, *arguments):
        return {
            "corrected": float(function(*arguments, biascorrect=True, demeaned=True)),
            "uncorrected": float(function(*arguments, biascorrect=False, demeaned=True)),
        }

    cases = []

    def case(source, x, y=None, z=None, labels=None):
        """I(x; y), I(x; y | z) or I(x; labels); x is a list of columns."""
        cx, cy, cz = (None if part is None else gcmi.copnorm(part) for part in (x, y, z))
        if labels is not None:
            wrapped = gcmi.gcmi_model_cd(x, np.array(labels), max(labels) + 1)
            values = both(gcmi.mi_model_gd, cx, np.array(labels), max(labels) + 1)
        elif z is not None:
            wrapped, values = gcmi.gccmi_ccc(x, y, z), both(gcmi.cmi_ggg, cx, cy, cz)
        else:
            wrapped, values = gcmi.gcmi_cc(x, y), both(gcmi.mi_gg, cx, cy)
        assert abs(wrapped - values["corrected"]) < 1e-14
        given = {"x": x, "y": y, "z": z, "labels": labels}
        cases.append({
            "source": source,
            **{name: value for name, value in given.items() if value is not None},
            **values,
        })

    case("Python gcmi_cc", [[3, 1, 2, 4]], [4, 2, 1, 3])
    case("Python gccmi_ccc", [[3, 1, 2, 4]], [4, 2, 1, 3], [1, 4, 2, 3])
    case("Python gcmi_model_cd", [[0, 1, 2, 0.5, 1.5, 2.5]], labels=[0, 0, 0, 1, 1, 1])
    case("MATLAB gcmi_cc", [[0.1, 1.4, 0.7, 2.5, 3.1]], [-1.2, 0.4, 2, 1.1, -0.2])
    case(
        "MATLAB gccmi_ccc",
        [[0.2, 1.3, 2.1, 3.7, 4.4]],
        [3.5, 0.9, 1.8, -0.7, 2.6],
        [1, 4.1, 2.2, 5.4, 3.3],
    )
    x = [[0.5, 1.1, 0.4, 1.8, 2.2, 1.5, 0.8, 2], [1.2, -0.3, 0.7, -1.1, 0.1, 0.9, -0.5, 1.4]]
    y = [-0.3, 0.8, 1.1, -1.4, 0.4, 1.6, -0.7, 0.2]
    case("MATLAB bias of mi_gg", x, y)
    case("MATLAB bias of cmi_ggg", x, y, [1, -0.5, 0.6, 1.8, -1.1, 0.3, 1.4, -0.2])
    case("MATLAB bias of mi_model_gd", x, labels=[0, 0, 0, 0, 1, 1, 1, 1])

    # matlab_examples/bias_demo.m: a class that does not matter, 50 times.
    repetitions = RandomState(42).normal(size=(50, 200))
    labels = np.repeat([0, 1], 100)
    demo = [both(gcmi.mi_model_gd, gcmi.copnorm(row), labels, 2) for row in repetitions]
    return {
        "cases": cases,
        "biasDemo": {
            which: [values[which] for values in demo] for which in ("corrected", "uncorrected")
        },
    }


def ends(table):
    return {
        "shape": list(table.shape),
        "first": table[0].tolist(),
        "last": table[-1].tolist(),
    }


def hoi_process(double):
    environment = {**os.environ, "JAX_ENABLE_X64": "1" if double else "0", "JAX_PLATFORMS": "cpu"}
    command = [sys.executable, __file__, "--hoi"]
    return json.loads(subprocess.check_output(command, env=environment, text=True))


def main():
    if sys.argv[1] == "--hoi":
        return hoi_numbers()
    tables = {
        **hoi_tables(),
        "network": network(42),
        "testedNetwork": tested_network(),
        "coreTutorial": core_tutorial(),
        "readme": RandomState(42).normal(size=(1000, 10)),
    }
    packages = ("thoi", "hoi", "gcmi", "numpy", "scipy", "torch", "jax")
    return {
        "generator": "test/reference/peer_examples.py",
        "versions": {name: metadata.version(name) for name in packages},
        "ends": {name: ends(table) for name, table in tables.items()},
        "hoi": {
            "factors": {name: matrix.tolist() for name, matrix in FACTORS.items()},
            "printed": HOI_PRINTED,
            "networkSpread": network_spread(),
            "single": hoi_process(False),
            "double": hoi_process(True),
        },
        "thoi": thoi_numbers(pathlib.Path(sys.argv[1])),
        "gcmi": gcmi_numbers(),
    }


print(json.dumps(main(), indent=2))
