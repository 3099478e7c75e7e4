/** The command line of `analyze`. */
import { type AnalysisOptions, SEARCH_METHODS } from "../analysis/mod.ts";
import { INFORMATION_UNITS, TARGET_ENCODINGS, TIE_RULES } from "../information/mod.ts";
import { parseWorkers } from "../paper/settings.ts";
import { randomSource } from "../system/random/random.ts";
import { optionsOf, parseIndexLists, parseIndices, parseOptions, UsageError } from "./options.ts";

const RESULT_FORMATS = ["json", "csv", "table"] as const;

export type ResultFormat = typeof RESULT_FORMATS[number];

/** What `analyze` is asked to do; `output` is a file, or standard output without. */
export type AnalyzeRequest = NonNullable<ReturnType<typeof parseAnalyzeOptions>>;

export const ANALYZE_HELP = `\
Usage: deno task analyze --features FILE [--target FILE] [options]

Scores multiplets of variables, such as the neurons of a layer, by their O-information: which sets
of each size are most synergistic (below 0) and most redundant (above 0) about a target.

  --features FILE          samples x variables: .npy (float32, float64) or .csv with a header
  --target FILE            a class a sample: .npy (integers, booleans) or .csv with a header
  --target-column NAME     the column of a .csv target; default its only one
  --target-encoding NAME   copula, none, model or one-hot; default copula, none without a target
  --sizes LIST             sizes of multiplets, such as 2-6 or 2,4,6; default all from 2 on
  --search NAME            exact, exhaustive (with --sizes) or greedy; default exact for up to 20
                           variables, greedy above
  --exhaustive-up-to K     search greedily: compare all multiplets of sizes up to K, then add one
                           variable at a time; default 6
  --max-seconds S          refuse a search that would take longer; default 1800 (30 minutes),
                           Infinity allows all
  --max-bytes B            refuse a search that would take more memory; default half of the
                           machine's, or 2147483648 (2 GiB) without --allow-sys
  --workers N              threads of --search exhaustive, with the same result; default one a core
                           for long searches
  --top T                  list the T best multiplets at each end, not the best alone
  --multiplets "0,1,3;0,2" measure these as well: variables by index, from 0
  --blocks "0-2;3;4-5"     columns that count as one variable together; other columns are left
                           out, and indices of variables count blocks
  --units NAME             bits (default) or nats
  --no-bias-correction     plain entropies, not corrected for the number of samples
  --ties NAME              ranks of equal values: index (default), average or random
  --seed S                 the seed of --ties random
  --drop-degenerate        leave out columns that are not finite, constant, copies or linearly
                           dependent, and list them; without, they are an error
  --format NAME            json (default), csv or table
  --output FILE            write the result there, not to standard output
  --help                   this text

Multiplets name columns by their index in the features, also where some are dropped. Exit status:
0 done, 1 the work failed, 2 the input or the call is wrong.`;

/** The arguments of `analyze`, checked; `undefined` when they ask for help. */
export function parseAnalyzeOptions(args: string[]) {
  const values = parseOptions(args, {
    ...optionsOf("string", "features", "target", "target-column", "target-encoding"),
    ...optionsOf("string", "sizes", "search", "exhaustive-up-to", "max-seconds", "max-bytes"),
    ...optionsOf("string", "workers", "top", "multiplets", "blocks", "units", "ties", "seed"),
    ...optionsOf("string", "format", "output"),
    ...optionsOf("boolean", "no-bias-correction", "drop-degenerate", "help"),
  });
  if (values.help) return undefined;
  const { features, target, output, sizes, multiplets, blocks, top, workers } = values;
  if (features === undefined) {
    throw new UsageError("analyze needs --features FILE; analyze --help lists all options");
  }
  const targetColumn = values["target-column"];
  if (targetColumn !== undefined && target === undefined) {
    throw new UsageError("--target-column names a column of --target FILE, which is missing");
  }
  const encoding = choice("--target-encoding", values["target-encoding"], TARGET_ENCODINGS);
  if (encoding !== undefined && encoding !== "none" && target === undefined) {
    throw new UsageError(`--target-encoding ${encoding} needs --target FILE`);
  }
  const search = choice("--search", values.search, SEARCH_METHODS);
  if (search === "exhaustive" && sizes === undefined) {
    throw new UsageError("--search exhaustive needs --sizes, for example --sizes 2-4");
  }
  if (workers !== undefined && search !== "exhaustive") {
    throw new UsageError("--workers is used with --search exhaustive only");
  }
  const upTo = values["exhaustive-up-to"];
  if (upTo !== undefined && search !== undefined && search !== "greedy") {
    throw new UsageError(
      `--exhaustive-up-to is used with --search greedy only, got --search ${search}`,
    );
  }
  const units = choice("--units", values.units, INFORMATION_UNITS);
  return {
    features,
    target,
    targetColumn,
    analysis: {
      ...tieOptions(values),
      ...(encoding && { encoding }),
      ...(search && { search }),
      ...(units && { units }),
      ...(sizes !== undefined && { sizes: parseIndices("--sizes", sizes) }),
      ...(upTo !== undefined && { exhaustiveUpTo: integer("--exhaustive-up-to", upTo, 1) }),
      ...limit("maxSeconds", "--max-seconds", values["max-seconds"]),
      ...limit("maxBytes", "--max-bytes", values["max-bytes"]),
      ...(search === "exhaustive" && {
        workers: workers === undefined ? "cores" : parseWorkers(workers),
      }),
      ...(top !== undefined && { top: integer("--top", top, 1) }),
      ...(multiplets !== undefined && { multiplets: parseIndexLists("--multiplets", multiplets) }),
      ...(blocks !== undefined && { blocks: parseIndexLists("--blocks", blocks) }),
      biasCorrected: !values["no-bias-correction"],
      degenerate: values["drop-degenerate"] ? "drop" : "error",
    } satisfies AnalysisOptions,
    format: choice("--format", values.format, RESULT_FORMATS) ?? "json",
    output,
  };
}

function tieOptions(
  values: { readonly ties?: string | undefined; readonly seed?: string | undefined },
): Pick<AnalysisOptions, "ties" | "random"> {
  const ties = choice("--ties", values.ties, TIE_RULES) ?? "index";
  if (ties !== "random") {
    if (values.seed === undefined) return { ties };
    throw new UsageError(`--seed is used with --ties random only, got --ties ${ties}`);
  }
  if (values.seed === undefined) {
    throw new UsageError("--ties random needs --seed S, so that it can be run again");
  }
  return { ties, random: randomSource(integer("--seed", values.seed, 0)) };
}

/** One of the values that an option may have; `undefined` without. */
function choice<Value extends string>(
  option: string,
  value: string | undefined,
  allowed: readonly Value[],
): Value | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new UsageError(`${option} takes ${allowed.join(", ")}, got "${value}"`);
}

/** A limit that options of the analysis call `name`: a positive number, or Infinity; nothing without. */
function limit<Name extends "maxSeconds" | "maxBytes">(
  name: Name,
  option: string,
  text: string | undefined,
): { readonly [key in Name]?: number } {
  if (text === undefined) return {};
  const value = /^(Infinity|\d+(\.\d*)?(e\d+)?)$/.test(text) ? Number(text) : NaN;
  if (value > 0) return { [name]: value } as { readonly [key in Name]: number };
  throw new UsageError(`${option} takes a positive number or Infinity, got "${text}"`);
}

function integer(option: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value < 2 ** 32) return value;
  throw new UsageError(`${option} takes an integer from ${least} to ${2 ** 32 - 1}, got "${text}"`);
}
