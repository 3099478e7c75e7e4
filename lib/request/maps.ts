/** Feature maps of `analyze`: how an array of maps is read, and what its variables are. */
import { counted } from "../system/printable.ts";
import { MAP_LAYOUTS, type MapReading, type Table, type TableColumn } from "../data/tables/mod.ts";
import { quoted } from "../data/tables/error.ts";
import {
  type Grouping,
  mapComponents,
  mapReduction,
  type MapRule,
  type Variables,
} from "../variables/mod.ts";
import { firstOf } from "../system/first_of.ts";
import { deriveSeed, randomSource } from "../system/random/mod.ts";
import { choice, integer, UsageError } from "./values.ts";

/** The options `--maps` and `--layout`. */
export interface MapsRequest extends Pick<MapReading, "layout"> {
  readonly rule: MapRule;
}

/** @throws UsageError for one option without the other, and for values that they do not have */
export function mapsRequest(
  { maps, layout, blocks }: Readonly<
    Partial<Record<"maps" | "layout" | "blocks", string | undefined>>
  >,
): MapsRequest | undefined {
  const found = choice("--layout", layout, MAP_LAYOUTS);
  if (maps === undefined) {
    if (found === undefined) return undefined;
    throw new UsageError("--layout needs --maps mean, max, components:Q or positions:COUNT");
  }
  if (found === undefined) {
    throw new UsageError(
      "--maps needs --layout: nchw (samples, maps, height, width, as PyTorch has them), " +
        "nhwc (samples, height, width, maps, as Keras has them) or ntd (samples, tokens, units)",
    );
  }
  const rule = ruleOf(maps);
  if (rule.kind === "components" && blocks !== undefined) {
    throw new UsageError(
      "--blocks needs --maps mean, max or positions: components of one map are a block already",
    );
  }
  return { rule, layout: found };
}

function ruleOf(text: string): MapRule {
  if (text === "mean" || text === "max") return { kind: text };
  const [, kind, count] = /^(components|positions):(.*)$/s.exec(text) ?? [];
  if (kind === undefined) {
    throw new UsageError(
      `--maps takes mean, max, components:Q or positions:COUNT, got ${quoted(text)}`,
    );
  }
  return {
    kind: kind as "components" | "positions",
    count: integer(`--maps ${kind}`, count!, 1, undefined, "the number of positions of a map"),
  };
}

/** How the array is read. */
export function mapReading({ rule, layout }: MapsRequest, seed: number): MapReading {
  return {
    layout,
    reduce: (shape) => mapReduction(rule, shape, randomSource(deriveSeed(seed, "positions"))),
  };
}

/** How the columns of maps become variables. */
export function mapGrouping({ rule }: MapsRequest): Grouping | undefined {
  return rule.kind === "components" ? mapComponents(rule.count) : undefined;
}

/** A variable of the features: a column, or a map with all its columns. */
export interface Unit {
  readonly index: number;
  readonly name: string;
  readonly columns: readonly TableColumn[];
}

/** The variables of a table. */
export function unitsOf({ columns, columnsPerMap: width = 1 }: Table): Unit[] {
  if (width === 1) {
    return columns.map((one) => ({ index: one.index, name: one.name, columns: [one] }));
  }
  return Array.from({ length: columns.length / width }, (_, index) => ({
    index,
    name: `x${index}`,
    columns: columns.slice(index * width, (index + 1) * width),
  }));
}

/** A table of one row per sample of the file as one with as many rows as the features have. */
export function repeatedRows(column: TableColumn, count: number): TableColumn {
  if (count === 1) return column;
  const { values, texts } = column;
  if (values === undefined) {
    return { ...column, texts: texts!.flatMap((text) => Array<string>(count).fill(text)) };
  }
  const length = values.length * count;
  const repeated = values instanceof Float32Array
    ? new Float32Array(length)
    : new Float64Array(length);
  for (let row = 0; row < values.length; row++) {
    repeated.fill(values[row]!, row * count, (row + 1) * count);
  }
  return { ...column, values: repeated };
}

/** The number of the sample of the file that each row belongs to. */
export function sampleNumbers({ samples, rowsPerSample = 1 }: Table): TableColumn {
  const values = Float64Array.from(
    { length: samples },
    (_, row) => Math.floor(row / rowsPerSample),
  );
  return { index: -1, name: "sample", values, resolution: 0, roundoff: 0 };
}

/** Most maps that a notice names. */
const NAMED = 5;

/**
 * What must be known about maps; one sentence each.
 *
 * @param hasGroups whether groups of samples were given
 */
export function mapNotices(
  { rule }: MapsRequest,
  table: Table,
  variables: Variables,
  hasGroups: boolean,
): string[] {
  const { samples, rowsPerSample = 1 } = table;
  const maps = counted(variables.variables.length, "map");
  const told = rule.kind === "positions"
    ? `${counted(rule.count, "position")} of ${maps} in ${
      counted(samples / rowsPerSample, "sample")
    } ` +
      "are the samples of the analysis, at the same places in all of them, and are numbered so; " +
      (hasGroups ? "groups are those that were given" : "those of one sample are a group")
    : rule.kind === "components"
    ? `each of ${maps} is a block of its leading principal components, at most ${rule.count}`
    : `each of ${maps} is its ${rule.kind === "mean" ? "mean" : "largest value"} over positions`;
  const repeated = repeatedVariables(variables).map(([one, first]) => `${one} repeats ${first}`);
  return [
    told,
    ...(repeated.length === 0
      ? []
      : [`maps have the same values in all samples: ${firstOf(repeated, NAMED)}`]),
  ];
}

/** The names of variables with the same values as an earlier one, and the name of that one. */
function repeatedVariables({ variables, columns }: Variables): [name: string, first: string][] {
  const valuesOf = (variable: Variables["variables"][number]) =>
    variable.columns.map((at) => columns[at]!.values);
  const known = new Map<string, typeof variables[number][]>();
  return variables.flatMap((one) => {
    const own = valuesOf(one);
    const beginning = `${own.length} ${own[0]!.subarray(0, 16)}`;
    const alike = known.get(beginning) ?? [];
    const first = alike.find((other) =>
      valuesOf(other).every((values, at) => values.every((value, row) => value === own[at]![row]))
    );
    if (first !== undefined) return [[one.name, first.name]];
    known.set(beginning, [...alike, one]);
    return [];
  });
}
