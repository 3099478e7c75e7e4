/** Columns that number the rows or tell their time, which are rarely variables. */
import type { TableColumn } from "./table.ts";

/** Fewest rows of which a column that counts them is taken for an index, and one that rises. */
const [FEWEST_COUNTED, FEWEST_RISING] = [5, 10];

/** Names that pandas and others give to an index, in small letters. */
const INDEX_NAMES = new Set(["unnamed: 0", "id", "index"]);

/** Why a column seems to number the rows, as the end of a clause; `undefined` if it does not seem so. */
export function numbersRows(
  name: string,
  { values, resolution }: Pick<TableColumn, "values" | "resolution">,
): string | undefined {
  if (values === undefined) return undefined;
  const isLong = values.length >= FEWEST_COUNTED;
  if (isLong && hasConstantStep(values, resolution)) {
    const step = Math.abs(values[1]! - values[0]!);
    return step === 1
      ? "only numbers the rows"
      : "has equal steps from row to row, as numbers or times of rows do";
  }
  if (values.length >= FEWEST_RISING && isMonotonic(values)) {
    return "rises or falls with every row, as numbers or times of rows do";
  }
  if (isLong && isPermutation(values)) {
    return "has consecutive integers, each once, as numbers of rows do";
  }
  if (values.length > 1 && INDEX_NAMES.has(name.toLowerCase()) && hasDistinctIntegers(values)) {
    return "has the name of an index and a different integer in every row";
  }
  return undefined;
}

type Values = NonNullable<TableColumn["values"]>;

/** Steps may differ by rounding errors, as those of times do. */
function hasConstantStep(values: Values, resolution: number): boolean {
  const first = values[0]!;
  const step = (values[values.length - 1]! - first) / (values.length - 1);
  const tolerance = Math.min(1e-6 * Math.abs(step) + 4 * resolution, Math.abs(step) / 4);
  return tolerance > 0 &&
    values.every((value, row) => Math.abs(value - first - row * step) <= tolerance);
}

function isMonotonic(values: Values): boolean {
  const sign = Math.sign(values[1]! - values[0]!);
  return Math.abs(sign) === 1 &&
    values.every((value, row) => row === 0 || sign * (value - values[row - 1]!) > 0);
}

/** True for consecutive integers in any order. */
function isPermutation(values: Values): boolean {
  if (!values.every(Number.isInteger)) return false;
  let least = Infinity;
  for (const value of values) least = Math.min(least, value);
  const seen = new Uint8Array(values.length);
  return values.every((value) => {
    const at = value - least;
    // Also false for values beyond the last one.
    if (seen[at] !== 0) return false;
    seen[at] = 1;
    return true;
  });
}

/** True for integers that all differ. */
function hasDistinctIntegers(values: Values): boolean {
  return values.every(Number.isInteger) && new Set(values).size === values.length;
}
