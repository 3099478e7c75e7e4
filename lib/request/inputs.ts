/** The files of `analyze`, as variables, a target and groups of samples. */
import { counted } from "../system/printable.ts";
import type { MapReading, TableColumn } from "../data/tables/mod.ts";
import { isStandardInput } from "../data/tables/paths.ts";
import { quoted } from "../data/tables/error.ts";
import type { Block, DegenerateColumn, Grouping, Target, Variables } from "../information/mod.ts";
import type { Files } from "./files.ts";
import { type Chosen, groupColumn, labelColumns, readingOf, targetOf } from "./labels.ts";
import {
  mapGrouping,
  mapNotices,
  mapReading,
  repeatedRows,
  sampleNumbers,
  type Unit,
  unitsOf,
} from "./maps.ts";
import { askedMultiplets } from "./multiplets.ts";
import type { InputsRequest } from "./request.ts";
import { droppedSamples, keptSamples, namesOf, withSamples } from "./samples.ts";
import { requireNumbers, withoutTexts } from "./texts.ts";
import { type ListItem, NamedLists } from "./lists.ts";
import { UsageError } from "./values.ts";

/** All that an analysis takes from files. */
export interface Inputs {
  /** The features; columns of the file that are not used are left out of them. */
  readonly variables: Variables;
  readonly target: Target | undefined;
  /** The group of each sample. */
  readonly groups: readonly (number | string)[] | undefined;
  /** Columns of blocks by their own numbers. */
  readonly blocks: readonly Block[] | undefined;
  /** Forms variables of the columns of each map. */
  readonly grouping: Grouping | undefined;
  /** Multiplets by the own numbers of variables. */
  readonly multiplets: readonly (readonly number[])[] | undefined;
}

/**
 * Reads all files.
 *
 * @param files where they are
 * @param notices gets what must be known about how the files were read, one sentence each, also before an error
 * @throws UsageError or TableError for files and options that do not fit
 */
export async function readInputs(
  request: InputsRequest,
  files: Files,
  notices: string[],
): Promise<Inputs> {
  requireOneStandardInput(request);
  const tell = (file: string, own: readonly string[]) =>
    void notices.push(...own.map((notice) => `${file}: ${notice}`));
  const read = async (file: string, maps?: MapReading) => {
    const table = await files.readTable(file, {
      ...readingOf(request, file),
      ...(maps && { maps }),
    });
    tell(file, table.notices);
    return table;
  };
  const { maps } = request;
  const features = await read(request.features, maps && mapReading(maps, request.seed));
  const kind = maps ? "map" : "column";
  const units = unitsOf(features);
  const names = new NamedLists(kind, units);
  const { rowsPerSample = 1 } = features;
  // Files beside the features have one row per sample, and name no map.
  const perSample = { ...features, samples: features.samples / rowsPerSample };
  const own = maps ? new NamedLists(kind, []) : names;
  const labels = repeated(await labelColumns(request, perSample, own, files, read), rowsPerSample);
  const groups = repeated(await groupColumn(request, perSample, own, files, read), rowsPerSample) ??
    (rowsPerSample === 1
      ? undefined
      : { columns: [sampleNumbers(features)], isOwn: false, file: request.features });
  const blocks = request.blocks && names.indices("--blocks", request.blocks);
  const askedUnits = usedUnits(request, units, names, blocks, [labels, groups]);
  const asked = askedUnits.flatMap(({ columns }) => columns);
  const used = request.dropSamples
    ? withoutTexts(asked, (notice) => tell(request.features, [notice]))
    : asked;
  requireNumbers(used, request.features);
  tell(request.features, noticesOf(used));
  const variables = blocks
    ? new NamedLists("block", blocks.map((own, index) => ({ index, name: blockName(own, used) })))
    : new NamedLists(kind, askedUnits, units);
  const multiplets = await askedMultiplets(request, variables, files);

  const isQuantity = request.continuous && request.dropSamples;
  const target = isQuantity && labels
    ? { ...labels, columns: withoutTexts(labels.columns, (notice) => tell(labels.file, [notice])) }
    : labels;
  const samples = keptSamples(request, used, target, groups);
  const kept = withSamples(samples);
  notices.push(...droppedSamples(samples));
  const analysed = variablesOf(
    askedUnits,
    used.map(kept),
    samples.count,
    blocks ? [] : unused(units, askedUnits),
  );
  if (maps) {
    tell(request.features, mapNotices(maps, features, analysed, request.groups !== undefined));
  }
  return {
    variables: analysed,
    target: targetOf(request, target, kept, tell),
    groups: groups && valuesOf(kept(groups.columns[0]!)),
    blocks,
    grouping: maps && mapGrouping(maps),
    multiplets,
  };
}

