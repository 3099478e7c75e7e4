import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import type { NetworkParameters } from "../../lib/models/mod.ts";
import { iterativeMagnitude, type KeptUnits } from "../../lib/selection/mod.ts";
import { incomingNorms } from "../../lib/selection/ranked_strategy.ts";
import { inOrder, recorded, toySubject } from "./toy_subject.ts";

const widthsOf = (calls: readonly KeptUnits[]) =>
  calls.map((kept) => inOrder(kept).map((layer) => layer.length));

Deno.test("from 20 neurons: 16, 13, 11, 9, 8, 7, 6, 5, 4, 3, 2, each trained once for all sizes", async () => {
  const { subject, calls } = recorded(toySubject({ widths: [20, 20], samples: 60 }));
  const select = iterativeMagnitude.prepare(subject);
  for (const size of [18, 16, 14]) await select({ units: size }, 0);
  deepEqual(widthsOf(calls), [[16, 16]]);
  const sizes = [2, 4, 6, 8, 10, 12, 20];
  const found = await Promise.all(sizes.map((size) => select({ units: size }, 0)));
  deepEqual(widthsOf(found), sizes.map((size) => [size, size]));
  deepEqual(
    widthsOf(calls).toSorted((a, b) => b[0]! - a[0]!),
    [16, 13, 11, 9, 8, 7, 6, 5, 4, 3].map((size) => [size, size]),
  );
  await iterativeMagnitude.prepare(subject)({ units: 2 }, 1);
  equal(calls.length, 10, "another selector of the same subject shares the trainings");
});

/** The definition, layer by layer, with every training done anew. */
async function plainPruning(
  subject: Parameters<typeof iterativeMagnitude.prepare>[0],
  sizes: readonly number[],
): Promise<{ kept: KeptUnits; trained: KeptUnits[] }> {
  const names = subject.spec.layers.map(({ name }) => name);
  const named = (layers: readonly (readonly number[])[]): KeptUnits =>
    Object.fromEntries(layers.map((layer, l) => [names[l]!, layer]));
  let kept = subject.activations.map(({ variables }) => [...Array(variables.length).keys()]);
  const trained: KeptUnits[] = [];
  let parameters: NetworkParameters = subject.final;
  while (kept.some((layer, l) => layer.length !== sizes[l])) {
    kept = kept.map((layer, l) => {
      const norms = incomingNorms(subject.spec, parameters)[names[l]!]!;
      const rest = [...layer];
      for (let drops = Math.max(1, Math.floor(rest.length / 5)); drops > 0; drops--) {
        if (rest.length === sizes[l]) break;
        const smallest = rest.reduce((least, one) => norms[one]! <= norms[least]! ? one : least);
        rest.splice(rest.indexOf(smallest), 1);
      }
      return rest;
    });
    if (kept.every((layer, l) => layer.length === sizes[l])) break;
    trained.push(named(kept));
    parameters = await subject.retrain(named(kept));
  }
  return { kept: named(kept), trained };
}

Deno.test("layers of different widths: each stops at its size and waits", async () => {
  for (const [units, widths] of [[2, [12, 4]], [7, [20, 8]], [3, [3, 12]], [4, [9, 9]]] as const) {
    const toy = toySubject({ widths, samples: 60 });
    const expected = await plainPruning(toy, [units, units]);
    const { subject, calls } = recorded(toy);
    deepEqual(await iterativeMagnitude.prepare(subject)({ units }, 0), expected.kept);
    deepEqual(calls, expected.trained);
  }
});

Deno.test("a neuron that was dropped never comes back, whatever its weights", async () => {
  const { subject, calls } = recorded(toySubject({ widths: [12, 10], samples: 60 }));
  const final = await iterativeMagnitude.prepare(subject)({ units: 1 }, 0);
  [...calls, final].reduce((before, after) => {
    for (const name of ["fc1", "fc2"]) {
      ok(after[name]!.every((neuron) => before[name]!.includes(neuron)));
    }
    return after;
  });
});

Deno.test("a failed re-training and a wrong shape reject; an abort stops between rounds", async () => {
  const toy = toySubject({ widths: [12, 10], samples: 60 });
  const select = (changes: Partial<typeof toy>) =>
    iterativeMagnitude.prepare({ ...toy, ...changes })({ units: 3 }, 0);
  const failure = new Error("out of memory");
  await rejects(select({ retrain: () => Promise.reject(failure) }), failure);
  await rejects(
    select({ retrain: (kept) => toy.retrain(kept).then((layers) => layers.slice(1)) }),
    { name: "NetworkError" },
  );
  const controller = new AbortController();
  const reason = new Error("enough");
  let trainings = 0;
  const retrain = (kept: KeptUnits) => {
    if (++trainings === 2) controller.abort(reason);
    return toy.retrain(kept);
  };
  await rejects(select({ retrain, signal: controller.signal }), reason);
  equal(trainings, 2);
});

Deno.test("a layer that loses no units is whole in every training, and is not named", async () => {
  const toy = toySubject({ widths: [12, 10], samples: 60, layers: ["fc2"] });
  const { subject, calls } = recorded(toy);
  const kept = await iterativeMagnitude.prepare(subject)({ units: 6 }, 0);
  deepEqual(Object.keys(kept), ["fc2"]);
  deepEqual(widthsOf(calls), [[8], [7]]);
});
