/** Columns as covariances need them: ranked or standardised, once for the same variables. */
import { requireChoice } from "../system/checks/options.ts";
import { InformationError } from "../variables/errors.ts";
import { type HygieneOptions, soundVariables } from "../variables/hygiene.ts";
import { TIE_RULES, type TieOptions, type TieRule } from "../variables/ranks.ts";
import type { Target } from "../variables/target.ts";
import { replacedValues, requireOriginal } from "../variables/overwriting.ts";
import { checkedVariables, type Column, type Variables } from "../variables/variables.ts";
import type { ColumnThreads } from "./column_threads.ts";
import { meanOf, scoredColumn } from "./scored_columns.ts";
import { estimateAhead, TARGET_ENCODINGS, type TargetEncoding } from "./target_encoding.ts";

/** The numbers of columns from which covariances are estimated. */
export interface Normalisation {
  /** Names it in a cache; absent: the numbers are random. */
  readonly name?: string;
  /**
   * Normalises sound columns.
   *
   * @param overwrite see `Variables.overwritable`. Default `false`
   */
  columns(columns: readonly Column[], overwrite?: boolean): Column[];
}

/** Normal scores of ranks. */
export function normalScores(
  { ties = "index", random }: TieOptions,
): Normalisation & { readonly ties: TieRule } {
  return {
    ...(random === undefined && { name: ties }),
    ties,
    columns: (columns, overwrite = false) =>
      columns.map((column) =>
        scoredColumn(
          column,
          { ties, random },
          overwrite && ties === "average" ? replacedValues(column.values) : undefined,
        )
      ),
  };
}

/** The values themselves, with mean 0 and variance 1. */
export const STANDARD: Normalisation = {
  name: "standard",
  columns: (columns) => {
    requireOriginal("An estimate without ranks", columns);
    return columns.map((column) => {
      const mean = meanOf(column.values);
      const values = Float64Array.from(column.values, (value) => value - mean);
      const squares = values.reduce((sum, value) => sum + value ** 2, 0);
      const deviation = Math.sqrt(squares / (values.length - 1));
      return { ...column, values: values.map((value) => value / deviation) };
    });
  },
};

/** Cache of normalised columns by variables and options; not used if ties are drawn at random. */
const known = new WeakMap<Variables, Map<string, Variables>>();

/** Normalised columns of the variables that can be analysed, for the same variables and rule always the same object. */
export function normalisedOnce(
  variables: Variables,
  degenerate: "error" | "drop",
  { name, columns }: Normalisation,
): Variables {
  const make = () => {
    const sound = soundVariables(checkedVariables(variables), { degenerate });
    return { ...sound, columns: columns(sound.columns, sound.overwritable) };
  };
  if (name === undefined) return make();
  const own = knownOf(variables);
  const key = `${degenerate} ${name}`;
  const found = own.get(key) ?? make();
  own.set(key, found);
  return found;
}

function knownOf(variables: Variables): Map<string, Variables> {
  const own = known.get(variables) ?? new Map<string, Variables>();
  known.set(variables, own);
  return own;
}

/** Options of a system; its other options do not matter for the work ahead. */
interface AheadOptions extends TieOptions, HygieneOptions {
  readonly encoding?: TargetEncoding | undefined;
}

/**
 * Does the long work of `gaussianSystem` on several threads: the next call with the same variables, target and
 * options finds ranks and covariances of all and of each class. It has the same result, to the last bit. Nothing
 * happens where the work is short, or ties are random.
 */
export async function prepareAhead(
  variables: Variables,
  target: Target | undefined,
  { ties = "index", degenerate = "error", encoding = target ? "copula" : "none" }: AheadOptions,
  threads: ColumnThreads,
): Promise<void> {
  requireChoice(InformationError, "encoding", encoding, TARGET_ENCODINGS);
  requireChoice(InformationError, "ties", ties, TIE_RULES);
  if (ties === "random" || !threads.suits(variables)) return;
  const own = knownOf(variables);
  const key = `${degenerate} ${normalScores({ ties }).name}`;
  let normalised = own.get(key);
  if (normalised === undefined) {
    const sound = soundVariables(checkedVariables(variables), { degenerate });
    const columns = await threads.scored(sound.columns, ties, sound.overwritable === true);
    own.set(key, normalised = { ...sound, columns });
  }
  await estimateAhead(normalised, target, encoding, threads);
}
