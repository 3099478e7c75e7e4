/** All parts of the soak, in workers. */
import { inParallel, pauseEvery } from "../../lib/system/workers/in_parallel.ts";
import { WorkerPool } from "../../lib/system/workers/mod.ts";
import { boundedCoverage, coverageParts, type CoverageSummary } from "./coverage.ts";
import { type Bounded, type Part, SEED } from "./part.ts";
import { boundedRejections, rejectionParts, type RejectionSummary } from "./rejections.ts";

/** What the repetitions of a part show. */
type Summary = CoverageSummary | RejectionSummary;

/** All parts. */
export const PARTS: readonly Part<Summary>[] = [
  ...coverageParts(2000),
  ...coverageParts(500),
  ...rejectionParts(),
];

/**
 * What written results are made with. The revision is to be raised when the simulations change: parts that another
 * revision has finished are not taken.
 */
export const SETTINGS = { revision: 1, seed: SEED, repetitions: 1000 } as const;

/** Some repetitions of a part, as they are sent to a worker. */
export interface Batch {
  readonly part: string;
  readonly first: number;
  readonly last: number;
}

/** The numbers of the repetitions `first` to `last` − 1. */
export async function repeat({ part, first, last }: Batch): Promise<(readonly number[])[]> {
  const { repeat } = PARTS.find(({ name }) => name === part)!;
  const pauseIfDue = pauseEvery(50, undefined, () => {});
  const rows: (readonly number[])[] = [];
  for (let repetition = first; repetition < last; repetition++) {
    rows.push(await repeat(repetition));
    await pauseIfDue();
  }
  return rows;
}

/** Repetitions of a batch. */
const BATCH = 5;

/** Repetitions whose numbers are part of the result, so that it can be seen whether the code still gives them. */
const SHOWN = 3;

/** How a part came out. */
export type PartResult = Summary & {
  readonly name: string;
  readonly repetitions: number;
  /** The numbers of the first repetitions. */
  readonly firstRepetitions: number[][];
};

/** The shares of a part that must lie in a range. */
export function boundedIn(part: PartResult): Bounded[] {
  return part.kind === "coverage" ? boundedCoverage(part) : boundedRejections(part);
}

/** The names of shares that do not lie in their ranges. */
export function outsideOf(parts: readonly PartResult[]): string[] {
  return parts.flatMap((part) =>
    boundedIn(part)
      .filter(({ rate: { share }, range: [lowest, highest] }) => share < lowest || share > highest)
      .map(({ name }) => `${part.name}: ${name}`)
  );
}

/** A part with so many repetitions. The result does not depend on the number of workers. */
export async function runPart(
  { name, summary }: Part<Summary>,
  repetitions: number,
  workers: number,
): Promise<PartResult> {
  const batches = Array.from({ length: Math.ceil(repetitions / BATCH) }, (_, at): Batch => (
    { part: name, first: at * BATCH, last: Math.min(repetitions, (at + 1) * BATCH) }
  ));
  using pool = new WorkerPool(new URL("./worker.ts", import.meta.url), { size: workers });
  const rows = (await inParallel(
    batches,
    workers,
    (batch) => workers < 2 ? repeat(batch) : pool.run<(readonly number[])[]>("repeat", batch),
  )).flat();
  return {
    name,
    repetitions,
    ...summary(rows),
    firstRepetitions: rows.slice(0, SHOWN).map((row) => [...row]),
  };
}
