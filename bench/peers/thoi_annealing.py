"""THOI's simulated annealing of multiplets of given orders, at both ends, on one thread.

Reads a job as JSON from standard input, {"covariance": [[...]], "samples": N, "orders": [k, ...], "tries": {name:
options of simulated_annealing}}, and prints {"version": ..., "tries": [{"name", "order", "end", "seconds",
"multiplet"}]}. It optimises Ω of the variables alone: THOI has no variable that belongs to every multiplet.
"""
import json
import logging
import os
import sys
import time
from importlib.metadata import version

# Its progress bars would take much of its time.
os.environ["TQDM_DISABLE"] = "1"

import torch
from thoi.heuristics import simulated_annealing

torch.set_num_threads(1)
torch.manual_seed(0)
job = json.load(sys.stdin)
covariance = torch.tensor(job["covariance"], dtype=torch.float64)


def anneal(name, order, end, options):
    started = time.perf_counter()
    solutions, energies = simulated_annealing(
        covariance,
        order,
        covmat_precomputed=True,
        T=job["samples"],
        largest=end == "redundancy",
        verbose=logging.ERROR,
        **options,
    )
    seconds = time.perf_counter() - started
    best = energies.argmax() if end == "redundancy" else energies.argmin()
    multiplet = sorted(int(one) for one in solutions[best])
    return {"name": name, "order": order, "end": end, "seconds": seconds, "multiplet": multiplet}


print(json.dumps({
    "version": "THOI " + version("thoi") + ", torch " + version("torch"),
    "tries": [
        anneal(name, order, end, options)
        for name, options in job["tries"].items()
        for order in job["orders"]
        for end in ("synergy", "redundancy")
    ],
}))
