/** Invented networks and activations for tests of strategies. */
import { discreteTarget, type FeatureMatrix } from "../../lib/information/mod.ts";
import {
  initialParameters,
  type LayerParameters,
  mlp,
  type NetworkSpec,
} from "../../lib/models/mod.ts";
import {
  deriveSeed,
  type RandomSource,
  randomSource,
  uniform,
} from "../../lib/system/random/mod.ts";
import type { KeptNeurons, SelectionSubject } from "../../lib/selection/mod.ts";

/** Rows of samples as a matrix. */
export function layerOf(rows: readonly (readonly number[])[]): FeatureMatrix {
  return {
    samples: rows.length,
    variables: rows[0]!.length,
    values: Float64Array.from(rows.flat()),
  };
}

/** A network of random parameters with the given layers; what `retrain` returns is up to `kept` alone. */
export function subjectOf(
  layers: readonly FeatureMatrix[],
  labels: readonly number[],
  { seed = 1, ...given }: Partial<SelectionSubject> & { seed?: number } = {},
): SelectionSubject {
  const spec: NetworkSpec = mlp([5, ...layers.map(({ variables }) => variables), 3]);
  const draw = (...path: string[]) =>
    initialParameters(spec, "default", randomSource(deriveSeed(seed, ...path)));
  return {
    spec,
    initial: draw("initial"),
    final: draw("final"),
    layers,
    target: discreteTarget(labels),
    retrain: (kept) => Promise.resolve(draw("retrained", JSON.stringify(kept))),
    ...given,
  };
}

/** Neurons that mix a few signals, one of which depends on the class, with noise of their own. */
function mixedLayer(width: number, labels: readonly number[], random: RandomSource): FeatureMatrix {
  const centred = () => uniform(random) - 0.5;
  const mixing = Array.from({ length: width * 4 }, centred);
  return layerOf(labels.map((label) => {
    const signals = [label * 0.4 + centred(), centred(), centred(), centred()];
    return Array.from(
      { length: width },
      (_, j) =>
        signals.reduce((sum, signal, i) => sum + signal * mixing[j * 4 + i]!, 0) + 0.4 * centred(),
    );
  }));
}

/** A subject whose layers hold some structure, with nothing degenerate. */
export function toySubject(
  { widths = [7, 5], samples = 240, seed = 1, ...given }:
    & Partial<SelectionSubject>
    & { widths?: readonly number[]; samples?: number; seed?: number } = {},
): SelectionSubject {
  const random = randomSource(seed);
  const labels = Array.from({ length: samples }, (_, i) => i % 3);
  const layers = widths.map((width) => mixedLayer(width, labels, random));
  return subjectOf(layers, labels, { seed, ...given });
}

/** The same subject, and the kept neurons of every call of its `retrain`. */
export function recorded(subject: SelectionSubject): {
  subject: SelectionSubject;
  calls: KeptNeurons[];
} {
  const calls: KeptNeurons[] = [];
  const retrain = (kept: KeptNeurons) => {
    calls.push(kept);
    return subject.retrain(kept);
  };
  return { subject: { ...subject, retrain }, calls };
}

/** For each hidden layer, the old index of each new neuron. */
export type NeuronOrders = readonly (readonly number[])[];

/** The same network with its hidden neurons in another order. */
export function reordered(subject: SelectionSubject, orders: NeuronOrders): SelectionSubject {
  const inOrder = (parameters: readonly LayerParameters[]): LayerParameters[] =>
    parameters.map(({ weights, biases }, l) => {
      const width = biases.length;
      const all = (count: number) => Array.from({ length: count }, (_, i) => i);
      const inputs = orders[l - 1] ?? all(weights.length / width);
      const outputs = orders[l] ?? all(width);
      return {
        weights: Float32Array.from(
          inputs.flatMap((i) => outputs.map((j) => weights[i * width + j]!)),
        ),
        biases: Float32Array.from(outputs, (j) => biases[j]!),
      };
    });
  const layers = subject.layers.map(({ samples, variables, values }, l) =>
    layerOf(Array.from(
      { length: samples },
      (_, row) => orders[l]!.map((old) => values[row * variables + old]!),
    ))
  );
  const oldNeurons = (kept: KeptNeurons) =>
    kept.map((layer, l) => layer.map((neuron) => orders[l]![neuron]!).sort((a, b) => a - b));
  return {
    ...subject,
    layers,
    initial: inOrder([...subject.initial]),
    final: inOrder([...subject.final]),
    retrain: async (kept) => inOrder([...await subject.retrain(oldNeurons(kept))]),
  };
}
