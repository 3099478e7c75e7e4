/** Errors of the inputs of `analyze` in words of its options, with the next step. */
import { counted } from "../system/printable.ts";
import { costRefusalText } from "../analysis/cost.ts";
import { AnalysisCostError, AnalysisError, type AnalysisOptions } from "../analysis/mod.ts";
import { columnOption } from "../data/tables/advice.ts";
import { TableError } from "../data/tables/mod.ts";
import {
  type DegenerateColumn,
  DegenerateColumnsError,
  InformationError,
  NotPositiveDefiniteError,
  type Variables,
} from "../information/mod.ts";
import { byReason } from "../variables/errors.ts";
import { SearchCostError, SearchError } from "../search/mod.ts";
import { refusalText } from "../search/cost/refusal.ts";
import type { Inputs } from "./inputs.ts";
import { ANALYSIS_WORDS, SEARCH_WORDS } from "./request.ts";
import { hasFinite, missingValues, namesOf, turnedHint } from "./samples.ts";
import { UsageError } from "./values.ts";

/** The options that the wording depends on. */
type Asked = Pick<AnalysisOptions, "degenerate" | "sizes" | "ties">;

/**
 * The error to show for an error caused by the input; `undefined` for other errors.
 *
 * @param inputs what was read; absent if reading failed
 */
export function inputError(
  error: unknown,
  inputs: Inputs | undefined,
  asked: Asked,
): UsageError | undefined {
  const ofInput = [TableError, AnalysisError, InformationError, SearchError];
  if (!(error instanceof Error) || !ofInput.some((kind) => error instanceof kind)) return undefined;
  return new UsageError(textOf(error, inputs, asked), { cause: error });
}

function textOf(error: Error, inputs: Inputs | undefined, asked: Asked): string {
  if (error instanceof AnalysisCostError) {
    return costRefusalText(error.cost, error.maxSeconds, ANALYSIS_WORDS);
  }
  if (error instanceof SearchCostError) return refusalText(error.refusal, SEARCH_WORDS);
  if (error instanceof DegenerateColumnsError && inputs !== undefined) {
    return inputs.grouping
      ? componentsText(error.columns, inputs.variables)
      : degenerateText(error.columns, inputs.variables);
  }
  const reason = error.cause ?? error;
  if (reason instanceof NotPositiveDefiniteError && reason.column.name === "target") {
    return asked.ties === "index"
      ? "Columns of the features determine the ranked label. With --ties index, equal labels are ranked " +
        "by the order of the rows: use --ties average, or leave out columns that have this order too, " +
        "such as a number of the row, with --without LIST"
      : "Columns of the features determine the ranked label linearly; leave such columns out with " +
        "--without LIST";
  }
  const message = error.message.replace(/^A target needs (?=at least two classes)/, "Labels need ");
  const option = asked.sizes !== undefined && /^Multiplet sizes /.test(error.message)
    ? "--sizes: "
    : "";
  return [option + message, ...remedyOf(reason, inputs?.variables, asked)].join("; ");
}

/** A remedy for an error that only names columns or sizes, if there is one. */
function remedyOf(
  reason: unknown,
  all: Variables | undefined,
  { degenerate }: Asked,
): string[] {
  if (reason instanceof NotPositiveDefiniteError) {
    return degenerate === "drop" ? [] : ["to leave out such columns, add --drop-degenerate"];
  }
  const isOfSamples = reason instanceof InformationError || reason instanceof AnalysisError;
  return isOfSamples && all !== undefined ? turnedHint(all.samples, all.columns.length) : [];
}

/** Most columns that are explained one by one. */
const EXPLAINED = 3;

function degenerateText(all: readonly DegenerateColumn[], variables: Variables): string {
  const columns = all.filter(({ reason }) => reason !== "unused");
  const total = variables.columns.length;
  const what = columns.length <= EXPLAINED
    ? columns.map((one) => `column ${one.index} ("${one.name}"): ${one.explanation}`)
    : byReason(columns).map(({ words, columns: own }) =>
      `${own.length} ${words} (${namesOf(own.map(({ name = "" }) => ({ name })))})`
    );
  return `${columns.length} of ${counted(total, "column")} cannot be analysed: ${
    what.join("; ")
  }. ` +
    [...waysOut(columns, variables), ...turnedHint(variables.samples, total)].join("; ");
}

/** {@link degenerateText} of principal components, in words of the maps that they are made of. */
function componentsText(columns: readonly DegenerateColumn[], { variables }: Variables): string {
  const flawed = variables.flatMap(({ index, name }) => {
    const own = columns.find((one) => one.name?.startsWith(`${name}.`));
    return own === undefined ? [] : { index, name, explanation: own.explanation, of: own.name };
  });
  const what = flawed.slice(0, EXPLAINED).map(({ of, explanation }) => `"${of}": ${explanation}`);
  const more = flawed.length > EXPLAINED ? [`and ${flawed.length - EXPLAINED} more`] : [];
  const few = flawed.length <= EXPLAINED ? columnOption("--without", flawed) : "--without LIST";
  const way = flawed.length === variables.length
    ? "No map is left"
    : `To leave out such components, add --drop-degenerate; to leave out these maps, add ${few}`;
  return `${flawed.length} of ${
    counted(variables.length, "map")
  } have components that cannot be analysed: ${[...what, ...more].join("; ")}. ${way}`;
}

/** What can be done about columns that cannot be analysed. */
function waysOut(columns: readonly DegenerateColumn[], variables: Variables): string[] {
  const few = columns.length <= EXPLAINED
    ? columnOption("--without", columns.map(({ index, name = "" }) => ({ index, name })))
    : "--without LIST";
  const ofColumns = columns.length === variables.columns.length
    ? "No column is left"
    : columns.every(({ reason }) => reason === "label")
    ? `A column that has the label must not be analysed with it: add ${few} or --drop-degenerate`
    : `To leave out such columns, add --drop-degenerate or ${few}`;
  return [ofColumns, ...dropHint(columns, variables)];
}

/** The way to leave out samples, where that completes columns. */
function dropHint(flawed: readonly DegenerateColumn[], { columns, samples }: Variables): string[] {
  const incomplete = new Set(
    flawed.filter(({ reason }) => reason === "non-finite").map(({ index }) => index),
  );
  const toComplete = columns.filter((one) => incomplete.has(one.index) && hasFinite(one));
  const missing = missingValues(toComplete, new Uint8Array(samples).fill(1));
  if (toComplete.length === 0 || samples - missing.samples < 2) return [];
  return [
    `to leave out samples instead, ${missing.samples} of ${samples} that ${
      missing.samples === 1 ? "lacks" : "lack"
    } a value, add --drop-samples`,
  ];
}
