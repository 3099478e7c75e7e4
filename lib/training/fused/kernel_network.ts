/**
 * Networks in the memory of the kernel: their first layers together, so that the kernel reads every input
 * once for many networks, and the other layers of each network; rows are padded to vectors of four values.
 */
import type { KernelMemory } from "../../kernels/fused_kernel.ts";
import type { LayerParameters, NetworkParameters } from "../../models/parameters.ts";
import type { UnitTreatment } from "../trainer.ts";
import { trainsIncoming, trainsOutgoing } from "../treatment.ts";
import type { CompactNetwork } from "./compaction.ts";

export const FLOAT = 4;

/** The next multiple of 4. */
export function padded(width: number): number {
  return Math.ceil(width / 4) * 4;
}

/**
 * Floats of a row of so many columns. Rows that begin at multiples of 1,024 bytes would share a few lines of the
 * first-level cache: with 1,024 columns a step takes twice as long.
 */
export function rowWidth(columns: number): number {
  const width = padded(columns);
  return width > 0 && width % 256 === 0 ? width + 4 : width;
}

/** `rows × columns` values with every row padded, by default with zeros. */
export function padRows(
  values: Float32Array,
  rows: number,
  columns: number,
  padding = 0,
): Float32Array {
  const width = rowWidth(columns);
  const result = new Float32Array(rows * width).fill(padding);
  for (let row = 0; row < rows; row++) {
    result.set(values.subarray(row * columns, (row + 1) * columns), row * width);
  }
  return result;
}

