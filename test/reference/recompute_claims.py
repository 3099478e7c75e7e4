"""Recomputes the numbers behind the verdicts from the tables of a run, without this project's code.

    pip install -r test/python/requirements.txt
    python3 test/reference/recompute_claims.py reports/tables

or `deno task test:recompute`, which makes that environment.

Reads `training.csv`, `layers.csv`, `subnetworks.csv` and, where it exists, `subnetworks-validation.csv`, and compares
what it computes from them with every row of `claims.csv` and `verdicts.csv`: means, intervals by Student's t, Holm's
levels, tests of equivalence, medians, signs, bootstrap intervals, outcomes, verdicts, headlines; and that no variant is
missing. Exit status 1 where one differs. It begins at Ω, I(X; y) and accuracies: it does not compute these.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.weightstats import ttost_paired

TOLERANCE = 1e-9
SIMILAR, MINIMAL = 0.5, 1.0
DRAWS, SEED = 10_000, 1


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


# Statistics of values, one per network.


def t_interval(values, level):
    if len(values) < 2:
        return None
    half = stats.t.ppf((1 + level) / 2, len(values) - 1) * stats.sem(values)
    return np.mean(values) - half, np.mean(values) + half


POSITIONS = {}


def positions(count):
    """The draws of the bootstrap: a Mersenne Twister, whole numbers below `count` by rejection."""
    if count not in POSITIONS:
        source = np.random.RandomState(SEED)
        found = np.empty(0, dtype=np.int64)
        while len(found) < DRAWS * count:
            words = source.randint(0, 2**32, size=DRAWS * count, dtype=np.uint32).astype(np.int64)
            found = np.append(found, (words % count)[words - words % count + count <= 2**32])
        POSITIONS[count] = found[: DRAWS * count].reshape(DRAWS, count)
    return POSITIONS[count]


def bootstrap(values, level):
    if len(values) < 2:
        return None
    means = np.asarray(values)[positions(len(values))].mean(axis=1)
    return tuple(np.quantile(means, [(1 - level) / 2, (1 + level) / 2]))


def side(interval):
    return "open" if interval is None else "above" if interval[0] > 0 else "below" if interval[1] < 0 else "open"


def outcome(interval, wanted):
    found = side(interval)
    return "open" if found == "open" else "established" if found == wanted else "opposed"


def verdict(outcomes):
    if not outcomes:
        return "not tested"
    if all(one == "established" for one in outcomes):
        return "reproduced"
    if "established" in outcomes:
        return "mixed" if "opposed" in outcomes else "partly reproduced"
    return "contradicted" if "opposed" in outcomes else "undecided"


# The claim about layers: max Ω + min Ω by size.

ENCODINGS = {"ordinal": "copula", "none": "none", "class-conditional model": "model", "one-hot": "one-hot"}
UNRANKED = "Ω without ranks, same multiplets"
STATES = {"": ["trained"], UNRANKED: ["trained"], "untrained networks": ["untrained"], "change by training": ["trained", "untrained"]}


class Layers:
    def __init__(self, rows):
        self.balance = defaultdict(dict)
        self.largest = defaultdict(int)
        self.excessive = defaultdict(set)
        self.networks = sorted({int(row["network"]) for row in rows})
        self.unranked = defaultdict(dict)
        self.layers = list(dict.fromkeys(row["layer"] for row in rows))
        for row in rows:
            if row["class_against_rest"] or row["label_permutation"] or not row["o_information_bits"]:
                continue
            condition = row["state"], row["encoding"], row["search"]
            layer, size = row["layer"], int(row["size"])
            place = (*condition, layer, int(row["network"]))
            self.balance[place][size] = self.balance[place].get(size, 0) + float(row["o_information_bits"])
            self.largest[place] = max(self.largest[place], size)
            if row["encoding"] == "model" and float(row["information_together_bits"]) > float(row["target_entropy_bits"]):
                self.excessive[(*condition, layer)].add(size)
            if condition == ("trained", "copula", "exact"):
                raw = float(row["unranked_o_information_bits"] or "nan")
                self.unranked[place][size] = self.unranked[place].get(size, 0) + raw

    def by_size(self, row, layer, network):
        """max Ω + min Ω of the sizes that count; the change by training where the row is about that."""
        upper = np.inf if row["size_range"].startswith("all below n") else int(row["size_range"].split(",")[0].split()[-1])
        states = STATES[row["control"]]
        search = row["search"]
        if search == "exhaustive":
            # Both searches are, up to six neurons.
            search, upper = "exact", min(upper, 6)
        conditions = [(state, ENCODINGS[row["label_encoding"]], search, layer) for state in states]
        excluded = set().union(*(self.excessive[condition] for condition in conditions))
        balance = self.balance
        if row["control"] == UNRANKED:
            balance = self.unranked
            for other in self.networks:
                own = balance[(*conditions[0], other)]
                excluded |= {size for size, value in own.items() if np.isnan(value)}
        found = []
        for condition in conditions:
            place = (*condition, network)
            found.append({
                size: value for size, value in balance[place].items()
                if size < self.largest[place] and size <= upper and size not in excluded
            })
        if len(found) == 1:
            return found[0]
        return {size: found[0][size] - found[1][size] for size in found[0] if size in found[1]}

    def values(self, row):
        label = row["part"]
        if "−" in label:
            last, first = label.split(", ")[1].split(" − ")
            pairs = [(self.by_size(row, last, n), self.by_size(row, first, n)) for n in self.networks]
            return [np.mean([a[k] - b[k] for k in a if k in b]) for a, b in pairs]
        layer = label.split(" of ")[-1]
        return [np.mean(list(self.by_size(row, layer, n).values())) for n in self.networks]


def layer_part(layers, row):
    """d of the first layer is claimed to be above 0, that of the last layer and the difference below; others beside."""
    values = layers.values(row)
    interval = t_interval(values, 0.95)
    layer = row["part"].split(" of ")[-1]
    if "−" not in row["part"] and layer not in (layers.layers[0], row["last_layer"]):
        found = ""
    else:
        found = outcome(interval, "above" if layer == layers.layers[0] else "below")
    return {"values": values, "level": 0.95, "interval": interval, "outcome": found}


# The claims about sub-networks: paired differences in points.

STRATEGIES = {
    "synergy": "synergy", "random": "random", "MI model": "mi-model", "MI mixture": "mi-mixture",
    "synergy without label": "synergy-without-label", "random, live": "random-live", "whole network": "whole network",
}
REMOVALS = {"removed": "zero", "frozen": "frozen", "frozen at their final weights": "frozen-final"}
SIZES = {"greedy": "k*", "exact": "k* exact"}
# Controls in which the drop of a baseline is judged as that of synergy is, and the estimate that they have.
SAME_CRITERION = {
    "random neurons by the same criterion": "whole network − random",
    "MI model by the same criterion": "whole network − MI model",
    "MI mixture by the same criterion": "whole network − MI mixture",
}


class Subnetworks:
    def __init__(self, rows):
        self.rows = rows
        self.networks = sorted({int(row["network"]) for row in rows})

    def accuracies(self, claim, label):
        """Test accuracy in per cent of each network, the mean over draws."""
        updates = claim["updates"].replace(",", "")
        strategy = STRATEGIES[label]
        layers = "all" if claim["reduced_layers"] == "all hidden" else claim["reduced_layers"].removesuffix(" alone")
        selection = claim["neurons_chosen_on"].removesuffix(" data") or "test"
        order = "other" if claim["batch_order"] else "original"
        sums = defaultdict(list)
        for row in self.rows:
            if row["strategy"] != strategy or row["updates"] != updates or row["removal_order"]:
                continue
            if strategy != "whole network" and (
                row["layers"] != layers or row["selection"] != selection or row["retrained"] != "yes"
                or row["size"] != SIZES[claim["search"]] or row["removal"] != REMOVALS[claim["treatment_of_other_neurons"]]
                or row["start"] != "rewound" or row["batch_order"] != order
            ):
                continue
            sums[int(row["network"])].append(float(row["test_accuracy"]))
        return np.array([100 * np.mean(sums[network]) for network in self.networks])

    def difference(self, claim):
        first, second = claim["part"].split(" − ")
        return self.accuracies(claim, first) - self.accuracies(claim, second)


def holm_levels(p_values, level=0.95):
    """Levels of intervals that agree with Holm's tests; checked against statsmodels' adjusted p-values."""
    alpha, count = 1 - level, len(p_values)
    order = np.argsort(p_values, kind="stable")
    levels, stopped = np.empty(count), None
    for rank, at in enumerate(order):
        share = alpha / sum(p >= p_values[at] for p in p_values)
        if stopped is None and p_values[at] >= share:
            stopped = share
        levels[at] = 1 - (stopped or share)
    rejected = multipletests(p_values, alpha=alpha, method="holm")[0]
    assert all((p < 1 - own) == bool(no) for p, own, no in zip(p_values, levels, rejected))
    return levels


def lowest_drop(subnetworks, claims):
    differences = [subnetworks.difference(claim) for claim in claims]
    if len(differences[0]) < 2:
        return [{"values": one, "level": 0.95, "interval": None, "outcome": "open"} for one in differences]
    p_values = [stats.ttest_1samp(one, 0).pvalue if np.ptp(one) > 0 else float(one[0] == 0) for one in differences]
    parts = []
    for values, level in zip(differences, holm_levels(p_values)):
        interval = t_interval(values, level)
        parts.append({"values": values, "level": level, "interval": interval, "outcome": outcome(interval, "above")})
    return parts


def similar(subnetworks, claims):
    parts = []
    for claim in claims:
        values = subnetworks.difference(claim)
        interval = t_interval(values, 0.9)
        found = "open"
        if interval:
            low, high = interval
            within = low > -SIMILAR and high < SIMILAR
            if np.ptp(values) > 0:
                assert within == (ttost_paired(values, np.zeros(len(values)), -SIMILAR, SIMILAR)[0] < 0.05)
            found = "established" if within else "opposed" if low >= SIMILAR or high <= -SIMILAR else "open"
        beside = claim["part"].startswith("synergy")
        margin = max(-interval[0], interval[1]) if interval else None
        parts.append({
            "values": values, "level": 0.9, "interval": interval,
            "outcome": "" if beside else found, "smallest_margin": margin,
        })
    return parts


def minimal_change(subnetworks, claims):
    values = subnetworks.difference(claims[0])
    interval = t_interval(values, 0.95)
    found = "open"
    if interval:
        found = "established" if interval[1] <= MINIMAL else "opposed" if interval[0] > MINIMAL else "open"
    return [{"values": values, "level": 0.95, "interval": interval, "outcome": found}]


JUDGES = {
    "lowest accuracy drop": lowest_drop,
    "MI methods similar to random": similar,
    "minimal change": minimal_change,
}


# Comparison with the table of claims.


def same(text, number):
    if number is None:
        return text == ""
    return text != "" and abs(float(text) - number) <= TOLERANCE * max(1, abs(number))


def disagreements(row, part):
    values, level, interval = part["values"], part["level"], part["interval"]
    robust = bootstrap(values, level)
    checks = {
        "networks": len(values),
        "mean": np.mean(values),
        "lower": interval and interval[0],
        "upper": interval and interval[1],
        "level": level,
        "median": np.median(values),
        "networks_above_0": int(np.sum(np.asarray(values) > 0)),
        "bootstrap_lower": robust and robust[0],
        "bootstrap_upper": robust and robust[1],
        "smallest_margin": part.get("smallest_margin"),
    }
    for name, number in checks.items():
        if not same(row[name], number):
            yield f"{name}: {row[name]} in the table, {number} recomputed"
    for name in ("outcome", "verdict"):
        if row[name] != part[name]:
            yield f"{name}: {row[name]} in the table, {part[name]} recomputed"


# Headlines over variants, and whether all variants are there.

VERDICTS = ["reproduced", "partly reproduced", "mixed", "undecided", "contradicted", "not tested"]
CHOICES = [
    "size_range", "last_layer", "label_encoding", "search", "reduced_layers", "treatment_of_other_neurons", "updates",
    "neurons_chosen_on", "batch_order",
]


def choices_of(row):
    """In the order of a claim: the search comes before the label of layers, after the treatment of sub-networks."""
    order = ["size_range", "last_layer", "label_encoding", "search"]
    if row["reduced_layers"]:
        order = ["reduced_layers", "treatment_of_other_neurons", "search", "updates", "neurons_chosen_on", "batch_order"]
    return [name for name in order if row[name]]


def cells(rows, names):
    found = defaultdict(set)
    for row in rows:
        found[tuple(row[name] for name in names)].add(row["verdict"])
    return found


def headline(rows):
    tested = [row for row in rows if row["verdict"] != "not tested"]
    if not tested:
        return "not tested by this preset"
    occurring = [one for one in VERDICTS if any(row["verdict"] == one for row in tested)]
    if len(occurring) == 1:
        return occurring[0]
    names = list(dict.fromkeys(name for row in tested for name in choices_of(row)))
    separates = lambda some: all(len(own) == 1 for own in cells(tested, some).values())
    words = lambda name: name.replace("_", " ")
    of = lambda one: [row for row in tested if row["verdict"] == one]
    for name in names:
        if separates([name]):
            parts = [f"{one}: {', '.join(dict.fromkeys(row[name] for row in of(one)))}" for one in occurring]
            return f"depends on the {words(name)} ({'; '.join(parts)})"
    for at, first in enumerate(names):
        for second in names[at + 1:]:
            if separates([first, second]):
                parts = []
                for one in occurring:
                    named = list(dict.fromkeys(f"{row[first]}, {row[second]}" for row in of(one)))
                    parts.append(f"{len(of(one))} {one}" + (f": {' and '.join(named)}" if len(named) <= 2 else ""))
                return f"depends on the {words(first)} and the {words(second)} ({'; '.join(parts)})"
    counts = ", ".join(f"{len(of(one))} {one}" for one in occurring)
    return f"depends on several choices ({counts})"


def missing_variants(verdicts, layers, tables):
    """Variants that the tables allow and the verdicts lack."""
    layer_rows = [row for row in verdicts if row["last_layer"]]
    for control in ("", "untrained networks", "change by training"):
        for label in ENCODINGS:
            for last in layers.layers[-2:]:
                if not any(
                    row["control"] == control and row["label_encoding"].startswith(label) and row["last_layer"] == last
                    and row["size_range"].startswith("all below n") for row in layer_rows
                ):
                    yield f"{control or 'readings'} of layers, {label}, {last}"
    for chosen_on, table in tables.items():
        found = defaultdict(set)
        for row in table.rows:
            if row["retrained"] == "yes" and row["start"] == "rewound" and row["size"] in SIZES.values():
                found[tuple(row[name] for name in ("layers", "removal", "size", "selection", "batch_order", "updates"))].add(row["strategy"])
        for (own, removal, size, selection, order, updates), strategies in found.items():
            if not {"synergy", "random", "mi-model", "mi-mixture"} <= strategies or (size, removal) == ("k* exact", "frozen"):
                continue
            wanted = [(claim, "") for claim in JUDGES]
            if chosen_on == "" and selection == "test" and order == "original" and removal != "frozen-final":
                wanted += [("minimal change", control) for control in SAME_CRITERION]
            for claim, control in wanted:
                if not any(
                    row["claim"] == claim
                    and row["control"].startswith(control)
                    and (control or not row["control"].startswith(tuple(SAME_CRITERION)))
                    and row["reduced_layers"] == ("all hidden" if own == "all" else f"{own} alone")
                    and REMOVALS.get(row["treatment_of_other_neurons"]) == removal
                    and SIZES.get(row["search"]) == size
                    and (row["neurons_chosen_on"].removesuffix(" data") or "test") == selection
                    and ("other" if row["batch_order"] else "original") == order
                    and row["updates"].replace(",", "") == updates
                    for row in verdicts
                ):
                    name = f"{claim}, {control}" if control else claim
                    yield f"{name}: {own}, {removal}, {size}, chosen on {selection}, {order} batches, {updates} updates"


def accuracy_verdict(rows):
    """Each network tried reaches 96 % on both sets after its last epoch."""
    last = {row["network"]: row for row in rows}
    reached = [min(float(row["train_accuracy"]), float(row["test_accuracy"])) >= 0.96 for row in last.values()]
    return verdict(["established" if one else "opposed" for one in reached])


def main(folder):
    layers = Layers(read(folder / "layers.csv"))
    tables = {"": Subnetworks(read(folder / "subnetworks.csv"))}
    if (folder / "subnetworks-validation.csv").exists():
        tables["validation data"] = Subnetworks(read(folder / "subnetworks-validation.csv"))
    verdicts = read(folder / "verdicts.csv")
    about = ["claim", "control", *CHOICES]
    variants = defaultdict(list)
    for row in read(folder / "claims.csv"):
        # Labels of strategies tell variants apart that replace one.
        variants[tuple(row[name] for name in [*about, "verdict", "former_verdict"])].append(row)
    failed = compared = 0

    def fail(text):
        nonlocal failed
        failed += 1
        print(text)

    for rows in variants.values():
        claim = rows[0]["claim"]
        name = f"{claim} ({rows[0]['control'] or 'reading'})"
        if claim in JUDGES:
            parts = JUDGES[claim](tables.get(rows[0]["neurons_chosen_on"], tables[""]), rows)
        else:
            parts = [layer_part(layers, row) for row in rows]
        if rows[0]["verdict"] == "not tested":
            # A strategy is missing: what is left is shown and decides nothing.
            parts = [{**part, "outcome": ""} for part in parts]
        own = verdict([part["outcome"] for part in parts if part["outcome"]])
        for row, part in zip(rows, parts, strict=True):
            compared += 1
            expected = SAME_CRITERION.get(row["control"].split(" (")[0], row["part"])
            if row["part"] != expected:
                fail(f"{name}: {row['part']} in the table, {expected} expected")
            for text in disagreements(row, {**part, "verdict": own}):
                fail(f"{name}, {row['part']}: {text}")
    groups = defaultdict(list)
    for row in verdicts:
        groups[row["claim"], row["control"]].append(row)
        key = tuple(row[name] for name in [*about, "verdict", "former_verdict"])
        if row["claim"] == "96 % accuracy":
            own = accuracy_verdict(read(folder / "training.csv"))
            if row["verdict"] not in (own, "not tested"):
                fail(f"96 % accuracy: {row['verdict']} in the table, {own} recomputed")
        elif row["verdict"] != "not tested" and key not in variants:
            fail(f"{row['claim']} ({row['control'] or 'reading'}): a verdict without numbers in claims.csv")
    for (claim, control), rows in groups.items():
        if rows[0]["headline"] != headline(rows):
            fail(f"headline of {claim} ({control or 'readings'}): {rows[0]['headline']} in the table, {headline(rows)} recomputed")
    for text in missing_variants(verdicts, layers, tables):
        fail(f"missing: {text}")
    if compared == 0:
        sys.exit("claims.csv has no rows: nothing was compared")
    print(f"{compared} estimates in {len(variants)} variants and {len(groups)} headlines recomputed, {failed} differ")
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: recompute_claims.py FOLDER_OF_TABLES")
    sys.exit(main(Path(sys.argv[1])))
