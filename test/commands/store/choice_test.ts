import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { join } from "node:path";
import { UsageError } from "../../../lib/request/values.ts";
import { choose, prune } from "../../../lib/commands/store/choice.ts";
import type { Inventory } from "../../../lib/commands/store/inventory.ts";
import { EMBEDDED, withInventedStore } from "./invented_store.ts";
import { permitted } from "../../permitted.ts";

/** How many artifacts of each kind are chosen. */
const kinds = (inventory: Inventory, ...names: string[]) =>
  Object.fromEntries(
    [...Map.groupBy(choose(inventory, names).artifacts, ({ kind }) => kind)]
      .map(([kind, own]) => [kind, own.length]),
  );

/** Two networks of one configuration and one of another, with results, and an orphan. */
const withContents = (
  test: (look: () => Promise<Inventory>, root: string) => Promise<void>,
) =>
  withInventedStore(async ({ root, network, result, look }) => {
    const keys = [await network(0), await network(1), await network(0, { epochs: 2, day: 3 })];
    for (const key of keys) await result("layer", key);
    await result("retraining", keys[0]!, 1);
    await result("retraining", "f".repeat(64), 2);
    await test(look, root);
  });

Deno.test(
  "a configuration is named by four or more digits and takes its results along",
  permitted,
  () =>
    withContents(async (look) => {
      const inventory = await look();
      for (const digits of [4, 8, 64]) {
        const [newer, older] = inventory.configurations.map(({ key }) => key.slice(0, digits));
        deepEqual(kinds(inventory, newer!), { network: 1, layer: 1 });
        deepEqual(kinds(inventory, older!), { network: 2, layer: 2, retraining: 1 });
        deepEqual(kinds(inventory, newer!, older!, newer!), {
          network: 3,
          layer: 3,
          retraining: 1,
        });
      }
    }),
);

Deno.test(
  "a kind is all of that kind and no other; what stays of its networks is said",
  permitted,
  () =>
    withContents(async (look) => {
      const inventory = await look();
      deepEqual(kinds(inventory, "layer"), { layer: 3 });
      deepEqual(kinds(inventory, "retraining", "orphans"), { retraining: 2 });
      deepEqual(kinds(inventory, "orphans"), { retraining: 1 });
      const { artifacts, notes } = choose(inventory, ["network"]);
      equal(artifacts.length, 3);
      deepEqual(notes, [
        "4 results of these networks are not removed and become orphans; they are used again when the " +
        "same networks are trained again",
      ]);
      deepEqual(choose(inventory, ["network", "layer", "retraining"]).notes, []);
      deepEqual(choose(inventory, [inventory.configurations[1]!.key]).notes, []);
    }),
);

Deno.test(
  "a name of nothing, or of too few digits, is refused with what can be named",
  permitted,
  () =>
    withContents(async (look) => {
      const inventory = await look();
      const ids = inventory.configurations.map(({ key }) => key.slice(0, 8));
      for (const name of ["0".repeat(64), ids[0]!.slice(0, 3), "", "Layer", "configuration", "…"]) {
        throws(() => choose(inventory, ["orphans", name]), (error: unknown) => {
          const { name: kind, message } = error as Error;
          equal(kind, "UsageError");
          equal(
            message,
            `"${name}" matches nothing in the store: name a configuration by the first 4 or more digits of ` +
              `its id (${
                ids.join(", ")
              }), a kind (layer, network, retraining), or orphans, damaged, ` +
              "partial",
          );
          return true;
        });
      }
      const alike = inventory.configurations.map((one, at) => ({ ...one, key: `abcd${at}` }));
      const ambiguous = { ...inventory, configurations: alike };
      throws(
        () => choose(ambiguous, ["abcd"]),
        new UsageError(
          '"abcd" matches 2 configurations; write more digits of one of abcd0, abcd1',
        ),
      );
      equal(choose(ambiguous, ["abcd1"]).artifacts.length, 5);
      throws(
        () => choose({ ...inventory, configurations: [], kinds: [] }, ["abcd"]),
        /its id \(there is none\), a kind \(there is none\), or/,
      );
    }),
);

