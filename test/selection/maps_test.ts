/** Strategies, treatments and ablation of networks whose units are maps, with several columns each. */
import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
  ok,
  strictEqual as equal,
} from "node:assert/strict";
import { discreteTarget, targetInformation } from "../../lib/information/mod.ts";
import {
  activations,
  convolutional,
  evaluate,
  initialParameters,
  type LayerParameters,
  type NetworkParameters,
} from "../../lib/models/mod.ts";
import {
  ablate,
  amongTrained,
  type KeptUnits,
  miMixture,
  miModel,
  randomLiveUnits,
  type SelectionSubject,
  STRATEGIES,
  treatmentsOf,
} from "../../lib/selection/mod.ts";
import { neuronInformation } from "../../lib/selection/ranked_strategy.ts";
import { layerExtremes } from "../../lib/selection/selector.ts";
import { deriveSeed, randomSource } from "../../lib/system/random/mod.ts";
import { layerVariables } from "../../lib/variables/mod.ts";
import { imagesOf } from "../toy_images.ts";

// 96 inputs: more than the 48 columns of conv1, so that none depends linearly on others.
const input = { height: 4, width: 4, channels: 6 };
const spec = convolutional(input, [3, 4], [5, 4]);
const UNITS = { conv1: 3, conv2: 4, fc1: 5 };
const samples = imagesOf(input, 600, "pixels");
const draw = (...path: string[]) =>
  initialParameters(spec, "default", randomSource(deriveSeed(1, ...path)));

const variablesOf = (parameters: NetworkParameters) =>
  activations(spec, parameters, samples).slice(0, 3).map(layerVariables);

function subjectOf(final: NetworkParameters): SelectionSubject {
  return {
    spec,
    initial: draw("initial"),
    final,
    activations: variablesOf(final),
    target: discreteTarget([...samples.labels]),
    retrain: (kept) => Promise.resolve(draw("retrained", JSON.stringify(kept))),
  };
}

/** Biases are positive: a map without inputs, but with its bias, hands something on. */
const final: NetworkParameters = draw("final").map(({ weights, biases }) => ({
  weights,
  biases: biases.map(Math.abs),
}));
const subject = subjectOf(final);

for (const name of STRATEGIES.names) {
  Deno.test(`${name}: keeps as many maps as asked for, ascending`, async () => {
    const select = STRATEGIES.get(name).prepare(subject);
    for (const units of [1, 2, 4]) {
      const kept = await select({ units }, 3);
      deepEqual(
        Object.entries(kept).map(([layer, own]) => [layer, own.length]),
        Object.entries(UNITS).map(([layer, all]) => [layer, Math.min(units, all)]),
      );
      for (const own of Object.values(kept)) deepEqual(own, [...own].sort((a, b) => a - b));
    }
  });
}

/** The network with the maps of conv1 in another order, given by their old index. */
function reordered([conv1, conv2, ...others]: NetworkParameters, order: readonly number[]) {
  const units = order.length;
  const weights = conv1!.weights.map((_, at) =>
    conv1!.weights[at - at % units + order[at % units]!]!
  );
  const next = conv2!.biases.length;
  const outgoing = conv2!.weights.map((_, at) => {
    const [row, unit] = [Math.floor(at / next), at % next];
    return conv2!.weights[(row - row % units + order[row % units]!) * next + unit]!;
  });
  const biases = Float32Array.from(order, (old) => conv1!.biases[old]!);
  return [{ weights, biases }, { ...conv2!, weights: outgoing }, ...others];
}

Deno.test("the order of maps makes no difference to what is kept", async () => {
  const order = [2, 0, 1];
  const turned = subjectOf(reordered(final, order));
  for (const name of ["synergy", "redundancy", "mi-model", "mi-mixture", "magnitude"] as const) {
    const strategy = STRATEGIES.get(name);
    const { conv1: kept } = await strategy.prepare(subject)({ units: 2 }, 0);
    const { conv1: found } = await strategy.prepare(turned)({ units: 2 }, 0);
    deepEqual(found!.map((unit) => order[unit]!).sort(), kept, name);
  }
});

