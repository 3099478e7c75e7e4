/** What is asked of an analysis: options by the names that the command `analyze` has for them, checked. */
import { readableName } from "../analysis/formats.ts";
import type { AnalysisWords } from "../analysis/cost.ts";
import type { RequestWords } from "../search/cost/refusal.ts";
import { OBJECTIVES, type SearchRequest } from "../search/mod.ts";
import { OBJECTIVE_SEARCHES } from "../search/objective.ts";
import {
  type AnalysisOptions,
  DEPENDENCE_RULES,
  SEARCH_METHODS,
  SIGNIFICANCE_TESTS,
} from "../analysis/mod.ts";
import { quoted } from "../data/tables/error.ts";
import { TABLE_FORMATS } from "../data/tables/mod.ts";
import { INFORMATION_UNITS, TARGET_ENCODINGS, TIE_RULES } from "../information/mod.ts";
import { plainText, readList, readLists } from "./lists.ts";
import { mapsRequest } from "./maps.ts";
import { estimatorChoice, type Given, OF_SEARCHES, ofEstimator } from "./estimators.ts";
import { choice, integer, optionsOf, parseIndices, UsageError } from "./values.ts";

const SIGNIFICANCE_CHOICES = [...SIGNIFICANCE_TESTS, "all"] as const;

/** What to read and what to analyse. */
export type AnalyzeRequest = ReturnType<typeof requestOf>;

/** The files to read, and the columns and samples of them to use. */
export type InputsRequest = AnalyzeRequest["inputs"];

/** Options and the names that they had before, which are still accepted. */
const FORMER_OPTIONS = {
  "labels": "target",
  "label-column": "target-column",
  "label-encoding": "target-encoding",
} as const;

/** The options that say what to read and what to analyse, as `parseArgs` of Node takes them. */
export const REQUEST_OPTIONS = {
  ...optionsOf("string", "features", "labels", "label-column", "label-encoding", "groups"),
  ...optionsOf("string", ...Object.values(FORMER_OPTIONS)),
  ...optionsOf("string", "columns", "without", "input-format", "multiplets", "multiplets-file"),
  ...optionsOf("string", "maps", "layout"),
  ...optionsOf("string", "sizes", "search", "objective", "exhaustive-up-to", "calls", "islands"),
  ...optionsOf("string", "max-seconds", "max-bytes"),
  ...optionsOf("string", "workers", "top", "blocks", "units", "ties", "seed", "dependence"),
  ...optionsOf("string", "rank-bias-draws", "significance", "draws"),
  ...optionsOf("string", "estimator", "rescore", "neighbours", "scale", "bins"),
  ...optionsOf("string", "reference-draws", "resume"),
  ...optionsOf("boolean", "header", "no-header", "continuous", "drop-samples"),
  ...optionsOf("boolean", "no-bias-correction", "drop-degenerate"),
  "ignore-label": { type: "string", multiple: true },
} as const;

/** Values of options by their names, as they were written. */
export type RequestTexts = {
  readonly [Name in keyof typeof REQUEST_OPTIONS]?:
    | (typeof REQUEST_OPTIONS[Name] extends { readonly multiple: true } ? readonly string[]
      : typeof REQUEST_OPTIONS[Name] extends { readonly type: "boolean" } ? boolean
      : string)
    | undefined;
};

/**
 * What the values of options ask for, checked.
 *
 * @throws UsageError for values that an option does not take, and options that do not fit each other
 */
