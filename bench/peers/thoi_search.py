"""THOI's O-information of all multiplets of given orders, on one thread.

Reads a job as JSON from standard input, {"covariance": [[...]], "samples": N, "orders": [k, ...]}, and
prints {"version": ..., "orders": [{"order", "seconds", "multiplets", "minimum", "maximum"}]}, in nats.
Only the smallest and largest value of a batch are kept, so that no data frame is built.
"""
import json
import math
import sys
import time
from importlib.metadata import version

import torch
from thoi.measures.gaussian_copula import multi_order_measures

torch.set_num_threads(1)
job = json.load(sys.stdin)
covariance = torch.tensor(job["covariance"], dtype=torch.float64)


def extremes(nplets, result, batch):
    o = result[:, 0, 2]
    return float(o.min()), float(o.max())


def search(order):
    started = time.perf_counter()
    minimum, maximum = multi_order_measures(
        covariance,
        min_order=order,
        max_order=order,
        covmat_precomputed=True,
        T=job["samples"],
        batch_size=job.get("batch", 20_000),
        batch_data_collector=extremes,
        batch_aggregation=lambda pairs: (min(p[0] for p in pairs), max(p[1] for p in pairs)),
    )
    return {
        "order": order,
        "seconds": time.perf_counter() - started,
        "multiplets": math.comb(len(covariance), order),
        "minimum": minimum,
        "maximum": maximum,
    }


search(job["orders"][0])  # warm-up
print(json.dumps({
    "version": "THOI " + version("thoi") + ", torch " + version("torch"),
    "orders": [search(order) for order in job["orders"]],
}))