/** The subject with constant values in place of some columns of conv1. */
function flattened(columns: readonly number[]): SelectionSubject {
  const [conv1, ...others] = subject.activations;
  const dead = new Float32Array(samples.count).fill(-1);
  const changed = conv1!.columns.map((column, at) =>
    columns.includes(at) ? { ...column, values: dead } : column
  );
  return { ...subject, activations: [{ ...conv1!, columns: changed }, ...others] };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

Deno.test("the information of a map is that of all its columns that can be analysed", async () => {
  // Map 0 loses 4 of its 16 columns, map 1 all of them.
  const partly = flattened([...range(0, 4), ...range(16, 32)]);
  const columns = partly.activations[0]!.columns;
  const informationOf = (own: number[]) =>
    targetInformation(
      { samples: samples.count, columns: own.map((at) => columns[at]!) },
      partly.target,
      [own.map((_, at) => at)],
    ).information[0]!;
  const [first, third] = [informationOf(range(4, 16)), informationOf(range(32, 48))];
  deepEqual(neuronInformation(partly, "model")["conv1"], [first, -Infinity, third]);
  const select = miModel.prepare(partly);
  deepEqual((await select({ units: 1 }, 0)).conv1, first > third ? [0] : [2]);
  deepEqual((await select({ units: 2 }, 0)).conv1, [0, 2]);
});

Deno.test("a map whose columns go together within a class has no mixture and comes last", async () => {
  const [conv1, ...others] = subject.activations;
  // In class 0 the second column of map 0 is twice the first one.
  const [first, second, ...rest] = conv1!.columns;
  const values = second!.values.map((value, row) =>
    samples.labels[row] === 0 ? 2 * first!.values[row]! : value
  );
  const columns = [first!, { ...second!, values }, ...rest];
  const partly = { ...subject, activations: [{ ...conv1!, columns }, ...others] };
  const { conv1: scores } = neuronInformation(partly, "mixture");
  equal(scores![0], -Infinity);
  ok(scores!.slice(1).every(Number.isFinite));
  deepEqual((await miMixture.prepare(partly)({ units: 2 }, 0)).conv1, [1, 2]);
  ok(neuronInformation(partly, "model")["conv1"]!.every(Number.isFinite));
});

Deno.test("a search takes maps with a column that can be analysed, the others are kept last", async () => {
  const partly = flattened([...range(0, 4), ...range(16, 32)]);
  const [conv1] = await layerExtremes.exact(partly);
  deepEqual(conv1!.neurons, [0, 2]);
  deepEqual(conv1!.degenerate, [1]);
  for (const name of ["synergy", "redundancy", "complement"] as const) {
    const select = STRATEGIES.get(name).prepare(partly);
    deepEqual((await select({ units: 2 }, 0)).conv1, [0, 2]);
    deepEqual((await select({ units: 3 }, 0)).conv1, [0, 1, 2]);
  }
});

Deno.test("a map is live where one of its pixels is", async () => {
  const [conv1, ...others] = subject.activations;
  // Map 0 is active in all pixels on 5 of 600 samples, map 1 in two pixels on 3 each, map 2 in one pixel on 6.
  const active = (at: number): [number, number] =>
    at < 16 ? [0, 5] : at === 20 ? [0, 3] : at === 30 ? [100, 103] : at === 40 ? [0, 6] : [0, 0];
  const columns = conv1!.columns.map((column, at) => {
    const [from, to] = active(at);
    return {
      ...column,
      values: column.values.map((_, row) => row >= from && row < to ? 1 : -1 - row),
    };
  });
  const some = { ...subject, activations: [{ ...conv1!, columns }, ...others] };
  const select = randomLiveUnits.prepare(some);
  for (let seed = 0; seed < 10; seed++) {
    deepEqual((await select({ units: 2 }, seed)).conv1, [1, 2]);
  }
});

/** The network without a map or a neuron: what leads to it is zero, by hand. */
function without(
  parameters: NetworkParameters,
  layer: number,
  unit: number,
  bias: boolean,
): LayerParameters[] {
  const changed = structuredClone(parameters) as LayerParameters[];
  const { weights, biases } = changed[layer]!;
  for (let at = unit; at < weights.length; at += biases.length) weights[at] = 0;
  if (!bias) biases[unit] = 0;
  return changed;
}

Deno.test("an ablation is the evaluation of the network with its maps set to zero", () => {
  const losses = [evaluate(spec, final, samples).loss];
  for (const keepBias of [false, true]) {
    const cases: [KeptUnits, [number, number][]][] = [
      [{ conv1: [0, 2] }, [[0, 1]]],
      [{ conv1: [1] }, [[0, 0], [0, 2]]],
      [{ conv2: [0, 1, 3] }, [[1, 2]]],
      [{ conv1: [0, 2], conv2: [1, 2], fc1: [0, 1, 2, 4] }, [[0, 1], [1, 0], [1, 3], [2, 3]]],
    ];
    for (const [kept, removed] of cases) {
      const byHand = removed.reduce(
        (layers, [layer, unit]) => without(layers, layer, unit, keepBias),
        final,
      );
      const found = ablate(spec, final, kept, samples, { keepBias });
      deepEqual(found, evaluate(spec, byHand, samples));
      losses.push(found.loss);
    }
  }
  // All of these differ, or the comparisons would say little.
  equal(new Set(losses).size, 9);
  deepEqual(ablate(spec, final, {}, samples), evaluate(spec, final, samples));
});

Deno.test("a removed map without activation function hands on its bias, with and without pooling", () => {
  for (const pooling of ["max", "none"] as const) {
    const layers = spec.layers.map((layer) =>
      layer.kind === "convolution" ? { ...layer, pooling, activation: "none" as const } : layer
    );
    const linear = { input, layers };
    const parameters = initialParameters(linear, "default", randomSource(3));
    const kept = { conv1: [0, 1], conv2: [0, 1, 2] };
    const byHand = without(without(parameters, 0, 2, true), 1, 3, true);
    deepEqual(
      ablate(linear, parameters, kept, samples, { keepBias: true }),
      evaluate(linear, byHand, samples),
    );
    ok(parameters[0]!.biases[2] !== 0);
  }
});

Deno.test("treatments and parameters among trained ones go by maps", () => {
  const kept = { conv1: [0, 2], conv2: [1, 2, 3] };
  deepEqual(treatmentsOf(spec, kept, { removal: "frozen" }), {
    conv1: ["trained", "frozen", "trained"],
    conv2: ["frozen", "trained", "trained", "trained"],
  });
  const initial = draw("initial");
  const found = amongTrained(spec, kept, initial, final);
  const isKept = [[true, false, true], [false, true, true, true], Array<boolean>(5).fill(true), [
    true,
    true,
    true,
    true,
  ]];
  found.forEach(({ weights, biases }, l) => {
    const units = biases.length;
    const before = isKept[l - 1] ?? [true];
    weights.forEach((weight, at) => {
      const [from, to] = [Math.floor(at / units) % before.length, at % units];
      const source = before[from]! && isKept[l]![to]! ? initial : final;
      equal(weight, source[l]!.weights[at]);
    });
    biases.forEach((bias, j) => equal(bias, (isKept[l]![j]! ? initial : final)[l]!.biases[j]));
  });
  notDeepEqual(found, initial);
});
