"""O-information of all multiplets of some sizes, from samples, by THOI or HOI on one thread.

Reads a job as JSON from standard input, {"peer": "thoi" or "hoi", "samples": [[...]], "sizes": [a, b]}, and
prints {"version", "seconds": [...], "multiplets", "minimum", "maximum"}, in nats; a time covers everything
from samples to values, after one warm-up that compiles.
"""
import json
import math
import os
import sys
import time
from importlib.metadata import version

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
import numpy as np

job = json.load(sys.stdin)
samples = np.array(job["samples"])
low, high = job["sizes"]


def thoi():
    import torch
    from thoi.measures.gaussian_copula import multi_order_measures

    torch.set_num_threads(1)

    def run():
        return multi_order_measures(
            samples,
            min_order=low,
            max_order=high,
            batch_size=20_000,
            batch_data_collector=lambda nplets, result, batch: result[:, 0, 2],
            batch_aggregation=lambda parts: torch.cat(parts).numpy(),
        )

    return run, "THOI " + version("thoi") + ", torch " + version("torch")


def hoi():
    from hoi.metrics import Oinfo

    def run():
        model = Oinfo(samples, verbose=False)
        return np.asarray(model.fit(minsize=low, maxsize=high, method="gc"))[:, 0] * math.log(2)

    return run, "HOI " + version("hoi") + ", jax " + version("jax")


run, name = {"thoi": thoi, "hoi": hoi}[job["peer"]]()
values = run()
seconds = []
for _ in range(job["rounds"]):
    started = time.perf_counter()
    values = run()
    seconds.append(time.perf_counter() - started)
print(json.dumps({
    "version": name,
    "seconds": seconds,
    "multiplets": len(values),
    "minimum": float(values.min()),
    "maximum": float(values.max()),
}))
