/**
 * What is to be removed from a store, as text for a terminal.
 * @module
 */
import { LINE_WIDTH, wrappedLines } from "../analysis/formats.ts";
import type { StoredArtifact } from "../system/artifacts/inspect.ts";
import { type Amount, amountOf, amountsByKind } from "../inventory/amount.ts";
import type { Choice } from "../inventory/choice.ts";
import { artifactsOf, ID_LENGTH } from "../inventory/configuration.ts";
import type { Inventory } from "../inventory/inventory.ts";
import { table } from "../notebook/table.ts";
import { byteSize } from "./byte_size.ts";
import { oneLine } from "./one_line.ts";
import { AMOUNT_COLUMNS, amountCells } from "./store_text.ts";

/** What is removed, added up. */
type Removed = Omit<Amount, "newest">;

/** The sum of a choice; what is no artifact counts as one. */
function choiceAmount({ artifacts, damaged, partial }: Choice): Removed {
  return [...damaged, ...partial].reduce<Removed>((sum, { bytes, bytesOnDisk }) => ({
    artifacts: sum.artifacts + 1,
    bytes: sum.bytes + bytes,
    bytesOnDisk: sum.bytesOnDisk + bytesOnDisk,
    seconds: sum.seconds,
  }), amountOf(artifacts));
}

/** `2,799 results, 44.6 MB on disk` of a choice. */
export function choiceWords(choice: Choice): string {
  const { artifacts, bytesOnDisk } = choiceAmount(choice);
  const count = artifacts === 1 ? "1 result" : `${artifacts.toLocaleString("en")} results`;
  return `${count}, ${byteSize(bytesOnDisk)} on disk`;
}

/** The choice as a table by configuration and kind, with its notes. Ends with a line break. */
export function choiceText(inventory: Inventory, choice: Choice): string {
  const rows = rowsOf(inventory, choice).map(({ of, kind, ...amount }) => ({
    of,
    kind,
    artifacts: amount.artifacts,
    ...amountCells(amount),
  }));
  const total = choiceAmount(choice);
  const columns = [
    { key: "of", header: "of" },
    { key: "kind" },
    { key: "artifacts" },
    ...AMOUNT_COLUMNS,
  ];
  const all = { of: "all", kind: "", artifacts: total.artifacts, ...amountCells(total) };
  const caption = `To be removed from ${inventory.root}`;
  const lines = table(rows.length > 1 ? [...rows, all] : rows, { caption, columns }).text.split(
    "\n",
  );
  const notes = choice.notes.flatMap((note) =>
    wrappedLines(`Note: ${note}.`.split(" "), LINE_WIDTH)
  );
  return [...lines, ...notes].map((line) => `${oneLine(line)}\n`).join("");
}

/** The amounts of the choice by what it belongs to. */
function rowsOf(
  { configurations, orphans, others }: Inventory,
  { artifacts, damaged, partial }: Choice,
): (Removed & { readonly of: string; readonly kind: string })[] {
  const chosen = new Set(artifacts);
  const owners: [string, readonly StoredArtifact[]][] = [
    ...configurations.map((one): [string, StoredArtifact[]] => [
      `configuration ${one.key.slice(0, ID_LENGTH)}`,
      artifactsOf(one),
    ]),
    ["orphans", orphans],
    ["others", others],
  ];
  const leftovers = { damaged, partial };
  return [
    ...owners.flatMap(([of, own]) =>
      amountsByKind(own.filter((one) => chosen.has(one))).map((amount) => ({ of, ...amount }))
    ),
    ...(["damaged", "partial"] as const).filter((of) => leftovers[of].length > 0)
      .map((of) => ({
        of,
        kind: "",
        ...choiceAmount({ artifacts: [], damaged: leftovers[of], partial: [], notes: [] }),
      })),
  ];
}
