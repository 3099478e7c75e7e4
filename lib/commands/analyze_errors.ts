/** Errors of the inputs of `analyze` in words of its options, with the next step. */
import { AnalysisError, type AnalysisOptions } from "../analysis/mod.ts";
import { columnOption } from "../data/tables/advice.ts";
import { TableError } from "../data/tables/mod.ts";
import {
  type Degeneracy,
  type DegenerateColumn,
  DegenerateColumnsError,
  InformationError,
  NotPositiveDefiniteError,
  type Variables,
} from "../information/mod.ts";
import { SearchCostError, SearchError } from "../search/mod.ts";
import { refusalText } from "../search/cost/refusal.ts";
import type { Inputs } from "./analyze_inputs.ts";
import { SEARCH_WORDS } from "./analyze_options.ts";
import { missingValues, namesOf } from "./analyze_samples.ts";
import { UsageError } from "./options.ts";

/** The options that the wording depends on. */
type Asked = Pick<AnalysisOptions, "degenerate" | "ties">;

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
  if (error instanceof SearchCostError) return refusalText(error.refusal, SEARCH_WORDS);
  if (error instanceof DegenerateColumnsError && inputs !== undefined) {
    return degenerateText(error.columns, inputs.variables);
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
  return [error.message, ...remedyOf(reason, inputs?.variables, asked)].join("; ");
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
  return isOfSamples && all !== undefined ? turnedHint(all) : [];
}

/** A hint for more columns than rows, which may be a table in another direction. */
function turnedHint({ samples, columns }: Variables): string[] {
  if (samples > columns.length) return [];
  return [
    `the file has ${samples} rows (samples) and ${columns.length} columns (variables)`,
    "if rows are variables, save the transpose, for example x.T in NumPy",
  ];
}

/** What is wrong with columns, in a list of several. */
const FLAWS: Readonly<Record<Exclude<Degeneracy, "unused">, string>> = {
  "non-finite": "with missing values (NaN, empty or infinite)",
  constant: "constant",
  duplicate: "in the same or the reversed order as another column",
  dependent: "determined linearly by others",
  label: "determined by the label",
};

/** Most columns that are explained one by one. */
const EXPLAINED = 3;

function degenerateText(all: readonly DegenerateColumn[], variables: Variables): string {
  const columns = all.filter(({ reason }) => reason !== "unused");
  const total = variables.columns.length;
  const what = columns.length <= EXPLAINED
    ? columns.map((one) => `column ${one.index} ("${one.name}"): ${one.explanation}`)
    : Object.entries(FLAWS).flatMap(([reason, words]) => {
      const own = columns.filter((one) => one.reason === reason).map(({ name = "" }) => ({ name }));
      return own.length === 0 ? [] : `${own.length} ${words} (${namesOf(own)})`;
    });
  return `${columns.length} of ${total} columns cannot be analysed: ${what.join("; ")}. ` +
    [...waysOut(columns, variables), ...turnedHint(variables)].join("; ");
}

/** What can be done about columns that cannot be analysed. */
function waysOut(columns: readonly DegenerateColumn[], variables: Variables): string[] {
  if (columns.length === variables.columns.length) return ["No column is left"];
  const few = columns.length <= EXPLAINED
    ? columnOption("--without", columns.map(({ index, name = "" }) => ({ index, name })))
    : "--without LIST";
  const ways = [
    columns.every(({ reason }) => reason === "label")
      ? `A column that has the label must not be analysed with it: add ${few} or --drop-degenerate`
      : `To leave out such columns, add --drop-degenerate or ${few}`,
  ];
  const incomplete = new Set(
    columns.filter(({ reason }) => reason === "non-finite").map(({ index }) => index),
  );
  if (incomplete.size === 0) return ways;
  const { samples } = missingValues(
    variables.columns.filter(({ index }) => incomplete.has(index)),
    new Uint8Array(variables.samples).fill(1),
  );
  if (variables.samples - samples < 2) return ways;
  return [
    ...ways,
    `to leave out samples instead, ${samples} of ${variables.samples} that lack a value, ` +
    "add --drop-samples",
  ];
}