/** Columns with a row for each row of the features. */
function repeated(chosen: Chosen | undefined, count: number): Chosen | undefined {
  if (chosen === undefined || count === 1) return chosen;
  return { ...chosen, columns: chosen.columns.map((column) => repeatedRows(column, count)) };
}

/** Most notices on single columns. */
const MOST_NOTICES = 5;

function noticesOf(columns: readonly TableColumn[]): string[] {
  const all = columns.flatMap(({ notice }) => notice ?? []);
  const more = all.length - MOST_NOTICES;
  const told = all.slice(0, MOST_NOTICES);
  return more > 0 ? [...told, `the same or the like for ${counted(more, "more column")}`] : told;
}

function requireOneStandardInput(request: InputsRequest): void {
  const { features, labels, groups, multipletsFile } = request;
  const named = Object.entries({ features, labels, groups, "multiplets-file": multipletsFile });
  const [first, second] = named.filter(([, file]) => file !== undefined && isStandardInput(file));
  if (second === undefined) return;
  throw new UsageError(
    `--${first![0]} and --${second[0]} are both standard input, which is one file`,
  );
}

/** The columns or maps to analyse. */
function usedUnits(
  { features: file, columns, without, maps }: InputsRequest,
  units: readonly Unit[],
  names: NamedLists,
  blocks: readonly Block[] | undefined,
  others: readonly (Chosen | undefined)[],
): Unit[] {
  const indices = (option: string, list: readonly ListItem[] | undefined) =>
    list && new Set(names.indicesOf(option, list));
  const asked = indices("--columns", columns);
  const refused = indices("--without", without) ?? new Set();
  for (const one of others) {
    for (const { index } of one?.isOwn ? one.columns : []) refused.add(index);
  }
  const all = units.filter(({ index }) => (asked?.has(index) ?? true) && !refused.has(index));
  const grouped = blocks && new Set(blocks.flat());
  const there = new Set(all.map(({ index }) => index));
  const missing = [...grouped ?? []].find((index) => !there.has(index));
  if (missing !== undefined) {
    const { name } = units.find(({ index }) => index === missing)!;
    throw new UsageError(
      `--blocks has ${maps ? "map" : "column"} ${missing} (${
        quoted(name)
      }), which other options leave out`,
    );
  }
  const used = grouped ? all.filter(({ index }) => grouped.has(index)) : all;
  if (used.length === 0) {
    throw new UsageError(
      `No ${maps ? "map" : "column"} is left to analyse: ${file} has ${namesOf(units)}, ` +
        "and the options leave out all of them",
    );
  }
  return used;
}

/** Columns or maps that are not analysed. They keep their numbers, and results their names. */
function unused(units: readonly Unit[], used: readonly Unit[]): DegenerateColumn[] {
  const kept = new Set(used.map(({ index }) => index));
  return units.filter(({ index }) => !kept.has(index)).map(({ index, name }) => ({
    index,
    name,
    reason: "unused",
    explanation: "options leave it out",
  }));
}

/** @param columns those of the units, in their order */
function variablesOf(
  units: readonly Unit[],
  columns: readonly TableColumn[],
  samples: number,
  leftOut: readonly DegenerateColumn[],
): Variables {
  let first = 0;
  return {
    samples,
    columns: columns.map(({ index, name, values, resolution, roundoff }) => ({
      index,
      name,
      values: values!,
      resolution,
      roundoff,
    })),
    variables: units.map(({ index, name, columns: own }) => ({
      index,
      name,
      columns: own.map(() => first++),
    })),
    leftOut,
    // The columns of a table are its own, and nothing else needs them.
    overwritable: true,
  };
}

/** The name that the analysis gives a block. */
function blockName(block: Block, columns: readonly TableColumn[]): string {
  return block.map((index) => columns.find((one) => one.index === index)!.name).join("+");
}

function valuesOf({ values, texts }: TableColumn): readonly (number | string)[] {
  return texts ?? Array.from(values!);
}
