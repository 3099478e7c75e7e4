import { deepStrictEqual as deepEqual } from "node:assert/strict";
import {
  classGaussians,
  copulaNormalise,
  copulaNormaliseWithinClasses,
  mixtureMutualInformation,
  modelMutualInformation,
} from "../../lib/information/mod.ts";
import { miMixture, miModel } from "../../lib/selection/mod.ts";
import { layerOf, rowsOf, subjectOf, toySubject } from "./toy_subject.ts";

const subject = toySubject();
const { activations: layers, target } = subject;

/** The `size` best positions, ascending. */
function best(scores: readonly number[], size: number): number[] {
  const order = scores.map((score, neuron) => ({ score, neuron }))
    .sort((a, b) => b.score - a.score);
  return order.slice(0, size).map(({ neuron }) => neuron).sort((a, b) => a - b);
}

const estimates = {
  model: layers.map((layer) => {
    const gaussians = classGaussians(copulaNormalise(layer), target);
    return layer.variables.map((_, j) => modelMutualInformation(gaussians, j));
  }),
  mixture: layers.map((layer) => {
    const placed = copulaNormaliseWithinClasses(layer, target, { scaling: "robust" });
    const gaussians = classGaussians(placed, target);
    return layer.variables.map((_, j) => mixtureMutualInformation(gaussians, j));
  }),
};

for (
  const [strategy, scores] of [[miModel, estimates.model], [miMixture, estimates.mixture]] as const
) {
  Deno.test(`${strategy.name} keeps the neurons with the largest I(x; y)`, async () => {
    const select = strategy.prepare(subject);
    for (const size of [1, 2, 3, 4, 5]) {
      deepEqual(
        await select({ units: size }, 0),
        { fc1: best(scores[0]!, size), fc2: best(scores[1]!, size) },
        `size ${size}`,
      );
    }
  });

  Deno.test(`${strategy.name}: constant, non-finite and duplicate neurons come last, by index`, async () => {
    const [layer] = toySubject({ widths: [2] }).activations;
    const rows = rowsOf(layer!).map(([a, b]) => [0, NaN, a!, 3 * a!, b!]);
    const degenerate = subjectOf([layerOf(rows)], [...target.classes]);
    const select = strategy.prepare(degenerate);
    deepEqual(await select({ units: 2 }, 0), { fc1: [2, 4] });
    deepEqual(await select({ units: 3 }, 0), { fc1: [0, 2, 4] });
    deepEqual(await select({ units: 4 }, 0), { fc1: [0, 1, 2, 4] });
  });
}

Deno.test("a neuron that is constant within a class has no scaling in a mixture and comes last", async () => {
  const labels = [...target.classes];
  const [layer] = toySubject({ widths: [3] }).activations;
  // Neuron 0 tells class 0 exactly.
  const rows = rowsOf(layer!).map(([first, ...others], row) => [
    labels[row] === 0 ? 100 : first!,
    ...others,
  ]);
  const partly = subjectOf([layerOf(rows)], labels);
  deepEqual(await miModel.prepare(partly)({ units: 1 }, 0), { fc1: [0] });
  deepEqual(await miMixture.prepare(partly)({ units: 2 }, 0), { fc1: [1, 2] });
});
