/** Invented networks and activations for tests of strategies. */
import { discreteTarget, toVariables, type Variables } from "../../lib/information/mod.ts";
import { initialParameters, type LayerParameters, layersOf, mlp } from "../../lib/models/mod.ts";
import type { KeptUnits, SelectionSubject } from "../../lib/selection/mod.ts";
import { deriveSeed, randomSource } from "../../lib/system/random/mod.ts";
import { mixedSignals } from "../mixed_signals.ts";

/** Rows of samples as a layer. */
export function layerOf(rows: readonly (readonly number[])[]): Variables {
  return toVariables({
    samples: rows.length,
    variables: rows[0]!.length,
    values: Float64Array.from(rows.flat()),
  });
}

/** A layer as rows of samples. */
export function rowsOf({ samples, columns }: Variables): number[][] {
  return Array.from({ length: samples }, (_, row) => columns.map(({ values }) => values[row]!));
}

/** A network of random parameters with the given layers; what `retrain` returns is up to `kept` alone. */
export function subjectOf(
  layers: readonly Variables[],
  labels: readonly number[],
  { seed = 1, ...given }: Partial<SelectionSubject> & { seed?: number } = {},
): SelectionSubject {
  const spec = mlp([5, ...layers.map(({ variables }) => variables.length), 3]);
  const draw = (...path: string[]) =>
    initialParameters(spec, "default", randomSource(deriveSeed(seed, ...path)));
  return {
    spec,
    initial: draw("initial"),
    final: draw("final"),
    activations: layers.map((layer, l) => ({ ...layer, layer: layersOf(spec)[l]!.name })),
    target: discreteTarget(labels),
    retrain: (kept) => Promise.resolve(draw("retrained", JSON.stringify(kept))),
    ...given,
  };
}

/** A subject whose layers hold some structure, with nothing degenerate. */
export function toySubject(
  { widths = [7, 5], samples = 240, seed = 1, ...given }:
    & Partial<SelectionSubject>
    & { widths?: readonly number[]; samples?: number; seed?: number } = {},
): SelectionSubject {
  const random = randomSource(seed);
  const labels = Array.from({ length: samples }, (_, i) => i % 3);
  const layers = widths.map((variables) =>
    toVariables(mixedSignals({ variables, labels, noise: 0.4, random }).features)
  );
  return subjectOf(layers, labels, { seed, ...given });
}

/** The same subject, and the kept neurons of every call of its `retrain`. */
export function recorded(subject: SelectionSubject): {
  subject: SelectionSubject;
  calls: KeptUnits[];
} {
  const calls: KeptUnits[] = [];
  const retrain = (kept: KeptUnits) => {
    calls.push(kept);
    return subject.retrain(kept);
  };
  return { subject: { ...subject, retrain }, calls };
}

/** What is kept in each layer, in the order of the layers. */
export const inOrder = (kept: KeptUnits): (readonly number[])[] => Object.values(kept);

/** For each hidden layer, the old index of each new neuron. */
export type NeuronOrders = readonly (readonly number[])[];

/** Units kept of {@link reordered} networks by their old index. */
export function oldUnits(kept: KeptUnits, orders: NeuronOrders): KeptUnits {
  return Object.fromEntries(
    Object.entries(kept).map(([layer, own], l) => [
      layer,
      own.map((unit) => orders[l]![unit]!).sort((a, b) => a - b),
    ]),
  );
}

/** The same network with its hidden neurons in another order. */
export function reordered(subject: SelectionSubject, orders: NeuronOrders): SelectionSubject {
  const reorder = (parameters: readonly LayerParameters[]): LayerParameters[] =>
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
  const activations = subject.activations.map((layer, l) => ({
    layer: layer.layer,
    ...layerOf(rowsOf(layer).map((row) => orders[l]!.map((old) => row[old]!))),
  }));
  return {
    ...subject,
    activations,
    initial: reorder([...subject.initial]),
    final: reorder([...subject.final]),
    retrain: async (kept) => reorder([...await subject.retrain(oldUnits(kept, orders))]),
  };
}
