/**
 * What one SGD step does, counted from the loops of `lib/kernels/assembly`: multiply-adds, and bytes
 * of values that its instructions load and store, wherever they lie. Rows are counted with their
 * padding, as they are computed; loop counters, addresses and the records of layers are left out.
 *
 * Checked on networks of two and three hidden layers with batches of 5, 7 and 32: Binaryen's pass
 * `instrument-memory` over the compiled kernel counts the same bytes in a step, to the last one. The
 * pass does not see `v128.load32_splat`: it was given a load and a splat instead. Other loops there
 * need other counts here.
 */

/** Amounts of work of one step. */
export type Work = {
  /** A product and a sum that takes it in, of one pair of float32. */
  readonly multiplyAdds: number;
  readonly loaded: number;
  readonly stored: number;
};

/** The parts of a step, in the order of the kernel. */
export type StepWork = {
  readonly firstLayerForward: Work;
  readonly smallLayersForward: Work;
  readonly softmax: Work;
  readonly deltas: Work;
  readonly smallLayersUpdate: Work;
  readonly firstLayerUpdate: Work;
  readonly readingAhead: Work;
};

/** Bytes of a float32, an entry of a sparse row, a row number. */
const WORD = 4;
/** Columns that the registers hold: of a tile of the first layer, of a product of the others. */
const TILE = 20;

/**
 * One step of a network on sparse rows, alone in its cohort and with all neurons trained.
 *
 * @param widths inputs, hidden neurons, classes
 * @param batch samples
 * @param entriesPerSample mean number of a sample's entries, what fills up its groups among them
 */
export function stepWork(
  widths: readonly number[],
  batch: number,
  entriesPerSample: number,
): StepWork {
  const padded = widths.map((width) => Math.ceil(width / 4) * 4);
  /** Pairs of layers of neurons above the inputs, with the padded width of both. */
  const small = widths.slice(2).map((outputs, l) => ({
    inputs: widths[l + 1]!,
    outputs,
    below: padded[l + 1]!,
    width: padded[l + 2]!,
  }));
  const [, columns] = widths as [number, number];
  const first = padded[1]!;
  const tiles = Math.ceil(first / TILE);
  const classes = padded.at(-1)!;
  const entries = Math.round(batch * entriesPerSample);
  return {
    firstLayerForward: sum([
      // An entry and its input for every tile, a row of weights.
      { ...elements(entries, 2 * tiles + first, 0), multiplyAdds: entries * first },
      // Biases; the row number and where the row's entries begin and end; its outputs.
      elements(batch, first + 3 * tiles, first),
      // From the columns of the cohort to the network.
      elements(batch, columns, columns),
    ]),
    smallLayersForward: sum(small.flatMap(({ inputs, below, width }) => [
      elements(batch, below, below), // ReLU
      combine(batch, inputs, width),
      elements(Math.ceil(batch / 2), width, 0), // biases, once for two samples
    ])),
    softmax: sum([
      // Largest, exponential and quotient each read, the last two write; 8 in the exponential.
      { ...elements(batch, 3 * classes, 2 * classes), multiplyAdds: 8 * batch * classes },
      // The exponential's 12 constants, once for four values.
      elements(batch, 12 * classes / 4, 0),
      // The label's own delta; its row number and the label.
      { multiplyAdds: 0, loaded: batch * (2 * WORD + 1), stored: batch * WORD },
    ]),
    deltas: sum(small.flatMap(({ inputs, outputs, below }) => [
      elements(inputs, outputs, outputs), // transposed weights
      combine(batch, outputs, below),
      elements(batch, 2 * below, below), // through the ReLU
    ])),
    smallLayersUpdate: sum([
      ...small.flatMap(({ inputs, width }) => [combine(inputs, batch, width), move(inputs, width)]),
      ...padded.slice(1).map((width) => elements(batch, width, 0)), // sums of the biases' gradients
      ...padded.slice(1).map((width) => elements(1, 0, width)),
      move(1, columns), // the biases of the first layer have no padding of their own
      ...small.map(({ width }) => move(1, width)),
    ]),
    firstLayerUpdate: sum([
      // Deltas times the mask, then from the network to the columns of the cohort.
      elements(batch, 2 * first + columns, first + columns),
      // Deltas; the row number and where the row's entries begin and end.
      elements(batch, first + 3 * tiles, 0),
      { ...elements(entries, 2 * tiles + first, first), multiplyAdds: entries * first },
    ]),
    // Row number, where the row begins and ten of its entries; one word keeps them all from being left out.
    readingAhead: { ...elements(batch, 12, 0), stored: WORD },
  };
}

/** All parts of a step together. */
export function sum(parts: readonly Work[]): Work {
  const total = (of: keyof Work) => parts.reduce((sum, part) => sum + part[of], 0);
  return {
    multiplyAdds: total("multiplyAdds"),
    loaded: total("loaded"),
    stored: total("stored"),
  };
}

/**
 * `lists` weighted sums of `count` rows, two at a time: a row is loaded once for both, and their inputs
 * once for the columns that the registers hold. A last list alone is computed twice.
 */
function combine(lists: number, count: number, width: number): Work {
  const pairs = Math.ceil(lists / 2);
  return {
    multiplyAdds: 2 * pairs * count * width,
    loaded: pairs * count * (2 * Math.ceil(width / TILE) + width) * WORD,
    stored: 2 * pairs * width * WORD,
  };
}

/** A step of `rows` rows of parameters: reads them, their mask and their gradient. */
function move(rows: number, width: number): Work {
  return { ...elements(rows, 3 * width, width), multiplyAdds: rows * width };
}

/** `rows` times so many words read and written. */
function elements(rows: number, read: number, written: number): Work {
  return { multiplyAdds: 0, loaded: rows * read * WORD, stored: rows * written * WORD };
}
