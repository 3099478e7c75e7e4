/**
 * A network in the memory of the kernel, but for the weights of its first layer.
 * @module
 */
import type { KernelMemory } from "../../kernels/mod.ts";
import type { LayerParameters } from "../../models/parameters.ts";
import { trainsIncoming, trainsOutgoing } from "../treatment.ts";
import type { CompactNetwork } from "./compaction.ts";
import type { NetworkColumns } from "./first_layers.ts";
import { FLOAT, padded, padRows, unpadRows } from "./padding.ts";

/** Where one layer's parameters lie, and their shape. */
interface PlacedLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly biases: number;
}

/** A network that the kernel can train as one of a cohort. */
export class KernelNetwork {
  /** The address of its record. */
  readonly address: number;
  readonly #memory: KernelMemory;
  /** All layers but the first. */
  readonly #layers: readonly PlacedLayer[];

  /** Places `network`, with room for batches of up to `room` samples. */
  constructor(
    memory: KernelMemory,
    network: CompactNetwork,
    columns: NetworkColumns,
    room: number,
  ) {
    this.#memory = memory;
    const last = network.parameters.length - 1;
    const layers = network.parameters.map(({ weights, biases }, l) => {
      const inputs = network.widths[l]!;
      const outputs = network.widths[l + 1]!;
      const width = padded(outputs);
      const treatments = network.treatments[l]!;
      const trained = treatments.map((treatment) => trainsIncoming(treatment));
      const outgoing = treatments.map((treatment) => trainsOutgoing(treatment));
      const placed = {
        inputs,
        outputs,
        weights: l === 0 ? 0 : memory.place(padRows(weights, inputs, outputs)),
        biases: l === 0 ? 0 : memory.place(padRows(biases, 1, outputs, paddingOf(l === last))),
      };
      const record = [
        inputs,
        outputs,
        width,
        padded(trained.lastIndexOf(true) + 1),
        l === 0 ? inputs : network.treatments[l - 1]!.filter((one) => trainsOutgoing(one)).length,
        placed.weights,
        placed.biases,
        l === 0 ? 0 : memory.allocate(outputs * padded(inputs) * FLOAT),
        memory.place(padRows(trained, 1, outputs)),
        memory.place(padRows(network.biased[l] ? outgoing : [], 1, outputs)),
        // In the first layer nothing but this writes the padding.
        memory.place(new Float32Array(room * width).fill(paddingOf(l === last))),
        memory.allocate(room * width * FLOAT),
      ];
      return { placed, record };
    });
    this.#layers = layers.slice(1).map(({ placed }) => placed);
    const first = memory.place(Uint32Array.from(layers.flatMap(({ record }) => record)));
    // Biases need a row of it, weights of all layers but the first their whole matrix.
    const sizes = network.widths.slice(1).map((width, l) =>
      padded(width) * (l === 0 ? 1 : Math.max(1, network.widths[l]!))
    );
    const gradient = memory.allocate(Math.max(...sizes) * FLOAT);
    const others = memory.place(Uint32Array.from(columns.others));
    this.address = memory.place(
      Uint32Array.from([layers.length, first, gradient, columns.first, columns.own, others]),
    );
  }

  /** A copy of the parameters of all layers but the first, as they are now. */
  parameters(): LayerParameters[] {
    return this.#layers.map(({ inputs, outputs, weights, biases }) => ({
      weights: this.#read(weights, inputs, outputs),
      biases: this.#read(biases, 1, outputs),
    }));
  }

  #read(address: number, rows: number, columns: number): Float32Array {
    return unpadRows(this.#memory.floats(address, rows * padded(columns)), rows, columns);
  }
}

/** What fills up a row of pre-activations: logits that have no share in the softmax. */
function paddingOf(isLast: boolean): number {
  return isLast ? -Infinity : 0;
}
