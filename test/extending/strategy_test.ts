/** Strategies from outside of the library, through its public interface alone. */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  ablate,
  activations,
  discreteTarget,
  evaluate,
  keepIn,
  rankedStrategy,
  type SelectionSubject,
  selectorOf,
  STRATEGIES,
  type Strategy,
  SubnetworkError,
  toVariables,
  type UnitScores,
} from "@multiplet/multiplet";
import { draw, request, spec } from "../training/toy_request.ts";

/** Keeps the first units of every layer, from one that the seed names. */
const fromSeed: Strategy = {
  name: "from-seed",
  label: "units from the seed on",
  draws: true,
  prepare: (subject) =>
    selectorOf(
      subject,
      (layers, { seed }) =>
        keepIn(layers, ({ units, size }) =>
          Array.from({ length: size }, (_, at) =>
            (seed + at) % units).sort((a, b) => a - b)),
    ),
};

/** Keeps the units whose activations vary most. */
const variance = rankedStrategy(
  { name: "variance", label: "variance" },
  ({ activations }): UnitScores =>
    Object.fromEntries(activations.map(({ layer, columns }) => {
      const scores = columns.map((column) => {
        const values = [...column.values];
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      });
      return [layer, scores];
    })),
);

const parameters = draw(7);
const { test } = request.dataset.parts;

/** The toy network and what it does on the test set. */
const subject: SelectionSubject = {
  spec,
  initial: parameters,
  final: parameters,
  activations: activations(spec, parameters, test)
    .filter(({ layer }) => layer.role === "hidden")
    .map(({ layer, samples, preActivations }) => ({
      layer: layer.name,
      ...toVariables({ samples, variables: layer.units, values: preActivations }),
    })),
  target: discreteTarget(test.labels),
  retrain: () => Promise.reject(new Error("no part of these strategies")),
};

const strategies = STRATEGIES.with(fromSeed, variance);

Deno.test("a strategy of one's own joins the catalogue, which stays as it was", () => {
  deepEqual(strategies.names, [...STRATEGIES.names, "from-seed", "variance"]);
  equal(strategies.get("from-seed").label, "units from the seed on");
  throws(() => STRATEGIES.get("from-seed"), SubnetworkError);
  throws(() => strategies.with(fromSeed), /Two entries are called strategy "from-seed"/);
});

Deno.test("a strategy of one's own chooses units at every size, and the network is judged without the others", async () => {
  const select = strategies.get("from-seed").prepare(subject);
  deepEqual(await select({ units: 2 }, 4), { fc1: [4, 5], fc2: [0, 4] });
  deepEqual(await select({ units: 9 }, 4), { fc1: [0, 1, 2, 3, 4, 5], fc2: [0, 1, 2, 3, 4] });
  const best = await select({ best: "greedy" }, 0);
  const kept = await select({ units: 5 }, 1);
  deepEqual(kept, { fc1: [1, 2, 3, 4, 5], fc2: [0, 1, 2, 3, 4] });
  deepEqual(Object.keys(best), ["fc1", "fc2"]);

  const removed = structuredClone(parameters);
  for (let at = 0; at < removed[0]!.weights.length; at += 6) removed[0]!.weights[at] = 0;
  removed[0]!.biases[0] = 0;
  deepEqual(ablate(spec, parameters, kept, test), evaluate(spec, removed, test));
});

Deno.test("a ranking of one's own is a strategy too", async () => {
  const select = strategies.get("variance").prepare({ ...subject, layers: ["fc1"] });
  const { preActivations } = activations(spec, parameters, test)[0]!;
  const spread = (unit: number) => {
    const own = preActivations.filter((_, at) => at % 6 === unit);
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
    return own.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  const order = [0, 1, 2, 3, 4, 5].sort((a, b) => spread(b) - spread(a));
  for (const units of [1, 2, 3, 4, 5]) {
    const fc1 = order.slice(0, units).sort((a, b) => a - b);
    deepEqual(await select({ units }, 0), { fc1 });
  }
});
