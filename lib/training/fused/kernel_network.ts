/**
 * Networks in the memory of the kernel: their first layers together, so that the kernel reads every input
 * once for many networks, and the other layers of each network; rows are padded to vectors of four values.
 */
import type { KernelMemory } from "../../kernels/fused_kernel.ts";
import type { LayerParameters, NetworkParameters } from "../../models/parameters.ts";
import { trainsIncoming, trainsOutgoing } from "../treatment.ts";
import type { CompactNetwork } from "./compaction.ts";

export const FLOAT = 4;

/** The next multiple of 4. */
export function padded(width: number): number {
  return Math.ceil(width / 4) * 4;
}

/** `rows × columns` values with every row padded, by default with zeros. */
export function padRows(
  values: Float32Array,
  rows: number,
  columns: number,
  padding = 0,
): Float32Array {
  const width = padded(columns);
  const result = new Float32Array(rows * width).fill(padding);
  for (let row = 0; row < rows; row++) {
    result.set(values.subarray(row * columns, (row + 1) * columns), row * width);
  }
  return result;
}

/** `rows × columns` values without the padding of their rows. */
export function unpadRows(values: Float32Array, rows: number, columns: number): Float32Array {
  const width = padded(columns);
  const result = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    result.set(values.subarray(row * width, row * width + columns), row * columns);
  }
  return result;
}

/** Vectors of four columns in a tile, as in `assembly/layout.ts`. */
const TILE = 5;

/** The columns of a network's neurons. */
export interface NetworkColumns {
  /** The columns of all neurons, in the order of computation: adjacent ones of its own, then shared ones. */
  readonly all: readonly number[];
  /** Number of its own columns. */
  readonly own: number;
}

/**
 * Puts the first layers of `networks` into memory. Neurons that are trained in any way get a column each;
 * frozen ones share a column with those of other networks with the same initial parameters.
 */
export class FirstLayers {
  /** Columns of each network. */
  readonly columns: readonly NetworkColumns[];
  /** Number of vectors of four columns, and number of those, from the first on, that are trained. */
  readonly vectors: number;
  readonly updated: number;
  /** Addresses. */
  readonly weights: number;
  readonly biases: number;
  readonly #memory: KernelMemory;
  readonly inputs: number;

  constructor(memory: KernelMemory, networks: readonly CompactNetwork[]) {
    this.#memory = memory;
    this.inputs = networks[0]?.widths[0] ?? 0;
    const own = networks.map(({ treatments }) =>
      treatments[0]!.filter((treatment) => trainsOutgoing(treatment)).length
    );
    const trained = own.reduce((sum, count) => sum + count, 0);
    this.updated = Math.ceil(trained / 4);

    /** By initial parameters: the shared column of each frozen neuron. */
    const shared = new Map<NetworkParameters, number[]>();
    let next = 4 * this.updated;
    let first = 0;
    this.columns = networks.map(({ firstNeurons, initial }, n) => {
      const columnOf = shared.get(initial) ?? [];
      shared.set(initial, columnOf);
      const all = firstNeurons.map((neuron, at) =>
        at < own[n]! ? first++ : columnOf[neuron] ??= next++
      );
      return { all, own: own[n]! };
    });
    this.vectors = Math.ceil(next / 4);

    const weights = new Float32Array(this.inputs * 4 * this.vectors);
    const biases = new Float32Array(4 * this.vectors);
    networks.forEach(({ parameters: [layer] }, n) => {
      const { all } = this.columns[n]!;
      all.forEach((column, j) => biases[column] = layer!.biases[j]!);
      this.#positions(all).forEach((position, at) => weights[position] = layer!.weights[at]!);
    });
    this.weights = memory.copyIn(weights);
    this.biases = memory.copyIn(biases);
  }

  /** A copy of the current first layer of every network. */
  parameters(): LayerParameters[] {
    const weights = this.#memory.floats(this.weights, this.inputs * 4 * this.vectors);
    const biases = this.#memory.floats(this.biases, 4 * this.vectors);
    return this.columns.map(({ all }) => ({
      weights: Float32Array.from(this.#positions(all), (position) => weights[position]!),
      biases: Float32Array.from(all, (column) => biases[column]!),
    }));
  }

  /** Positions of the weights of `columns`: input by input, as in {@link LayerParameters}. */
  #positions(columns: readonly number[]): number[] {
    const starts = columns.map((column) => {
      const tile = Math.floor(column / (4 * TILE));
      const width = 4 * Math.min(TILE, this.vectors - TILE * tile);
      return { width, first: this.inputs * 4 * TILE * tile + column % (4 * TILE) };
    });
    return Array.from({ length: this.inputs }, (_, i) => i)
      .flatMap((i) => starts.map(({ first, width }) => first + i * width));
  }
}

/** Addresses and shape of one layer's parameters. */
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

  /** Puts `network` into memory, with space for batches of up to `maxBatch` samples. */
  constructor(
    memory: KernelMemory,
    network: CompactNetwork,
    columns: NetworkColumns,
    maxBatch: number,
  ) {
    this.#memory = memory;
    const last = network.parameters.length - 1;
    const layers = network.parameters.map(({ weights, biases }, l) => {
      const inputs = network.widths[l]!;
      const outputs = network.widths[l + 1]!;
      const width = padded(outputs);
      const treatments = network.treatments[l]!;
      const trained = treatments.map((treatment) => trainsIncoming(treatment));
      const outgoing = treatments.map((one) => network.biased[l]! && trainsOutgoing(one));
      const mask = (flags: boolean[]) => padRows(Float32Array.from(flags, Number), 1, outputs);
      const placed = {
        inputs,
        outputs,
        weights: l === 0 ? 0 : memory.copyIn(padRows(weights, inputs, outputs)),
        biases: l === 0 ? 0 : memory.copyIn(padRows(biases, 1, outputs, paddingOf(l === last))),
      };
      const record = [
        inputs,
        outputs,
        width,
        padded(trained.lastIndexOf(true) + 1),
        1,
        l === 0 ? inputs : network.treatments[l - 1]!.filter((one) => trainsOutgoing(one)).length,
        placed.weights,
        placed.biases,
        l === 0 ? 0 : memory.allocate(outputs * padded(inputs) * FLOAT),
        memory.copyIn(mask(trained)),
        memory.copyIn(mask(outgoing)),
        // The padding of the first layer is written here only.
        memory.copyIn(new Float32Array(maxBatch * width).fill(paddingOf(l === last))),
        memory.allocate(maxBatch * width * FLOAT),
      ];
      return { placed, record };
    });
    this.#layers = layers.slice(1).map(({ placed }) => placed);
    const first = memory.copyIn(Uint32Array.from(layers.flatMap(({ record }) => record)));
    // Gradients: a row for the biases, and the whole matrix of weights, except those of the first layer.
    const sizes = network.widths.slice(1).map((width, l) =>
      padded(width) * (l === 0 ? 1 : Math.max(1, network.widths[l]!))
    );
    const gradient = memory.allocate(Math.max(...sizes) * FLOAT);
    const { all, own } = columns;
    const others = memory.copyIn(Uint32Array.from(all.slice(own)));
    this.address = memory.copyIn(
      Uint32Array.from([layers.length, first, gradient, all[0] ?? 0, own, others]),
    );
  }

  /** A copy of the current parameters of all layers but the first. */
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

/** The padding of a row of pre-activations: logits without any share in the softmax. */
function paddingOf(isLast: boolean): number {
  return isLast ? -Infinity : 0;
}
