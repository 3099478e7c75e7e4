/**
 * What one SGD step does, counted from the loops of `lib/kernels/assembly`: multiply-adds, and bytes
 * of values that its instructions load and store, wherever they lie. Rows are counted with their
 * padding, as they are computed; loop counters, addresses and the records of layers are left out.
 *
 * Checked once: Binaryen's pass `instrument-memory` over the compiled kernel counts the same bytes in a
 * step, to the last one. Other loops there need other counts here.
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

/**
 * One step of a network on sparse rows, all neurons trained.
 *
 * @param widths inputs, hidden neurons, classes
 * @param batch samples
 * @param nonzeros mean number of entries of a sample
 */
export function stepWork(widths: readonly number[], batch: number, nonzeros: number): StepWork {
  const padded = widths.map((width) => Math.ceil(width / 4) * 4);
  /** Pairs of layers of neurons above the inputs, with the padded width of both. */
  const small = widths.slice(2).map((outputs, l) => ({
    inputs: widths[l + 1]!,
    outputs,
    below: padded[l + 1]!,
    width: padded[l + 2]!,
  }));
  const first = padded[1]!;
  const classes = padded.at(-1)!;
  const entries = Math.round(batch * nonzeros);
  return {
    firstLayerForward: sum([
      { multiplyAdds: entries * first, loaded: entries * (2 + first) * WORD, stored: 0 },
      // Biases; where a row's entries begin and end; its outputs.
      elements(batch, first + 3, first),
    ]),
    smallLayersForward: sum(small.flatMap(({ inputs, below, width }) => [
      elements(batch, below, below), // ReLU
      combine(batch, inputs, width),
      elements(batch / 2, width, 0), // biases, once for two samples
    ])),
    softmax: sum([
      // Largest, exponential and quotient each read, the last two write; 8 in the exponential.
      { ...elements(batch, 3 * classes, 2 * classes), multiplyAdds: 8 * batch * classes },
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
      ...padded.slice(1).flatMap((width) => [
        elements(batch, width, 0), // the sum of the biases' gradient
        elements(1, 0, width),
        move(1, width),
      ]),
    ]),
    firstLayerUpdate: sum([
      {
        multiplyAdds: entries * first,
        loaded: entries * (2 + first) * WORD,
        stored: entries * first * WORD,
      },
      // Deltas times the mask, then read; where a row's entries begin and end.
      elements(batch, 3 * first + 3, first),
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

/** `lists` weighted sums of `count` rows, two at a time: a row is loaded once for both. */
function combine(lists: number, count: number, width: number): Work {
  return {
    multiplyAdds: lists * count * width,
    loaded: (lists / 2) * count * (2 + width) * WORD,
    stored: lists * width * WORD,
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
