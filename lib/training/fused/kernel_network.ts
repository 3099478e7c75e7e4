/**
 * A network in the memory of the kernel.
 * @module
 */
import type { KernelMemory } from "../../kernels/mod.ts";
import type { LayerParameters } from "../../networks/parameters.ts";
import { trainsIncoming, trainsOutgoing } from "../treatment.ts";
import type { CompactNetwork } from "./compaction.ts";

/** Where one layer's parameters lie, and their shape. */
interface PlacedLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: number;
  readonly biases: number;
}

/** A network that the kernel can train. */
export class KernelNetwork {
  /** The address of its record. */
  readonly address: number;
  readonly #memory: KernelMemory;
  readonly #layers: readonly PlacedLayer[];

  /** Places `network`, with room for batches of up to `room` samples. */
  constructor(memory: KernelMemory, network: CompactNetwork, room: number) {
    this.#memory = memory;
    const records: number[] = [];
    const last = network.parameters.length - 1;
    this.#layers = network.parameters.map(({ weights, biases }, l) => {
      const inputs = network.widths[l]!;
      const outputs = network.widths[l + 1]!;
      const width = padded(outputs);
      const layer = {
        inputs,
        outputs,
        weights: memory.place(pad(weights, inputs, outputs)),
        biases: memory.place(pad(biases, 1, outputs, l === last ? -Infinity : 0)),
      };
      const treatments = network.treatments[l]!;
      const trained = treatments.map((treatment) => trainsIncoming(treatment));
      const outgoing = treatments.map((treatment) => trainsOutgoing(treatment));
      const trainedBiases = l < last || network.outputBias ? outgoing : [];
      const mask = (flags: readonly boolean[]) => memory.place(pad(flags, 1, outputs));
      records.push(
        inputs,
        outputs,
        width,
        padded(trained.lastIndexOf(true) + 1),
        l === 0
          ? inputs
          : network.treatments[l - 1]!.findLastIndex((one) => trainsOutgoing(one)) + 1,
        layer.weights,
        layer.biases,
        l === 0 ? 0 : memory.allocate(outputs * padded(inputs) * FLOAT),
        mask(trained),
        mask(trainedBiases),
        memory.allocate(room * width * FLOAT),
        memory.allocate(room * width * FLOAT),
      );
      return layer;
    });
    const first = memory.place(Uint32Array.from(records));
    // Biases need a row of it, weights of all layers but the first their whole matrix.
    const sizes = network.widths.slice(1).map((width, l) =>
      padded(width) * (l === 0 ? 1 : Math.max(1, network.widths[l]!))
    );
    const gradient = memory.allocate(Math.max(...sizes) * FLOAT);
    this.address = memory.place(Uint32Array.from([this.#layers.length, first, room, gradient]));
  }

  /** A copy of the parameters as they are now. */
  parameters(): LayerParameters[] {
    return this.#layers.map(({ inputs, outputs, weights, biases }) => ({
      weights: this.#read(weights, inputs, outputs),
      biases: this.#read(biases, 1, outputs),
    }));
  }

  /** `rows × columns` values without the padding of their rows. */
  #read(address: number, rows: number, columns: number): Float32Array {
    const width = padded(columns);
    const values = this.#memory.floats(address, rows * width);
    const result = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      result.set(values.subarray(row * width, row * width + columns), row * columns);
    }
    return result;
  }
}

/** Bytes of a float32. */
const FLOAT = 4;

/** The next multiple of 4: whole SIMD vectors. */
function padded(width: number): number {
  return Math.ceil(width / 4) * 4;
}

/** `rows × columns` values with every row padded, by zeros if nothing else is said. */
function pad(
  values: Float32Array | readonly boolean[],
  rows: number,
  columns: number,
  padding = 0,
): Float32Array {
  const width = padded(columns);
  const result = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < width; column++) {
      result[row * width + column] = column < columns
        ? Number(values[row * columns + column] ?? 0)
        : padding;
    }
  }
  return result;
}