export function requestOf(values: RequestTexts) {
  const { features, sizes, top, workers, continuous = false } = values;
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
  const hasLabels = labels !== undefined || labelColumn !== undefined;
  const needsLabels = (option: string) => {
    if (hasLabels) return;
    throw new UsageError(
      `${option} needs --labels FILE, or --label-column NAME for a column of the features`,
    );
  };
  const encoding = choice("--label-encoding", encodingName, TARGET_ENCODINGS);
  if (encoding !== undefined && encoding !== "none") {
    needsLabels(`--label-encoding ${encodingName}`);
  }
  const ignored = values["ignore-label"] ?? [];
  if (ignored.length > 0) needsLabels("--ignore-label");
  if (continuous) {
    needsLabels("--continuous");
    if (encoding !== undefined && encoding !== "copula" && encoding !== "none") {
      throw new UsageError(
        `--continuous needs --label-encoding ordinal, which ranks the label; ${encodingName} needs classes`,
      );
    }
    if (ignored.length > 0) throw new UsageError("--ignore-label is for classes, not --continuous");
  }
  if (values.header && values["no-header"]) {
    throw new UsageError("--header and --no-header contradict each other: give one of them");
  }
  const estimator = estimatorChoice(values, { ...values, encoding }, hasLabels);
  const asked = choice("--search", values.search, [...SEARCH_METHODS, "none"]);
  if (asked === "none") requireNoSearch(values);
  // For all sizes, the search that the library calls exact is the fastest.
  const search = asked === "exhaustive" && sizes === undefined ? "exact" : asked;
  const upTo = values["exhaustive-up-to"];
  if (upTo !== undefined && search !== undefined && search !== "greedy") {
    throw new UsageError(
      `--exhaustive-up-to needs --search greedy, got --search ${values.search}`,
    );
  }
  for (const option of ["calls", "islands", "resume"] as const) {
    if (values[option] === undefined) continue;
    if (search !== undefined && search !== "ladder") {
      throw new UsageError(`--${option} needs --search ladder, got --search ${values.search}`);
    }
    if (upTo === undefined) continue;
    throw new UsageError(
      `--${option} needs --search ladder, --exhaustive-up-to needs --search greedy: give one of them`,
    );
  }
  const objective = choice("--objective", values.objective, OBJECTIVES);
  if (objective !== undefined && objective !== "o-information") {
    const able = [...new Set(OBJECTIVE_SEARCHES.map(readableName))].join(" or ");
    if (search !== undefined && !OBJECTIVE_SEARCHES.some((name) => name === search)) {
      throw new UsageError(
        `--objective ${objective} needs --search ${able}, got --search ${values.search}`,
      );
    }
    for (const option of ["calls", "islands", "resume"] as const) {
      if (values[option] === undefined) continue;
      throw new UsageError(
        `--${option} needs --search ladder, which cannot rank by ${objective}; ` +
          `--objective ${objective} needs --search ${able}`,
      );
    }
  }
  const draws = given(values["rank-bias-draws"], (text) => integer("--rank-bias-draws", text, 0));
  if (draws && (encoding === "model" || encoding === "one-hot")) {
    throw new UsageError(
      "--rank-bias-draws needs --label-encoding ordinal or none, whose columns are all ranked, got " +
        `--label-encoding ${encodingName}`,
    );
  }
  const significance = given(
    values.significance,
    (text) => text.split(",").map((one) => choice("--significance", one, SIGNIFICANCE_CHOICES)!),
  );
  if (significance?.includes("target")) {
    needsLabels("--significance target");
    if (encoding === "none") {
      throw new UsageError("--significance target needs labels, got --label-encoding none");
    }
  }
  if (values.draws !== undefined && !significance?.some((test) => test !== "split")) {
    throw new UsageError(
      `--draws needs --significance with target, max or all, got ${
        significance === undefined ? "none" : `--significance ${values.significance}`
      }`,
    );
  }
  const maps = mapsRequest(values);
  if (maps !== undefined && labels === undefined && labelColumn !== undefined) {
    throw new UsageError("--label-column with --maps needs --labels FILE: no map is a label");
  }
  const seed = given(values.seed, (text) => integer("--seed", text, 0));
  const lists = (name: "multiplets" | "blocks") =>
    given(values[name], (text) => readLists(`--${name}`, text));
  const list = (name: "columns" | "without") =>
    given(values[name], (text) => readList(`--${name}`, text));
  return {
    inputs: {
      features,
      labels,
      labelColumn,
      continuous,
      ignored: ignored.flatMap((text) => readList("--ignore-label", text).map(plainText)),
      groups: values.groups,
      maps,
      /** Of the places of positions. */
      seed: seed ?? 0,
      columns: list("columns"),
      without: list("without"),
      blocks: lists("blocks"),
      multiplets: lists("multiplets"),
      multipletsFile: values["multiplets-file"],
      dropSamples: values["drop-samples"] ?? false,
      header: values.header ? true : values["no-header"] ? false : undefined,
      format: choice("--input-format", values["input-format"], TABLE_FORMATS),
    },
    analysis: {
      ...ofEstimator(estimator, {
        encoding,
        biasCorrected: !values["no-bias-correction"],
        degenerate: values["drop-degenerate"] ? "drop" : "error",
        search,
      }),
      objective,
      ties: choice("--ties", values.ties, TIE_RULES),
      seed,
      units: choice("--units", values.units, INFORMATION_UNITS),
      sizes: given(sizes, (text) => parseIndices("--sizes", text)),
      exhaustiveUpTo: given(upTo, (text) => integer("--exhaustive-up-to", text, 1)),
      calls: given(values.calls, (text) => integer("--calls", text, 1)),
      islands: given(values.islands, (text) => integer("--islands", text, 1)),
      maxSeconds: given(values["max-seconds"], (text) => limit("--max-seconds", text)),
      maxBytes: given(values["max-bytes"], (text) => limit("--max-bytes", text)),
      workers: given(workers, (text) => integer("--workers", text, 1, MOST_WORKERS)),
      top: given(top, (text) => integer("--top", text, 1)),
      dependence: choice("--dependence", values.dependence, DEPENDENCE_RULES),
      rankBiasDraws: draws,
      significance,
      draws: given(values.draws, (text) => integer("--draws", text, 19)),
    } satisfies AnalysisOptions,
    resume: values.resume,
  };
}