Deno.test(
  "a configuration of two presets says so before it is removed",
  permitted,
  () =>
    withInventedStore(async ({ network, look }) => {
      await network(0, { sidecar: { config: { ...EMBEDDED, preset: "paper" } } });
      const inventory = await look();
      const { key } = inventory.configurations[0]!;
      deepEqual(choose(inventory, [key.slice(0, 5)]).notes, [
        `configuration ${
          key.slice(0, 8)
        } is shared by the presets embedded, paper: a run of any of ` +
        "them trains its networks again",
      ]);
    }),
);

Deno.test(
  "what changed within the last hour may be in use: it stays, and that is said",
  permitted,
  () =>
    withContents(async (look, root) => {
      for (const name of ["young", "old"]) await Deno.mkdir(join(root, ".partial", name));
      const then = Date.now() / 1000 - 3700;
      await Deno.utime(join(root, ".partial", "old"), then, then);
      const inventory = await look();
      const choice = choose(inventory, ["partial"]);
      deepEqual(choice.partial.map(({ path }) => path), [join(root, ".partial", "old")]);
      deepEqual(choice.notes, [
        "1 of partial changed within the last hour and may be in use: not removed",
      ]);
      // What is young when the user has answered stays as well.
      await Deno.writeTextFile(join(root, ".partial", "old", "new"), "");
      deepEqual(await prune(root, choice), { removed: 0, passedOver: 1 });
      const later = choose(inventory, ["partial"], Date.now() + 3_601_000);
      deepEqual([later.partial.length, later.notes.length], [2, 0]);
    }),
);

Deno.test(
  "a choice is removed, networks last, and nothing else",
  permitted,
  () =>
    withContents(async (look, root) => {
      const inventory = await look();
      const { key } = inventory.configurations[1]!;
      const { rename } = Deno;
      const order: string[] = [];
      Deno.rename = (from, to) => {
        order.push(String(from).split("/").at(-2)!);
        return rename(from, to);
      };
      try {
        deepEqual(await prune(root, choose(inventory, [key])), { removed: 5, passedOver: 0 });
      } finally {
        Deno.rename = rename;
      }
      deepEqual(order.slice(-2), ["network", "network"]);
      deepEqual(order.slice(0, 3).sort(), ["layer", "layer", "retraining"]);
      const after = await look();
      deepEqual(after.configurations.map((one) => one.key), [inventory.configurations[0]!.key]);
      deepEqual(after.orphans, inventory.orphans);
      deepEqual([after.damaged, after.partial, after.foreign], [[], [], []]);
    }),
);

Deno.test(
  "damage is removed where it lies and where it was put, unless a run has mended it",
  permitted,
  () =>
    withContents(async (look, root) => {
      const aside = join(root, ".damaged", "layer-1");
      await Deno.mkdir(aside, { recursive: true });
      const [first, second] = (await look()).artifacts.filter(({ kind }) => kind === "layer");
      const file = (folder: string) => join(folder, "result.json");
      const whole = await Deno.readFile(file(second!.folder));
      for (const { folder } of [first!, second!]) await Deno.truncate(file(folder), 1);
      const choice = choose(await look(), ["damaged"]);
      equal(choice.damaged.length, 3);
      await Deno.writeFile(file(second!.folder), whole);
      deepEqual(await prune(root, choice), { removed: 2, passedOver: 1 });
      const after = await look();
      deepEqual(after.damaged, []);
      equal(after.artifacts.filter(({ kind }) => kind === "layer").length, 2);
    }),
);

Deno.test(
  "damage that cannot be read any more when it is to be removed stays",
  permitted,
  () =>
    withContents(async (look, root) => {
      const [layer] = (await look()).artifacts.filter(({ kind }) => kind === "layer");
      await Deno.truncate(join(layer!.folder, "result.json"), 1);
      const choice = choose(await look(), ["damaged"]);
      equal(choice.damaged.length, 1);
      const { readFileSync } = Deno;
      Deno.readFileSync = () => {
        throw new Deno.errors.PermissionDenied("not yours");
      };
      try {
        deepEqual(await prune(root, choice), { removed: 0, passedOver: 1 });
      } finally {
        Deno.readFileSync = readFileSync;
      }
      deepEqual(await prune(root, choice), { removed: 1, passedOver: 0 });
    }),
);
