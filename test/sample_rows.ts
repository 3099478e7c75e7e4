/** Samples as rows that can be compared. */
import type { Samples } from "../lib/data/dataset.ts";

/** Every sample with its label, as text. */
export function sampleRows({ inputs, labels, features, count }: Samples): string[] {
  return Array.from(
    { length: count },
    (_, row) => `${labels[row]} ${inputs.subarray(row * features, (row + 1) * features)}`,
  );
}
