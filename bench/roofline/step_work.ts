/**
 * What one SGD step does, counted from the loops of `lib/kernels/assembly`: multiply-adds, and bytes of values that its
 * instructions load and store, wherever they are. Rows are counted with their padding, as they are computed; loop
 * counters, addresses and the records of layers are left out.
 *
 * Checked with Binaryen's pass `instrument-memory` over the compiled kernel: on networks of two and three
 * hidden layers, of 8 to 100 neurons, with batches of 5, 7 and 32, and on networks of one and two convolutions with
 * batches of 3 to 64, it counts the same bytes in a step, to the last one. The pass does not see some vector
 * instructions (`load32_splat`, `load32_zero`, `store32_lane`), for which it was given loads and stores of as many bytes,
 * nor what `memory.fill` writes. Other loops there need other counts here.
 */

/** Amounts of work of one step. */
export type Work = {
  /** A product and a sum that takes it in, of one pair of float32. */
  readonly multiplyAdds: number;
  readonly loaded: number;
  readonly stored: number;
};

/** The parts of a step, in the order of the kernel. */
export type StepWork = Readonly<Record<string, Work>>;

/** Bytes of a float32, an entry of a sparse row, a row number. */
const WORD = 4;
/** Columns that the registers hold: of a tile of the first layer, of a product of the others. */
const TILE = 20;
/** Columns left for which a product takes four lists at a time. */
const NARROW = 8;

export const padded = (width: number) => Math.ceil(width / 4) * 4;

/**
 * One step of a dense network on sparse rows, alone in its cohort and with all neurons trained.
 *
 * @param widths inputs, hidden neurons, classes
 * @param batch samples
 * @param entriesPerSample mean number of a sample's entries, what fills up its groups among them
 */
export function denseStepWork(
  widths: readonly number[],
  batch: number,
  entriesPerSample: number,
): StepWork {
  const columns = widths[1]!;
  const first = padded(columns);
  const tiles = Math.ceil(first / TILE);
  const entries = Math.round(batch * entriesPerSample);
  const { forward, softmax, deltas, update } = denseLayersWork(widths.slice(1), batch);
  return {
    firstLayerForward: sum([
      // An entry and its input for every tile, a row of weights.
      { ...elements(entries, 2 * tiles + first, 0), multiplyAdds: entries * first },
      // Biases; the row number and where the row's entries begin and end; its outputs.
      elements(batch, first + 3 * tiles, first),
      // From the columns of the cohort to the network.
      elements(batch, columns, columns),
    ]),
    otherLayersForward: forward,
    softmax,
    deltas,
    otherLayersUpdate: sum([
      update,
      // The biases of the first layer: sums of gradients, and a step without padding.
      elements(batch, first, 0),
      elements(1, 0, first),
      move(1, columns),
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

/**
 * The layers of a step that have values of a layer before them.
 *
 * @param widths values before the first of them, then their outputs
 * @param blocks blocks of the first values: the pixels after a convolution, otherwise 1
 */
export function denseLayersWork(
  widths: readonly number[],
  batch: number,
  blocks = 1,
): Readonly<Record<"forward" | "softmax" | "deltas" | "update", Work>> {
  const layers = widths.slice(1).map((outputs, l) => ({
    inputs: widths[l]!,
    outputs,
    below: padded(widths[l]!),
    width: padded(outputs),
    blocks: l === 0 ? blocks : 1,
  }));
  const classes = padded(widths.at(-1)!);
  return {
    forward: sum(layers.flatMap(({ inputs, below, width }) => [
      elements(batch, below, below), // ReLU
      combine(batch, inputs, width),
      elements(lists(batch, width), 1, 0), // biases
    ])),
    softmax: sum([
      // Largest, difference, exponential, sum and quotient each read, three of them write; 8 in the exponential.
      { ...elements(batch, 5 * classes, 3 * classes), multiplyAdds: 8 * batch * classes },
      // The exponential's 12 constants, once for four values.
      elements(batch, 12 * classes / 4, 0),
      // The label's own delta; its row number and the label.
      { multiplyAdds: 0, loaded: batch * (2 * WORD + 1), stored: batch * WORD },
    ]),
    deltas: sum(layers.flatMap(({ inputs, outputs, below }) => [
      elements(inputs, outputs, outputs), // transposed weights
      combine(batch, outputs, below),
      elements(batch, 2 * below, below), // through the ReLU
    ])),
    update: sum(layers.flatMap(({ inputs, width, blocks }) => [
      ...Array.from({ length: blocks }, () => combine(inputs / blocks, batch, width)),
      move(inputs, width),
      elements(batch, width, 0), // sums of the biases' gradients
      elements(1, 0, width),
      move(1, width),
    ])),
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
 * `count` lists of weighted sums of `rows` rows: two lists at a time, four in the last columns where these are few. A row
 * is loaded once for lists that are computed together, their inputs once for the columns that the registers hold. A last
 * list alone is computed twice.
 */
function combine(count: number, rows: number, width: number): Work {
  const whole = Math.floor(width / TILE) * TILE;
  const rest = width - whole;
  const fours = rest > 0 && rest <= NARROW ? Math.floor(count / 4) : 0;
  const pairs = Math.ceil(count / 2);
  /** Groups of `size` lists on `columns` columns. */
  const groups = (number: number, size: number, columns: number): Work => ({
    multiplyAdds: number * size * rows * columns,
    loaded: number * rows * (size + columns) * WORD,
    stored: number * size * columns * WORD,
  });
  return sum([
    ...Array.from({ length: whole / TILE }, () => groups(pairs, 2, TILE)),
    ...(rest > 0 ? [groups(fours, 4, rest), groups(pairs - 2 * fours, 2, rest)] : []),
  ]);
}

/** Starting values that {@link combine} reads for `count` lists: a last list alone is computed twice. */
function lists(count: number, width: number): number {
  return 2 * Math.ceil(count / 2) * width;
}

/** A step of `rows` rows of parameters: reads them, their mask and their gradient. */
export function move(rows: number, width: number): Work {
  return { ...elements(rows, 3 * width, width), multiplyAdds: rows * width };
}

/** `rows` times so many words read and written. */
export function elements(rows: number, read: number, written: number): Work {
  return { multiplyAdds: 0, loaded: rows * read * WORD, stored: rows * written * WORD };
}