/** Throws for an option that only searches have, and unless there are multiplets to measure. */
function requireNoSearch(values: Given): void {
  const option = OF_SEARCHES.find((name) => values[name] !== undefined);
  if (option !== undefined) {
    throw new UsageError(`--${option} needs a search, got --search none: leave one of them out`);
  }
  if (values.multiplets !== undefined || values["multiplets-file"] !== undefined) return;
  throw new UsageError(
    '--search none needs --multiplets "0,1,3" or --multiplets-file FILE, got neither',
  );
}

const given = <Value>(text: string | undefined, parse: (text: string) => Value) =>
  text === undefined ? undefined : parse(text);

function limit(option: string, text: string): number {
  const value = /^(Infinity|\d+(\.\d*)?(e[+-]?\d+)?)$/.test(text) ? Number(text) : NaN;
  if (value > 0) return value;
  throw new UsageError(`${option} takes a positive number or Infinity, got ${quoted(text)}`);
}

/** Most threads that can be asked for. */
const MOST_WORKERS = 1024;

/** Options in the messages about the time of an analysis. */
export const ANALYSIS_WORDS: AnalysisWords = {
  draws: "a smaller --draws",
  referenceDraws: "a smaller --reference-draws",
  maxSeconds: "--max-seconds Infinity",
};

/** Requests and limits as options of `analyze`. */
export const SEARCH_WORDS: RequestWords = {
  name: nameOf,
  request: (request) =>
    [
      `--search ${nameOf(request)}`,
      ...(request.sizes ? [`--sizes ${sizeList(request.sizes)}`] : []),
      ...(request.exhaustiveUpTo ? [`--exhaustive-up-to ${request.exhaustiveUpTo}`] : []),
      ...(request.calls ? [`--calls ${request.calls}`] : []),
      ...(request.islands ? [`--islands ${request.islands}`] : []),
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
