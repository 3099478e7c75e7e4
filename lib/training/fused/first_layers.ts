/**
 * The first layers of a cohort, side by side in the memory of the kernel, so that it reads every input
 * once for many networks.
 * @module
 */
import type { KernelMemory } from "../../kernels/mod.ts";
import type { LayerParameters, NetworkParameters } from "../../models/parameters.ts";
import { trainsOutgoing } from "../treatment.ts";
import type { CompactNetwork } from "./compaction.ts";
import { FLOAT } from "./padding.ts";

/** Vectors of four columns in a tile, as in `assembly/layout.ts`. */
const TILE = 5;

/** Where a network's neurons are among the columns. */
export interface NetworkColumns {
  /** The first of those that are its own, and how many there are. */
  readonly first: number;
  readonly own: number;
  /** Those of its frozen neurons, in the order of computation. */
  readonly others: readonly number[];
}

/**
 * Places the first layers of `networks`. Neurons that are trained in any way get a column each;
 * frozen ones share it with those of other networks that start from the same parameters.
 */
export class FirstLayers {
  /** Columns of each network. */
  readonly columns: readonly NetworkColumns[];
  /** Vectors of four columns in all, and those from the first on that are trained. */
  readonly vectors: number;
  readonly updated: number;
  /** Addresses. */
  readonly weights: number;
  readonly biases: number;
  readonly #memory: KernelMemory;
  readonly #inputs: number;

  constructor(memory: KernelMemory, networks: readonly CompactNetwork[]) {
    this.#memory = memory;
    this.#inputs = networks[0]?.widths[0] ?? 0;
    const own = networks.map(({ treatments }) =>
      treatments[0]!.filter((treatment) => trainsOutgoing(treatment)).length
    );
    const trained = own.reduce((sum, count) => sum + count, 0);
    this.updated = Math.ceil(trained / 4);

    const shared = new Map<NetworkParameters, Map<number, number>>();
    let next = 4 * this.updated;
    const columnOfFrozen = ({ initial }: CompactNetwork, neuron: number): number => {
      const known = shared.get(initial) ?? new Map<number, number>();
      shared.set(initial, known);
      const column = known.get(neuron) ?? next++;
      known.set(neuron, column);
      return column;
    };
    let first = 0;
    this.columns = networks.map((network, n) => {
      const frozen = network.firstNeurons.slice(own[n]!);
      const others = frozen.map((neuron) => columnOfFrozen(network, neuron));
      const columns = { first, own: own[n]!, others };
      first += own[n]!;
      return columns;
    });
    this.vectors = Math.ceil(next / 4);

    const weights = new Float32Array(this.#inputs * 4 * this.vectors);
    const biases = new Float32Array(4 * this.vectors);
    networks.forEach(({ parameters: [layer] }, n) =>
      this.#columnsOf(n).forEach((column, j, all) => {
        biases[column] = layer!.biases[j]!;
        this.#positions(column, (position, i) => {
          weights[position] = layer!.weights[i * all.length + j]!;
        });
      })
    );
    this.weights = memory.place(weights);
    this.biases = memory.place(biases);
  }

  /** A copy of the first layer of every network as it is now. */
  parameters(): LayerParameters[] {
    const weights = this.#memory.floats(this.weights, this.#inputs * 4 * this.vectors);
    const biases = this.#memory.floats(this.biases, 4 * this.vectors);
    return this.columns.map((_, n) => {
      const columns = this.#columnsOf(n);
      const found = new Float32Array(this.#inputs * columns.length);
      columns.forEach((column, j) =>
        this.#positions(column, (position, i) => {
          found[i * columns.length + j] = weights[position]!;
        })
      );
      return { weights: found, biases: Float32Array.from(columns, (column) => biases[column]!) };
    });
  }

  /** Bytes of one row of values, and of one row of deltas. */
  get rowBytes(): { readonly values: number; readonly deltas: number } {
    return { values: 4 * this.vectors * FLOAT, deltas: 4 * this.updated * FLOAT };
  }

  /** The columns of network `n`, in the order of its computation. */
  #columnsOf(n: number): number[] {
    const { first, own, others } = this.columns[n]!;
    return [...Array.from({ length: own }, (_, j) => first + j), ...others];
  }

  /** Calls `use` with the position of every input's weight in `column`. */
  #positions(column: number, use: (position: number, input: number) => void): void {
    const tile = Math.floor(column / (4 * TILE));
    const width = 4 * Math.min(TILE, this.vectors - TILE * tile);
    const from = this.#inputs * 4 * TILE * tile + column % (4 * TILE);
    for (let i = 0; i < this.#inputs; i++) use(from + i * width, i);
  }
}
