/**
 * Feature maps as blocks: `deno task bench:maps`. With names, such as `ladder`, it measures these alone and writes no
 * results. All have 10,000 samples.
 *
 * - `components`: four principal components of each of 16 maps of 32 × 32 values, on one core.
 * - `covariance`: ranks and covariance of 512 maps of four components each, on two cores.
 * - `ladder`: all sizes of 64 maps of four components with labels, by the ladder search, on two cores.
 */
import { analyse } from "../lib/analysis/mod.ts";
import { ColumnThreads } from "../lib/information/column_threads.ts";
import { mapComponents, type Variables } from "../lib/variables/mod.ts";
import { randomSource } from "../lib/system/random/mod.ts";
import { median, writeResults } from "./harness.ts";
import { wideColumns } from "./wide_columns.ts";

const SAMPLES = 10_000;
const WORKERS = 2;

/** Columns in blocks, and labels. */
function blocksOf(maps: number, columnsPerMap: number) {
  const { variables: all, labels } = wideColumns(SAMPLES, maps * columnsPerMap);
  const variables: Variables = {
    samples: SAMPLES,
    columns: all.columns,
    variables: Array.from({ length: maps }, (_, index) => ({
      index,
      name: `x${index}`,
      columns: Array.from({ length: columnsPerMap }, (_, at) => index * columnsPerMap + at),
    })),
    leftOut: [],
  };
  return { variables, labels };
}

interface Case {
  /** Seconds that it may take. */
  readonly target?: number;
  readonly rounds: number;
  readonly run: () => Promise<unknown>;
}

const CASES: Readonly<Record<string, () => Case>> = {
  components: () => {
    const { variables } = blocksOf(16, 1024);
    return {
      rounds: 1,
      run: () => Promise.resolve(mapComponents(4).group(variables, randomSource(1))),
    };
  },
  covariance: () => {
    const { variables } = blocksOf(512, 4);
    return {
      target: 8,
      rounds: 3,
      run: async () => {
        using threads = new ColumnThreads({ workers: WORKERS });
        const columns = await threads.scored(variables.columns, "average", false);
        await threads.covariance({ ...variables, columns });
      },
    };
  },
  ladder: () => {
    const { variables, labels } = blocksOf(64, 4);
    return {
      target: 120,
      rounds: 1,
      run: () =>
        analyse(variables, labels, { search: "ladder", workers: WORKERS, maxSeconds: Infinity }),
    };
  },
};

const asked = Deno.args;
for (const name of asked) {
  if (Object.hasOwn(CASES, name)) continue;
  console.error(`There is no case "${name}"; the cases are ${Object.keys(CASES).join(", ")}`);
  Deno.exit(2);
}

const results: { name: string; seconds: number; target: number | null }[] = [];
for (const [name, make] of Object.entries(CASES)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const { target = null, rounds, run } = make();
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await run();
    taken.push((performance.now() - started) / 1000);
  }
  results.push({ name, seconds: median(taken), target });
}
console.table(Object.fromEntries(results.map(({ name, seconds, target }) => [name, {
  "seconds": seconds.toFixed(2),
  "at most": target ?? "",
}])));
if (asked.length === 0) await writeResults("maps", { unit: "s", samples: SAMPLES, results });
