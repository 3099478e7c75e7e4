/** Fractions of a factorial design: which levels of several axes are run together. */

/** An axis, as far as a design needs it. */
export interface DesignAxis {
  /** Its name. */
  readonly name: string;
  /** Number of its levels. */
  readonly levels: number;
}

/**
 * A regular fraction over the two elements 0 and 1: of 2^p runs, numbered from 0, run r has at an axis of 2^m levels the
 * level whose m bits are the parities of r AND each of the axis's generators.
 */
export interface Fraction {
  /** Number of runs, a power of 2. */
  readonly runs: number;
  /** By axis, one generator for each bit of a level: an integer from 1 to runs − 1. */
  readonly generators: Readonly<Record<string, readonly number[]>>;
}

/** A design cannot be made. */
export class DesignError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "DesignError";
}

/** All combinations of levels; the last axis changes fastest. */
export function fullDesign(axes: readonly DesignAxis[]): number[][] {
  return axes.reduce<number[][]>(
    (runs, { levels }) =>
      runs.flatMap((run) => Array.from({ length: levels }, (_, level) => [...run, level])),
    [[]],
  );
}

const parity = (bits: number): 0 | 1 => {
  let value = bits;
  for (let shift = 16; shift > 0; shift >>= 1) value ^= value >>> shift;
  return (value & 1) as 0 | 1;
};

/**
 * The runs of a fraction: of each the levels of the axes. Any two axes have each pair of levels equally often
 * (strength 2).
 *
 * @throws DesignError for a number of runs that is no power of 2 from 2 to 65,536, an axis without as many generators as its
 *   levels have bits, generators out of range, and axes whose pairs of levels do not occur equally often
 */
export function fractionOf(
  axes: readonly DesignAxis[],
  { runs, generators }: Fraction,
): number[][] {
  if (!Number.isSafeInteger(Math.log2(runs)) || runs < 2 || runs > 65_536) {
    throw new DesignError(`A fraction has 2, 4, 8, … or 65536 runs, got ${runs}`);
  }
  const unknown = Object.keys(generators).find((name) => axes.every((axis) => axis.name !== name));
  if (unknown !== undefined) {
    throw new DesignError(`There are generators of "${unknown}", which is no axis`);
  }
  for (const { name, levels } of axes) {
    const bits = Math.log2(levels);
    const own = generators[name] ?? [];
    if (!Number.isSafeInteger(bits) || levels < 2) {
      throw new DesignError(
        `In a fraction, an axis has 2, 4, 8, … levels; "${name}" has ${levels}`,
      );
    }
    if (own.length !== bits) {
      throw new DesignError(
        `The axis "${name}" of ${levels} levels needs ${bits} generators, got ${own.length}`,
      );
    }
    const wrong = own.find((one) => !Number.isSafeInteger(one) || one < 1 || one >= runs);
    if (wrong !== undefined) {
      throw new DesignError(
        `Generators are integers from 1 to ${runs - 1}; an axis "${name}" has ${wrong}`,
      );
    }
    if (spanOf(own).includes(0)) {
      throw new DesignError(`The generators of "${name}" depend on each other: levels are missing`);
    }
  }
  for (const [at, { name }] of axes.entries()) {
    for (const { name: other } of axes.slice(0, at)) {
      const own = new Set(spanOf(generators[other]!));
      if (spanOf(generators[name]!).some((one) => own.has(one))) {
        throw new DesignError(
          `Pairs of levels of "${other}" and "${name}" do not occur equally often: their generators have a sum in common`,
        );
      }
    }
  }
  return Array.from(
    { length: runs },
    (_, run) =>
      axes.map(({ name }) =>
        generators[name]!.reduce((level, mask, bit) => level + (parity(run & mask) << bit), 0)
      ),
  );
}

/** The sums (exclusive or) of all non-empty sets of generators: each is one contrast of the axis. */
function spanOf(generators: readonly number[]): number[] {
  return generators.reduce<number[]>(
    (sums, one) => [...sums, one, ...sums.map((sum) => sum ^ one)],
    [],
  );
}

/** Pairs of axes whose interaction is mixed up with the main effect of an axis. */
export interface Confounding {
  /** The axis of the main effect. */
  readonly axis: string;
  /** The axes of the interaction. */
  readonly pair: readonly [string, string];
}

/** The interactions of two axes that a fraction cannot tell from the main effect of a third one. */
export function confoundedPairs(
  axes: readonly DesignAxis[],
  { generators }: Fraction,
): Confounding[] {
  const spans = new Map(axes.map(({ name }) => [name, spanOf(generators[name]!)]));
  return axes.flatMap(({ name }) => {
    const own = new Set(spans.get(name)!);
    return axes.flatMap(({ name: first }, at) =>
      axes.slice(0, at).flatMap(({ name: second }): Confounding[] => {
        if (first === name || second === name) return [];
        const isMixed = spans.get(first)!.some((a) =>
          spans.get(second)!.some((b) => own.has(a ^ b))
        );
        return isMixed ? [{ axis: name, pair: [second, first] }] : [];
      })
    );
  });
}

/**
 * Pairs of interactions of two axes that share a contrast, so that a fraction cannot tell them from each other; each pair once.
 */
export function aliasedInteractions(
  axes: readonly DesignAxis[],
  { generators }: Fraction,
): (readonly [string, string])[][] {
  const spans = axes.map(({ name }) => ({ name, span: spanOf(generators[name]!) }));
  const all = spans.flatMap((second, at) =>
    spans.slice(0, at).map((first) => ({
      pair: [first.name, second.name] as const,
      contrasts: new Set(first.span.flatMap((a) => second.span.map((b) => a ^ b))),
    }))
  );
  return all.flatMap(({ pair, contrasts }, at) =>
    all.slice(0, at).filter((other) => !other.contrasts.isDisjointFrom(contrasts))
      .map((other) => [other.pair, pair])
  );
}
