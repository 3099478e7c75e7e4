import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { LAYER_REVISION } from "../../../lib/paper/layers/layer.ts";
import { analyseLayer, type LayerSamples } from "../../../lib/paper/mod.ts";
import { discreteTarget, toVariables, type Variables } from "../../../lib/information/mod.ts";
import { randomSource, uniform } from "../../../lib/system/random/mod.ts";
import { variablesOf } from "../../information/reference.ts";

const SAMPLES = 300;
const labels = Array.from({ length: SAMPLES }, (_, i) => i % 3);
const target = discreteTarget(labels);

/** Seven neurons that mix a few signals, one of which depends on the class; column 4 can be dead. */
function samples(seed: number, dead = false): Variables {
  const random = randomSource(seed);
  const centred = () => uniform(random) - 0.5;
  const mixing = Array.from({ length: 7 * 3 }, centred);
  const values = new Float64Array(SAMPLES * 7);
  for (let i = 0; i < SAMPLES; i++) {
    const signals = [labels[i]! * 0.4 + centred(), centred(), centred()];
    for (let j = 0; j < 7; j++) {
      const mixed = signals.reduce((sum, s, at) => sum + s * mixing[j * 3 + at]!, 0);
      const alive = mixed + 0.4 * centred();
      values[i * 7 + j] = dead && j === 4 ? 0 : alive;
    }
  }
  return toVariables({ samples: SAMPLES, variables: 7, values });
}

const analyse = (layer: LayerSamples, seed = 5) =>
  analyseLayer(layer, target, { renamings: 2, random: randomSource(seed) });

Deno.test("golden numbers: when they change, LAYER_REVISION must be raised", async () => {
  equal(LAYER_REVISION, 1);
  const result = await analyse({ layer: "fc1", trained: samples(1), untrained: samples(2) });
  const numbers = [result.exact, result.untrained.greedy, result.encodings.model].flatMap((found) =>
    found.slice(1, 3).flatMap(({ synergy, redundancy }) => [
      Number(synergy.oInformation.toFixed(10)),
      Number(redundancy.oInformation.toFixed(10)),
    ])
  );
  deepEqual(numbers, [
    -0.0243123393,
    0.0908940669,
    -0.0037302559,
    0.1202038464,
    -0.0150265872,
    0.2148486109,
    0.0241777944,
    0.2970365785,
    -0.040759659,
    0.1156183918,
    -0.0161553247,
    0.1440645762,
  ]);
});

Deno.test("a dead neuron is left out, and multiplets keep the neurons' own numbers", async () => {
  const whole = await analyse({ layer: "fc1", trained: samples(1), untrained: samples(2) });
  const result = await analyse({ layer: "fc1", trained: samples(1, true), untrained: samples(2) });
  deepEqual(result.dropped.map(({ neuron }) => neuron), [4]);
  equal(result.neurons, 7);
  deepEqual(result.exact.map(({ size }) => size), [2, 3, 4, 5, 6]);
  deepEqual(result.exact.at(-1)!.synergy.multiplet, [0, 1, 2, 3, 5, 6]);
  deepEqual(
    result.singles.map((single) => single === null),
    [0, 1, 2, 3, 4, 5, 6].map((j) => j === 4),
  );
  deepEqual(result.singles.with(4, whole.singles[4]!), whole.singles);
  equal(whole.dropped.length, 0);
  // What neuron 4 has no part in is the same in both.
  const alike = whole.exact.flatMap(({ synergy, redundancy }, at) =>
    ([[synergy, result.exact[at]?.synergy], [redundancy, result.exact[at]?.redundancy]] as const)
      .filter(([one]) => !one.multiplet.includes(4))
  );
  ok(alike.length > 0);
  for (const [one, other] of alike) {
    deepEqual(other!.multiplet, one.multiplet);
    ok(Math.abs(other!.oInformation - one.oInformation) < 1e-12);
  }
});

Deno.test("a neuron that repeats another one within a class tells nothing in the class-conditional model", async () => {
  const column = (j: number) => [...samples(1).columns[j]!.values];
  // Neuron 5 becomes a copy of neuron 4 in class 2, and has its other values in another order.
  const others = labels.flatMap((label, i) => label === 2 ? [] : i);
  const copied = column(4);
  others.forEach((i, at) => copied[i] = column(4)[others[(at + 1) % others.length]!]!);
  const trained = samples(1);
  trained.columns[5]!.values.set(copied);
  const result = await analyse({ layer: "fc1", trained, untrained: samples(2) });

  deepEqual(result.dropped, []);
  deepEqual(result.singles.flatMap((single, neuron) => single === null ? neuron : []), [5]);
  deepEqual(result.warnings.filter((warning) => warning.startsWith("x5")), [
    "x5: left out of the class-conditional model, the columns before it determine it within class 2",
  ]);
  // The other neurons are known by their own number, not by their place in the model.
  const whole = await analyse({ layer: "fc1", trained: samples(1), untrained: samples(2) });
  deepEqual(result.singles.with(5, whole.singles[5]!), whole.singles);
  for (const [at, { synergy: { multiplet } }] of result.exact.entries()) {
    const alone = multiplet.reduce((sum, neuron) => sum + (result.singles[neuron] ?? 0), 0);
    equal(result.synergyByParts[at]!.alone, alone);
  }
  const all = result.synergyByParts.at(-1)!;
  const six = variablesOf([0, 1, 2, 3, 4, 6].map((j) => column(j)));
  const without = await analyse({ layer: "fc1", trained: six, untrained: samples(2) });
  ok(Math.abs(all.together - without.synergyByParts.at(-1)!.together) < 1e-12);
});

Deno.test("the same seed renames alike, another one otherwise", async () => {
  const layer = { layer: "fc1", trained: samples(1), untrained: samples(2) };
  const first = await analyse(layer);
  deepEqual(await analyse(layer), first);
  ok(
    (await analyse(layer, 6)).renamings[0]![2]!.synergy.oInformation !==
      first.renamings[0]![2]!.synergy.oInformation,
  );
});
