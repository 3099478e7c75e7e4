/** Many or long columns for measurements. */
import type { Variables } from "../lib/information/mod.ts";
import { inSharedMemory } from "../lib/system/workers/in_parallel.ts";

/** Signals that columns share. */
const SIGNALS = 8;

/**
 * Columns of signals and noise in float32, in shared memory, as a reader gives them, and a label of ten classes.
 * From a generator that is fast and good enough for this: there may be 500 million numbers.
 */
export function wideColumns(samples: number, count: number) {
  let state = 7;
  const uniform = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const noise = () => uniform() + uniform() + uniform() - 1.5;
  const drawn = () => Float32Array.from({ length: samples }, noise);
  const signals = Array.from({ length: SIGNALS }, drawn);
  const columns = Array.from({ length: count }, (_, index) => {
    const weights = signals.map(() => uniform() * uniform() - 0.25);
    const values = inSharedMemory(new Float32Array(samples));
    for (let row = 0; row < samples; row++) {
      let value = noise();
      for (let k = 0; k < SIGNALS; k++) value += weights[k]! * signals[k]![row]!;
      values[row] = value;
    }
    return { index, name: `x${index}`, values };
  });
  const variables: Variables = {
    samples,
    columns,
    variables: columns.map(({ index, name }) => ({ index, name, columns: [index] })),
    leftOut: [],
    overwritable: true,
  };
  const labels = Float64Array.from(
    { length: samples },
    (_, row) => {
      const level = 5 + 3 * (signals[0]![row]! + signals[1]![row]! / 2 + noise() / 3);
      return Math.floor(Math.max(0, Math.min(9, level)));
    },
  );
  return { variables, labels };
}
