/** The command line of `analyze`. */
import { readableName } from "../analysis/formats.ts";
import { costText, type RequestWords } from "../search/cost/refusal.ts";
import type { SearchCost, SearchRequest } from "../search/mod.ts";
import { type AnalysisOptions, SEARCH_METHODS } from "../analysis/mod.ts";
import { INFORMATION_UNITS, TARGET_ENCODINGS, TIE_RULES } from "../information/mod.ts";
import { parseWorkers } from "../paper/settings.ts";
import { randomSource } from "../system/random/random.ts";
import type { Output } from "./output.ts";
import { optionsOf, parseIndexLists, parseIndices, parseOptions, UsageError } from "./options.ts";

const RESULT_FORMATS = ["json", "csv", "table"] as const;

export type ResultFormat = typeof RESULT_FORMATS[number];

/** The checked options of `analyze`; without `output`, the result goes to standard output. */
export type AnalyzeRequest = NonNullable<ReturnType<typeof parseAnalyzeOptions>>;

/** Options and the names that they had before, which are still accepted. */
const FORMER_OPTIONS = {
  "labels": "target",
  "label-column": "target-column",
  "label-encoding": "target-encoding",
} as const;

export const ANALYZE_HELP = `\
Usage: deno task analyze --features FILE [--labels FILE] [options]

For each size, finds the sets of variables (multiplets) with the smallest and the largest
O-information. A variable is a column of the features, such as the activations of one neuron. Below 0,
synergy dominates; above 0, redundancy. With --labels, the O-information includes the class label.

  --features FILE          numbers, samples x variables: .npy (float32, float64) or .csv with a header
  --labels FILE            one class label per sample: .npy (integers, booleans) or .csv with a header
  --label-column NAME      column of a .csv file of labels; not needed if the file has one column
  --label-encoding NAME    how the label enters the O-information: ordinal (ranked class numbers),
                           one-hot, class-gaussian (one Gaussian per class) or none (not at all);
                           default ordinal, without --labels none
  --sizes LIST             numbers of variables per multiplet, such as 2-6 or 2,4,6; default: all
                           from 2 on
  --search NAME            exhaustive: compare all multiplets, of the sizes in --sizes or of all
                           sizes; greedy: compare all up to a small size, then add one variable at
                           a time; default exhaustive for up to 20 variables, greedy above
  --exhaustive-up-to K     largest size at which a greedy search compares all multiplets; default 6
  --max-seconds S          refuse a search that is estimated to take longer; default 1800 (30
                           minutes); Infinity: no limit
  --max-bytes B            refuse a search that needs more memory; default half of the machine's
                           memory, or 2147483648 (2 GiB) without --allow-sys; Infinity: no limit
  --workers N              threads for --search exhaustive with --sizes; the result does not depend
                           on N; default one per core if the search takes more than 0.3 s
  --top T                  list the T smallest and the T largest values per size, not one each
  --multiplets "0,1,3;0,2" also measure these multiplets: indices of variables, from 0
  --blocks "0-2;3;4-5"     columns that form one variable together; all other columns are left out,
                           and indices of variables count blocks
  --units NAME             unit of all values: bits (default) or nats
  --no-bias-correction     do not correct entropies for the number of samples
  --ties NAME              ranks of equal values: index (default; by sample order), average or random
  --seed S                 seed for --ties random
  --drop-degenerate        leave out columns that are constant, not finite, copies of other columns
                           or linearly dependent, and list them; without it they are an error
  --format NAME            json (default), csv or table
  --output FILE            write the result to this file, not to standard output
  --help                   print this text

Results list variables by their column in the features, from 0; numbers stay the same if columns are
left out. Exit status: 0 done, 1 the work failed, 2 invalid input or options.`;

