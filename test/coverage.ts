/**
 * How much of lib the tests execute: `deno task test:library` fails below {@link LEAST}. Reads the
 * lcov file that `deno test --coverage=coverage` leaves.
 * @module
 */
import { join, relative } from "node:path";
import { LIB, modulesIn, ROOT } from "./sources.ts";

/** Least share of the lines and of the branches that tests must execute, in percent. */
const LEAST = 97;

/** Modules of lib that are not counted, each with the reason; a folder with all its modules ends in `/`. */
export const EXCLUDED: Readonly<Record<string, string>> = {
  "bundles/bundle.ts": "starts deno bundle: deno task test:notebooks",
  "bundles/worker_scripts.ts": "is run as a part of bundles: deno task test:notebooks",
  "explorer/page/": "runs in a browser: deno task test:notebooks",
  "explorer/analyser.ts": "a worker of the page: deno task test:notebooks",
  "explorer/build.ts": "bundles the page: deno task test:notebooks",
  "explorer/dropped_files.ts": "reads files of the page: deno task test:notebooks",
  "explorer/entry.ts": "runs in a browser: deno task test:notebooks",
  "explorer/no_document.ts": "runs in a browser: deno task test:notebooks",
  "explorer/open.ts": "opens a browser",
  "commands/notebooks.ts": "starts Jupyter: deno task test:notebooks",
  "npm/build.ts": "starts deno bundle: deno task test:notebooks",
  "npm/declarations.ts": "compiles all modules of the package: deno task test:notebooks",
  "npm/document.ts": "is run as a part of the package: deno task test:notebooks",
  "npm/worker.ts": "is run as a part of the package: deno task test:notebooks",
  "npm/workers.ts": "is run as a part of the package: deno task test:notebooks",
  "reports/jupyter/environment.ts": "installs Jupyter: deno task test:notebooks",
  "reports/jupyter/execute.ts": "runs notebooks through the kernel: deno task test:notebooks",
  "reports/jupyter/report.ts": "exports executed notebooks: deno task test:notebooks",
};

/** What tests executed of one file, or of several. */
export interface Coverage {
  readonly lines: readonly [executed: number, all: number];
  readonly branches: readonly [executed: number, all: number];
}

/** The coverage of each file in a text of lcov's format. A branch is executed when any test takes it. */
export function fileCoverage(lcov: string): Map<string, Coverage> {
  const files = new Map<string, Coverage>();
  for (const record of lcov.split("end_of_record")) {
    const path = /^SF:(.+)$/m.exec(record)?.[1];
    if (path === undefined) continue;
    const counts = (pattern: RegExp): [number, number] => {
      const all = [...record.matchAll(pattern)];
      return [all.filter(([, count]) => Number(count) > 0).length, all.length];
    };
    files.set(path, {
      lines: counts(/^DA:\d+,(\d+)/gm),
      branches: counts(/^BRDA:\d+,\d+,\d+,(\d+|-)$/gm),
    });
  }
  return files;
}

/** Sums of files. */
export function totalCoverage(files: Iterable<Coverage>): Coverage {
  const [lines, branches]: [number, number][] = [[0, 0], [0, 0]];
  for (const file of files) {
    lines![0] += file.lines[0];
    lines![1] += file.lines[1];
    branches![0] += file.branches[0];
    branches![1] += file.branches[1];
  }
  return { lines: lines!, branches: branches! };
}

const percent = ([executed, all]: readonly [number, number]) =>
  all === 0 ? 100 : 100 * executed / all;

/** One line on a file: `lines 98.00 %, branches 96.50 %`. */
function words({ lines, branches }: Coverage): string {
  return `lines ${percent(lines).toFixed(2)} %, branches ${percent(branches).toFixed(2)} %`;
}

/** Whether both shares are large enough. */
export function suffices({ lines, branches }: Coverage): boolean {
  return percent(lines) >= LEAST && percent(branches) >= LEAST;
}

/** Whether a source has code, not only types and names from elsewhere. */
export function hasCode(source: string): boolean {
  return /^(?:export )?(?:default )?(?:async )?(?:abstract )?(?:function|class|const|let)\b/m.test(
    source,
  );
}

const isExcluded = (name: string) =>
  Object.keys(EXCLUDED).some((one) => one.endsWith("/") ? name.startsWith(one) : name === one);

if (import.meta.main) {
  const counted = new Map<string, Coverage>();
  const files = fileCoverage(await Deno.readTextFile(join(ROOT, "coverage", "lcov.info")));
  const problems: string[] = [];
  const modules = new Set<string>();
  for await (const path of modulesIn(LIB)) {
    const name = relative(LIB, path);
    if (name.startsWith("kernels/assembly/")) continue;
    modules.add(name);
    const coverage = files.get(path);
    if (isExcluded(name)) continue;
    if (coverage !== undefined) counted.set(name, coverage);
    else if (hasCode(await Deno.readTextFile(path))) problems.push(`no test loads lib/${name}`);
  }
  for (const name of Object.keys(EXCLUDED)) {
    if (![...modules].some((one) => one === name || (name.endsWith("/") && one.startsWith(name)))) {
      problems.push(`there is no lib/${name}, which test/coverage.ts excludes`);
    }
  }
  const total = totalCoverage(counted.values());
  console.log(`lib: ${words(total)}, without ${Object.keys(EXCLUDED).length} files`);
  if (!suffices(total)) {
    problems.push(`at least ${LEAST} % of the lines and branches of lib are to be executed`);
    const missing = ({ branches: [executed, all] }: Coverage) => all - executed;
    const worst = [...counted].sort(([, a], [, b]) => missing(b) - missing(a)).slice(0, 10);
    for (const [name, coverage] of worst) problems.push(`lib/${name}: ${words(coverage)}`);
  }
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) Deno.exit(1);
}
