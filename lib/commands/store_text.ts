/**
 * What a store keeps, as text for a terminal.
 * @module
 */
import { relative } from "node:path";
import { LINE_WIDTH, wrappedLines } from "../analysis/formats.ts";
import { type Amount, NETWORK } from "../inventory/amount.ts";
import type {
  ConfigurationReport,
  GroupReport,
  LeftoverReport,
  StoreReport,
} from "../inventory/report.ts";
import { settingsParts } from "../inventory/settings_text.ts";
import { duration } from "../notebook/progress_markup.ts";
import { table, type TableColumn } from "../notebook/table.ts";
import { byteSize } from "./byte_size.ts";
import { oneLine } from "./one_line.ts";

/** Columns that tell an amount. */
export const AMOUNT_COLUMNS: readonly TableColumn[] = [
  { key: "files", header: "in files", align: "right" },
  { key: "disk", header: "on disk", align: "right" },
  { key: "time", header: "computed in", align: "right" },
];

/** The cells of {@link AMOUNT_COLUMNS}; no time where none was noted. */
export function amountCells(
  { bytes, bytesOnDisk, seconds }: Omit<Amount, "artifacts" | "newest">,
): { readonly files: string; readonly disk: string; readonly time: string | undefined } {
  const time = seconds === 0 ? undefined : duration(1000 * seconds);
  return { files: byteSize(bytes), disk: byteSize(bytesOnDisk), time };
}

/** An amount as parts of a sentence. */
function amountParts(amount: Omit<Amount, "artifacts" | "newest">): string[] {
  const { files, disk, time } = amountCells(amount);
  return [`${files} in files`, `${disk} on disk`, ...(time ? [`computed in ${time}`] : [])];
}

/** How many artifacts of each kind there are. */
function counts(kinds: StoreReport["kinds"]): string[] {
  return kinds.map(({ kind, artifacts }) => `${kind} ${artifacts.toLocaleString("en")}`);
}

/** Most leftovers of one sort that are listed one by one. */
const MOST_LISTED = 10;

/** The report as text of at most {@link LINE_WIDTH} columns, but for the path of the store. */
export function storeText(report: StoreReport): string {
  const { store, artifacts, configurations, orphans, others } = report;
  const count = artifacts === 1 ? "1 artifact" : `${artifacts.toLocaleString("en")} artifacts`;
  const blocks = [
    [store, [count, ...amountParts(report)].join(", ")].join("\n"),
    ...(artifacts === 0 ? [] : [kindTable(report)]),
    ...(configurations.length === 0 ? [] : [configurationTable(configurations)]),
    ...groupBlock("orphans", "results of networks that are not here any more", orphans),
    ...groupBlock("others", "computed from no network, or from one listed as foreign", others),
    ...leftoverBlock(store, "damaged", "a run computes them again", report.damaged),
    ...leftoverBlock(
      store,
      "partial",
      "being written or removed, or left by a kill",
      report.partial,
    ),
    ...leftoverBlock(
      store,
      "foreign",
      "other files, links, unreadable; never removed",
      report.foreign,
    ),
  ];
  return blocks.map((block) => block.split("\n").map((line) => oneLine(line)).join("\n") + "\n")
    .join("\n");
}

function kindTable({ kinds }: StoreReport): string {
  const rows = kinds.map((own) => ({
    kind: own.kind,
    artifacts: own.artifacts,
    ...amountCells(own),
  }));
  const columns = [{ key: "kind" }, { key: "artifacts" }, ...AMOUNT_COLUMNS];
  return table(rows, { caption: "Kinds", columns }).text;
}

/** A line of numbers for each configuration, and below it in words what it is. */
function configurationTable(configurations: readonly ConfigurationReport[]): string {
  const rows = configurations.map((own) => {
    const networks = own.kinds.find(({ kind }) => kind === NETWORK)?.artifacts ?? 0;
    return {
      id: own.id,
      networks,
      results: own.artifacts - networks,
      ...amountCells(own),
      newest: own.newest?.slice(0, 10),
    };
  });
  const columns = [
    ...["id", "networks", "results"].map((key) => ({ key })),
    ...AMOUNT_COLUMNS,
    { key: "newest" },
  ];
  const [caption, header, ...lines] = table(rows, { caption: "Configurations", columns }).text
    .split("\n");
  return [caption, header, ...lines.flatMap((line, at) => [line, ...details(configurations[at]!)])]
    .join("\n");
}

/** Indentation of what stands below the line of a configuration. */
const INDENT = "          ";

function details(configuration: ConfigurationReport): string[] {
  const { presets, kinds } = configuration;
  const results = counts(kinds.filter(({ kind }) => kind !== NETWORK));
  const preset = presets.length === 0 ? "not noted" : presets.join(", ");
  const width = LINE_WIDTH - INDENT.length;
  return [
    ...wrappedLines([`preset ${preset}`, ...settingsParts(configuration)], width, ", "),
    ...(results.length === 0 ? [] : wrappedLines(results, width, ", ")),
  ].map((line) => INDENT + line);
}

function groupBlock(name: string, what: string, group: GroupReport): string[] {
  if (group.artifacts === 0) return [];
  const parts = [...counts(group.kinds), ...amountParts(group)];
  const lines = wrappedLines(parts, LINE_WIDTH - 2, ", ").map((line) => `  ${line}`);
  return [[`${name}: ${what}`, ...lines].join("\n")];
}

function leftoverBlock(
  store: string,
  name: string,
  what: string,
  leftovers: readonly LeftoverReport[],
): string[] {
  if (leftovers.length === 0) return [];
  const sum = (key: "bytes" | "bytesOnDisk") =>
    byteSize(leftovers.reduce((total, one) => total + one[key], 0));
  const listed = leftovers.slice(0, MOST_LISTED);
  const more = leftovers.length - listed.length;
  return [[
    `${name}: ${leftovers.length}, ${sum("bytes")} in files, ${
      sum("bytesOnDisk")
    } on disk; ${what}`,
    ...listed.flatMap((one) => leftoverLines(store, one)),
    ...(more > 0 ? [`  … ${more} more, which --json lists`] : []),
  ].join("\n")];
}

/** Where it lies, with keys cut as a shell takes them, and below it why. */
function leftoverLines(store: string, { path, reason, bytes }: LeftoverReport): string[] {
  const place = oneLine(relative(store, path)).replace(/([0-9a-f]{8})[0-9a-f]{56}.*$/, "$1*");
  const words = `${oneLine(reason)}, ${byteSize(bytes)}`.split(" ");
  return [`  ${place}`, ...wrappedLines(words, LINE_WIDTH - 4).map((line) => `    ${line}`)];
}
