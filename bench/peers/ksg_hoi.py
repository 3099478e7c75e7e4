"""HOI's O-information by nearest neighbours as a contestant of `deno task bench:ksg-peers`.

    ksg_hoi.py FILE VARIABLES NEIGHBOURS

FILE has the values, little-endian float64, all samples of one variable after those of the other. Prints {"version",
"inDouble"}, then for each line of standard input {"oInformation", "seconds"}: nats, and the processor time of all
threads. "inDouble" is the same estimate in double precision: HOI adds up entropies of Kozachenko and Leonenko, each
from the Euclidean neighbours in its own variables.
"""
import json
import math
import os
import sys
import time
from importlib.metadata import version

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import numpy as np
from hoi.metrics import Oinfo
from scipy.spatial import cKDTree
from scipy.special import digamma, gammaln

file, variables, neighbours = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
samples = np.ascontiguousarray(np.fromfile(file, "<f8").reshape(variables, -1).T)


def by_hoi():
    model = Oinfo(samples, verbose=False)
    found = model.fit(minsize=variables, maxsize=variables, method="knn", k=neighbours)
    return float(found[0, 0]) * math.log(2)


def entropy(columns):
    own, d = samples[:, columns], len(columns)
    # The nearest one is the sample itself.
    distances = cKDTree(own).query(own, neighbours + 1)[0][:, -1]
    ball = d / 2 * math.log(math.pi) - gammaln(1 + d / 2)
    return digamma(len(own)) - digamma(neighbours) + ball + d * np.log(distances).mean()


def in_double():
    columns = list(range(variables))
    alone = sum(entropy([j]) for j in columns)
    without = sum(entropy([i for i in columns if i != j]) for j in columns)
    return float((variables - 2) * entropy(columns) + alone - without)


print(json.dumps({
    "version": "HOI " + version("hoi") + ", jax " + version("jax"),
    "inDouble": in_double(),
}), flush=True)
for _ in sys.stdin:
    started = time.process_time()
    found = by_hoi()
    seconds = time.process_time() - started
    print(json.dumps({"oInformation": found, "seconds": seconds}), flush=True)
