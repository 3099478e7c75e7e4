/** The files of `analyze`, as variables, a target and groups of samples. */
import { readTable, type Table, type TableColumn } from "../data/tables/mod.ts";
import { isStandardInput } from "../data/tables/file.ts";
import { counted, quoted } from "../data/tables/error.ts";
import type { Block, DegenerateColumn, Target, Variables } from "../information/mod.ts";
import { type Chosen, groupColumn, labelColumns, readingOf, targetOf } from "./analyze_labels.ts";
import { askedMultiplets } from "./analyze_multiplets.ts";
import type { InputsRequest } from "./analyze_options.ts";
import { droppedSamples, keptSamples, namesOf, withSamples } from "./analyze_samples.ts";
import { requireNumbers, withoutTexts } from "./analyze_texts.ts";
import { type ListItem, NamedLists } from "./column_lists.ts";
import { UsageError } from "./options.ts";

/** All that an analysis takes from files. */
export interface Inputs {
  /** The features; columns of the file that are not used are left out of them. */
  readonly variables: Variables;
  readonly target: Target | undefined;
  /** The group of each sample. */
  readonly groups: readonly (number | string)[] | undefined;
  /** Columns of blocks by their own numbers. */
  readonly blocks: readonly Block[] | undefined;
  /** Multiplets by the own numbers of variables. */
  readonly multiplets: readonly (readonly number[])[] | undefined;
}

/**
 * Reads all files.
 *
 * @param notices gets what must be known about how the files were read, one sentence each, also before an error
 * @throws UsageError or TableError for files and options that do not fit
 */
export async function readInputs(request: InputsRequest, notices: string[]): Promise<Inputs> {
  requireOneStandardInput(request);
  const tell = (file: string, own: readonly string[]) =>
    void notices.push(...own.map((notice) => `${file}: ${notice}`));
  const read = async (file: string) => {
    const table = await readTable(file, readingOf(request, file));
    tell(file, table.notices);
    return table;
  };
  const features = await read(request.features);
  const names = new NamedLists("column", features.columns);
  const labels = await labelColumns(request, features, names, read);
  const groups = await groupColumn(request, features, names, read);
  const blocks = request.blocks && names.indices("--blocks", request.blocks);
  const asked = usedColumns(request, features, names, blocks, [labels, groups]);
  const used = request.dropSamples
    ? withoutTexts(asked, (notice) => tell(request.features, [notice]))
    : asked;
  requireNumbers(used, request.features);
  tell(request.features, noticesOf(used));
  const variables = blocks
    ? new NamedLists("block", blocks.map((own, index) => ({ index, name: blockName(own, used) })))
    : new NamedLists("column", used, features.columns);
  const multiplets = await askedMultiplets(request, variables);

  const isQuantity = request.continuous && request.dropSamples;
  const target = isQuantity && labels
    ? { ...labels, columns: withoutTexts(labels.columns, (notice) => tell(labels.file, [notice])) }
    : labels;
  const samples = keptSamples(request, used, target, groups);
  const kept = withSamples(samples);
  notices.push(...droppedSamples(samples));
  return {
    variables: variablesOf(used.map(kept), samples.count, blocks ? [] : unused(features, used)),
    target: targetOf(request, target, kept, tell),
    groups: groups && valuesOf(kept(groups.columns[0]!)),
    blocks,
    multiplets,
  };
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

/** The columns to analyse, all of which have numbers. */
function usedColumns(
  { features: file, columns, without }: InputsRequest,
  features: Table,
  names: NamedLists,
  blocks: readonly Block[] | undefined,
  others: readonly (Chosen | undefined)[],
): TableColumn[] {
  const indices = (option: string, list: readonly ListItem[] | undefined) =>
    list && new Set(names.indicesOf(option, list));
  const asked = indices("--columns", columns);
  const refused = indices("--without", without) ?? new Set();
  for (const one of others) {
    for (const { index } of one?.isOwn ? one.columns : []) refused.add(index);
  }
  const all = features.columns.filter(({ index }) =>
    (asked?.has(index) ?? true) && !refused.has(index)
  );
  const grouped = blocks && new Set(blocks.flat());
  const there = new Set(all.map(({ index }) => index));
  const missing = [...grouped ?? []].find((index) => !there.has(index));
  if (missing !== undefined) {
    const { name } = features.columns.find(({ index }) => index === missing)!;
    throw new UsageError(
      `--blocks has column ${missing} (${quoted(name)}), which other options leave out`,
    );
  }
  const used = grouped ? all.filter(({ index }) => grouped.has(index)) : all;
  if (used.length === 0) {
    throw new UsageError(
      `No column is left to analyse: ${file} has ${namesOf(features.columns)}, ` +
        "and the options leave out all of them",
    );
  }
  return used;
}

/** Columns that are not analysed. They keep their numbers, and results their names. */
function unused(features: Table, used: readonly TableColumn[]): DegenerateColumn[] {
  const kept = new Set(used.map(({ index }) => index));
  return features.columns.filter(({ index }) => !kept.has(index)).map(({ index, name }) => ({
    index,
    name,
    reason: "unused",
    explanation: "options leave it out",
  }));
}

function variablesOf(
  used: readonly TableColumn[],
  samples: number,
  leftOut: readonly DegenerateColumn[],
): Variables {
  return {
    samples,
    columns: used.map(({ index, name, values, resolution, roundoff }) => ({
      index,
      name,
      values: values!,
      resolution,
      roundoff,
    })),
    variables: used.map(({ index, name }, at) => ({ index, name, columns: [at] })),
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