/** The checked arguments of `analyze`; `undefined` with `--help`. */
export function parseAnalyzeOptions(args: string[]) {
  const values = parseOptions(args, {
    ...optionsOf("string", "features", "labels", "label-column", "label-encoding"),
    ...optionsOf("string", ...Object.values(FORMER_OPTIONS)),
    ...optionsOf("string", "sizes", "search", "exhaustive-up-to", "max-seconds", "max-bytes"),
    ...optionsOf("string", "workers", "top", "multiplets", "blocks", "units", "ties", "seed"),
    ...optionsOf("string", "format", "output"),
    ...optionsOf("boolean", "no-bias-correction", "drop-degenerate", "help"),
  });
  if (values.help) return undefined;
  const { features, output, sizes, multiplets, blocks, top, workers } = values;
  if (features === undefined) {
    throw new UsageError("analyze needs --features FILE, got none; --help lists all options");
  }
  const [labels, labelColumn, encodingName] = Object.entries(FORMER_OPTIONS).map(
    ([name, former]) => {
      const own = values[name as keyof typeof FORMER_OPTIONS];
      if (own === undefined || values[former] === undefined) return own ?? values[former];
      throw new UsageError(`--${former} is the former name of --${name}: give one of them`);
    },
  );
  if (labelColumn !== undefined && labels === undefined) {
    throw new UsageError("--label-column needs the file that has this column: --labels FILE");
  }
  const encoding = choice("--label-encoding", encodingName, TARGET_ENCODINGS);
  if (encoding !== undefined && encoding !== "none" && labels === undefined) {
    throw new UsageError(`--label-encoding ${encodingName} needs --labels FILE`);
  }
  const asked = choice("--search", values.search, SEARCH_METHODS);
  // For all sizes, the search that the library calls exact is the fastest.
  const search = asked === "exhaustive" && sizes === undefined ? "exact" : asked;
  if (workers !== undefined && search !== "exhaustive") {
    throw new UsageError("--workers needs --search exhaustive and --sizes, such as --sizes 2-4");
  }
  const upTo = values["exhaustive-up-to"];
  if (upTo !== undefined && search !== undefined && search !== "greedy") {
    throw new UsageError(
      `--exhaustive-up-to needs --search greedy, got --search ${values.search}`,
    );
  }
  return {
    features,
    labels,
    labelColumn,
    analysis: {
      ...tieOptions(values),
      encoding,
      search,
      units: choice("--units", values.units, INFORMATION_UNITS),
      sizes: given(sizes, (text) => parseIndices("--sizes", text)),
      exhaustiveUpTo: given(upTo, (text) => integer("--exhaustive-up-to", text, 1)),
      maxSeconds: given(values["max-seconds"], (text) => limit("--max-seconds", text)),
      maxBytes: given(values["max-bytes"], (text) => limit("--max-bytes", text)),
      workers: search === "exhaustive" ? given(workers, parseWorkers) ?? "cores" : undefined,
      top: given(top, (text) => integer("--top", text, 1)),
      multiplets: given(multiplets, (text) => parseIndexLists("--multiplets", text)),
      blocks: given(blocks, (text) => parseIndexLists("--blocks", text)),
      biasCorrected: !values["no-bias-correction"],
      degenerate: values["drop-degenerate"] ? "drop" : "error",
    } satisfies AnalysisOptions,
    format: choice("--format", values.format, RESULT_FORMATS) ?? "json",
    output,
  };
}

const given = <Value>(text: string | undefined, parse: (text: string) => Value) =>
  text === undefined ? undefined : parse(text);

function tieOptions(
  values: { readonly ties?: string | undefined; readonly seed?: string | undefined },
): Pick<AnalysisOptions, "ties" | "random"> {
  const ties = choice("--ties", values.ties, TIE_RULES) ?? "index";
  if (ties !== "random") {
    if (values.seed === undefined) return { ties };
    throw new UsageError(`--seed needs --ties random, got --ties ${ties}`);
  }
  if (values.seed === undefined) {
    throw new UsageError("--ties random needs --seed S, for a result that can be reproduced");
  }
  return { ties, random: randomSource(integer("--seed", values.seed, 0)) };
}

/** A value of an option, by its name in results or in the command line. */
function choice<Value extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly Value[],
): Value | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value) ??
    allowed.find((one) => readableName(one) === value);
  if (found !== undefined) return found;
  const names = [...new Set(allowed.map(readableName))].join(", ");
  throw new UsageError(`${option} takes ${names}, got "${value}"`);
}

function limit(option: string, text: string): number {
  const value = /^(Infinity|\d+(\.\d*)?(e\d+)?)$/.test(text) ? Number(text) : NaN;
  if (value > 0) return value;
  throw new UsageError(`${option} takes a positive number or Infinity, got "${text}"`);
}

function integer(option: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value < 2 ** 32) return value;
  throw new UsageError(`${option} takes an integer from ${least} to ${2 ** 32 - 1}, got "${text}"`);
}

/** Seconds of search above which its cost is announced before it begins. */
export const ANNOUNCED_SECONDS = 5;

export function announceSearch(cost: SearchCost, { write }: Output): void {
  if (cost.seconds > ANNOUNCED_SECONDS) write(`searching ${costText(cost)}\n`);
}

/** Requests and limits as options of `analyze`. */
export const SEARCH_WORDS: RequestWords = {
  name: nameOf,
  request: (request) =>
    [
      `--search ${nameOf(request)}`,
      ...(request.sizes ? [`--sizes ${sizeList(request.sizes)}`] : []),
      ...(request.exhaustiveUpTo ? [`--exhaustive-up-to ${request.exhaustiveUpTo}`] : []),
    ].join(" "),
  maxSeconds: "--max-seconds Infinity",
  maxBytes: "--max-bytes Infinity",
};

/** With sizes, `--search exhaustive` is another search than `exact`. */
function nameOf({ search, sizes }: SearchRequest): string {
  return sizes === undefined ? readableName(search) : search;
}

/** Sizes as `--sizes` takes them, runs written as ranges: `2-4,6`. */
function sizeList(sizes: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const size of [...new Set(sizes)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === size - 1) run[1] = size;
    else runs.push([size, size]);
  }
  return runs.map(([first, last]) => first === last ? `${first}` : `${first}-${last}`).join(",");
}
