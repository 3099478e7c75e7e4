/** What samples and parameters make of the kernel's work. */
import type { Samples } from "../../lib/data/mod.ts";
import { selectSamples } from "../../lib/data/parts.ts";
import { pooled } from "../../lib/models/convolution.ts";
import { activationBlocks, type NetworkParameters } from "../../lib/models/mod.ts";
import { layerShapes, type NetworkSpec } from "../../lib/models/spec.ts";

/** Entries that the kernel takes at a time. */
const GROUP = 4;

/** Means over samples. */
export interface EntryCounts {
  /** Inputs that are not 0. */
  readonly nonzeros: number;
  /** Entries of sparse rows: those inputs, and what fills up their groups. */
  readonly entries: number;
}

/** Counts the inputs of all samples. */
export function countEntries({ inputs, count, features }: Samples): EntryCounts {
  let nonzeros = 0;
  let groups = 0;
  for (let row = 0; row < count; row++) {
    let own = 0;
    for (let i = row * features; i < (row + 1) * features; i++) if (inputs[i] !== 0) own++;
    nonzeros += own;
    groups += Math.ceil(own / GROUP);
  }
  return { nonzeros: nonzeros / count, entries: GROUP * groups / count };
}

/**
 * By convolution: outputs after pooling that are above 0, of all maps, as a mean over the samples `rows`. The backward
 * pass goes through these. The kernel also leaves out those whose delta is 0: none or next to none.
 */
export function countOutputs(
  spec: NetworkSpec,
  parameters: NetworkParameters,
  samples: Samples,
  rows: Uint32Array,
): number[] {
  const shapes = layerShapes(spec);
  const counts = shapes.flatMap(({ spec: { kind } }) => kind === "convolution" ? [0] : []);
  for (const { layers } of activationBlocks(spec, parameters, selectSamples(samples, [...rows]))) {
    for (const l of counts.keys()) {
      const { spec: own, entering } = shapes[l]!;
      if (own.kind !== "convolution") continue;
      for (const value of pooled(own, layers[l]!.postActivations, entering!)) {
        if (value > 0) counts[l]!++;
      }
    }
  }
  return counts.map((count) => count / rows.length);
}
