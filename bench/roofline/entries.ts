/** What the training kernel reads of a sample's inputs. */
import type { Samples } from "../../lib/data/mod.ts";

/** Entries that the kernel takes at a time. */
const GROUP = 4;

/** Means over samples. */
export interface EntryCounts {
  /** Inputs that are not 0. */
  readonly nonzeros: number;
  /** Entries of sparse rows: those inputs, and what fills up their groups. */
  readonly entries: number;
}

/** Counts the inputs of all samples. */
export function countEntries({ inputs, count, features }: Samples): EntryCounts {
  let nonzeros = 0;
  let groups = 0;
  for (let row = 0; row < count; row++) {
    let own = 0;
    for (let i = row * features; i < (row + 1) * features; i++) if (inputs[i] !== 0) own++;
    nonzeros += own;
    groups += Math.ceil(own / GROUP);
  }
  return { nonzeros: nonzeros / count, entries: GROUP * groups / count };
}