/** `rows × columns` values without the padding of their rows. */
export function unpadRows(values: Float32Array, rows: number, columns: number): Float32Array {
  const width = rowWidth(columns);
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
    const [network] = networks;
    // Dense layers take images as rows of numbers.
    this.inputs = network ? network.blocks[0]! * network.widths[0]! : 0;
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

/** A dense layer to be placed. Its inputs are units in blocks: after a convolution a block is a pixel. */
export interface DenseLayer {
  readonly blocks: number;
  /** Units of a block, and how many of them the kernel has memory for. */
  readonly inputs: number;
  readonly stride: number;
  readonly outputs: number;
  /** Units of a block from the first on whose outgoing weights are trained. */
  readonly updatedInputs: number;
  readonly treatments: readonly UnitTreatment[];
  readonly biased: boolean;
  readonly isLast: boolean;
  /** Absent for a first layer, whose weights lie elsewhere. */
  readonly parameters?: LayerParameters;
}

/** The dense layer `l` of a network; the kernel has memory for `stride` units of a block before it. */
export function denseLayer(network: CompactNetwork, l: number, stride: number): DenseLayer {
  const { blocks, widths, treatments, biased, parameters } = network;
  const before = treatments[l - 1];
  return {
    blocks: blocks[l]!,
    inputs: widths[l]!,
    stride,
    outputs: widths[l + 1]!,
    updatedInputs: before?.filter((one) => trainsOutgoing(one)).length ?? stride,
    treatments: treatments[l]!,
    biased: biased[l]!,
    isLast: l === parameters.length - 1,
    parameters: parameters[l]!,
  };
}

/** A dense layer in memory. */
export class PlacedLayer {
  /** The fields of its record. */
  readonly record: readonly number[];
  /** Floats for the gradient of a block of its weights, or of its biases. */
  readonly gradientSize: number;
  readonly #memory: KernelMemory;
  readonly #layer: DenseLayer;
  readonly #weights: number;
  readonly #biases: number;

  /** Puts a layer into memory, with space for batches of up to `maxBatch` samples. */
  constructor(memory: KernelMemory, layer: DenseLayer, maxBatch: number) {
    const { blocks, stride, outputs, treatments, biased, isLast, parameters } = layer;
    const width = rowWidth(outputs);
    const trained = treatments.map((treatment) => trainsIncoming(treatment));
    const outgoing = treatments.map((one) => biased && trainsOutgoing(one));
    const mask = (flags: boolean[]) =>
      memory.copyIn(padRows(Float32Array.from(flags, Number), 1, outputs));
    const padding = isLast ? -Infinity : 0;
    this.#memory = memory;
    this.#layer = layer;
    this.gradientSize = width * (parameters ? Math.max(1, stride) : 1);
    this.#weights = parameters ? memory.copyIn(paddedBlocks(layer, parameters.weights)) : 0;
    this.#biases = parameters ? memory.copyIn(padRows(parameters.biases, 1, outputs, padding)) : 0;
    this.record = [
      blocks * stride,
      outputs,
      width,
      padded(trained.lastIndexOf(true) + 1),
      blocks,
      layer.updatedInputs,
      this.#weights,
      this.#biases,
      parameters ? memory.allocate(outputs * rowWidth(blocks * stride) * FLOAT) : 0,
      mask(trained),
      mask(outgoing),
      // The padding of the first layer is written here only.
      memory.copyIn(new Float32Array(maxBatch * width).fill(padding)),
      memory.allocate(maxBatch * width * FLOAT),
    ];
  }

  /** A copy of its current parameters. */
  parameters(): LayerParameters {
    const { blocks, stride, inputs, outputs } = this.#layer;
    const width = rowWidth(outputs);
    const weights = new Float32Array(blocks * inputs * outputs);
    for (let block = 0; block < blocks; block++) {
      const rows = this.#memory.floats(
        this.#weights + block * stride * width * FLOAT,
        inputs * width,
      );
      weights.set(unpadRows(rows, inputs, outputs), block * inputs * outputs);
    }
    return { weights, biases: this.#memory.floats(this.#biases, outputs) };
  }
}

/** Weights with padded rows, and rows of zeros for units that are memory alone. */
function paddedBlocks(
  { blocks, stride, inputs, outputs }: DenseLayer,
  weights: Float32Array,
): Float32Array {
  const width = rowWidth(outputs);
  const result = new Float32Array(blocks * stride * width);
  for (let block = 0; block < blocks; block++) {
    const own = weights.subarray(block * inputs * outputs, (block + 1) * inputs * outputs);
    result.set(padRows(own, inputs, outputs), block * stride * width);
  }
  return result;
}

/** The address of the record of a network, whose first layer has its weights elsewhere. */
export function placeNetwork(
  memory: KernelMemory,
  layers: readonly PlacedLayer[],
  { all, own }: NetworkColumns = { all: [], own: 0 },
): number {
  const first = memory.copyIn(Uint32Array.from(layers.flatMap(({ record }) => record)));
  const gradient = memory.allocate(FLOAT * Math.max(...layers.map((one) => one.gradientSize)));
  const others = memory.copyIn(Uint32Array.from(all.slice(own)));
  return memory.copyIn(
    Uint32Array.from([layers.length, first, gradient, all[0] ?? 0, own, others]),
  );
}

/** A network that the kernel can train as one of a cohort. */
export class KernelNetwork {
  /** The address of its record. */
  readonly address: number;
  /** All layers but the first. */
  readonly #layers: readonly PlacedLayer[];

  /** Puts `network` into memory, with space for batches of up to `maxBatch` samples. */
  constructor(
    memory: KernelMemory,
    network: CompactNetwork,
    columns: NetworkColumns,
    maxBatch: number,
  ) {
    const layers = network.parameters.map((_, l) => {
      const { parameters, ...layer } = denseLayer(network, l, network.widths[l]!);
      const own = l === 0 ? layer : { ...layer, parameters: parameters! };
      return new PlacedLayer(memory, own, maxBatch);
    });
    this.#layers = layers.slice(1);
    this.address = placeNetwork(memory, layers, columns);
  }

  /** A copy of the current parameters of all layers but the first. */
  parameters(): LayerParameters[] {
    return this.#layers.map((layer) => layer.parameters());
  }
}
