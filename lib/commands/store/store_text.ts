/** The contents of a store, and a choice for removal, as text for a terminal. */
import { relative } from "node:path";
import { LINE_WIDTH, wrappedLines } from "../../analysis/table_layout.ts";
import type { Choice } from "./choice.ts";
import {
  type Amount,
  amountOf,
  amountsByKind,
  type Inventory,
  NETWORK,
  settingsParts,
  type StoreReport,
} from "./inventory.ts";
import { duration } from "../../studies/mod.ts";
import { table, type TableColumn } from "../../reports/notebook/table.ts";
import type { Footprint, StoredArtifact } from "../../system/artifacts/scan.ts";
import { byteSize } from "../../system/printable.ts";
import { oneLine } from "../output.ts";

const AMOUNT_COLUMNS: readonly TableColumn[] = [
  { key: "files", header: "in files", align: "right" },
  { key: "disk", header: "on disk", align: "right" },
  { key: "time", header: "computed in", align: "right" },
];

/** The number, and the cells of {@link AMOUNT_COLUMNS}; no time if none was noted. */
function amountCells({ artifacts, bytes, bytesOnDisk, seconds }: Omit<Amount, "newest">) {
  const time = seconds === 0 ? undefined : duration(1000 * seconds);
  return { artifacts, files: byteSize(bytes), disk: byteSize(bytesOnDisk), time };
}

function amountParts(amount: Amount): string[] {
  const { files, disk, time } = amountCells(amount);
  return [`${files} in files`, `${disk} on disk`, ...(time ? [`computed in ${time}`] : [])];
}

function counted(count: number, thing: string): string {
  return `${count.toLocaleString("en")} ${thing}${count === 1 ? "" : "s"}`;
}

function counts(kinds: StoreReport["kinds"]): string[] {
  return kinds.map(({ kind, artifacts }) => `${kind} ${artifacts.toLocaleString("en")}`);
}

/** The report as text of at most {@link LINE_WIDTH} columns, except for the path of the store. */
export function storeText(report: StoreReport): string {
  const { store, artifacts, configurations } = report;
  const blocks = [
    [store, [counted(artifacts, "artifact"), ...amountParts(report)].join(", ")].join("\n"),
    ...(artifacts === 0 ? [] : [kindTable(report)]),
    ...(configurations.length === 0 ? [] : [configurationTable(configurations)]),
    ...groupBlock(report, "orphans", "results whose network was removed"),
    ...groupBlock(report, "others", "not computed from a network, or from one listed as foreign"),
    ...leftoverBlock(report, "damaged", "a run that needs them computes them again"),
    ...leftoverBlock(report, "partial", "in use, or left by a killed process"),
    ...leftoverBlock(report, "foreign", "other files, links, unreadable files; never removed"),
  ];
  return blocks.map((block) => block.split("\n").map((line) => oneLine(line)).join("\n") + "\n")
    .join("\n");
}

function kindTable({ kinds }: StoreReport): string {
  const rows = kinds.map((own) => ({ kind: own.kind, ...amountCells(own) }));
  const columns = [{ key: "kind" }, { key: "artifacts" }, ...AMOUNT_COLUMNS];
  return table(rows, { caption: "Kinds", columns }).text;
}

function configurationTable(configurations: StoreReport["configurations"]): string {
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

function details(configuration: StoreReport["configurations"][number]): string[] {
  const { presets, kinds } = configuration;
  const results = counts(kinds.filter(({ kind }) => kind !== NETWORK));
  const preset = presets.join(", ") || "not noted";
  return indented([`preset ${preset}`, ...settingsParts(configuration)], 10, ", ")
    .concat(results.length === 0 ? [] : indented(results, 10, ", "));
}

/** Words in lines of at most {@link LINE_WIDTH} columns, each after so many spaces. */
function indented(words: readonly string[], spaces: number, separator?: string): string[] {
  return wrappedLines(words, LINE_WIDTH - spaces, separator)
    .map((line) => " ".repeat(spaces) + line);
}

function groupBlock(report: StoreReport, name: "orphans" | "others", what: string): string[] {
  const group = report[name];
  if (group.artifacts === 0) return [];
  const parts = [...counts(group.kinds), ...amountParts(group)];
  return [[`${name}: ${what}`, ...indented(parts, 2, ", ")].join("\n")];
}

function leftoverBlock(
  report: StoreReport,
  name: "damaged" | "partial" | "foreign",
  what: string,
): string[] {
  const leftovers = report[name];
  if (leftovers.length === 0) return [];
  const listed = leftovers.slice(0, 10);
  const more = leftovers.length - listed.length;
  return [[
    `${name}: ${leftovers.length}, ${amountParts(amountOf(leftovers)).join(", ")}; ${what}`,
    ...listed.flatMap((one) => leftoverLines(report.store, one)),
    ...(more > 0 ? [`  … ${more} more, which --json lists`] : []),
  ].join("\n")];
}

/** The path, with keys shortened to shell patterns, and below it the reason. */
function leftoverLines(
  store: string,
  { path, reason, bytes }: StoreReport["damaged"][number],
): string[] {
  const location = oneLine(relative(store, path)).replace(/([0-9a-f]{8})[0-9a-f]{56}.*$/, "$1*");
  const words = `${oneLine(reason)}, ${byteSize(bytes)}`.split(" ");
  return [`  ${location}`, ...indented(words, 4)];
}

function choiceAmount({ artifacts, damaged, partial }: Choice): Amount {
  return amountOf([...artifacts, ...damaged, ...partial]);
}

/** `2,799 results, 44.6 MB on disk` of a choice. */
export function choiceWords(choice: Choice): string {
  const { artifacts, bytesOnDisk } = choiceAmount(choice);
  return `${counted(artifacts, "result")}, ${byteSize(bytesOnDisk)} on disk`;
}

/** The choice as a table by configuration and kind, with its notes. Ends with a line break. */
export function choiceText(inventory: Inventory, choice: Choice): string {
  const rows = rowsOf(inventory, choice);
  const all = { of: "all", kind: "", ...amountCells(choiceAmount(choice)) };
  const lines = table(rows.length > 1 ? [...rows, all] : rows, {
    caption: `To be removed from ${inventory.root}`,
    columns: [{ key: "of" }, { key: "kind" }, { key: "artifacts" }, ...AMOUNT_COLUMNS],
  }).text.split("\n");
  const notes = choice.notes.flatMap((note) => indented(`Note: ${note}.`.split(" "), 0));
  return [...lines, ...notes].map((line) => `${oneLine(line)}\n`).join("");
}

function rowsOf(
  { configurations, orphans, others }: Inventory,
  { artifacts, damaged, partial }: Choice,
) {
  const chosen = new Set(artifacts);
  const rows = (of: string, own: readonly StoredArtifact[]) =>
    amountsByKind(own.filter((one) => chosen.has(one)))
      .map((amount) => ({ of, kind: amount.kind, ...amountCells(amount) }));
  const leftover = (of: string, own: readonly Footprint[]) =>
    own.length === 0 ? [] : [{ of, kind: "", ...amountCells(amountOf(own)) }];
  return [
    ...configurations.flatMap(({ id, artifacts }) => rows(`configuration ${id}`, artifacts)),
    ...rows("orphans", orphans),
    ...rows("others", others),
    ...leftover("damaged", damaged),
    ...leftover("partial", partial),
  ];
}
