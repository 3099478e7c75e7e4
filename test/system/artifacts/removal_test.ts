import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { removeFromStore } from "../../../lib/system/artifacts/removal.ts";
import { isDamaged } from "../../../lib/system/artifacts/scan.ts";
import { lockStore } from "../../../lib/system/artifacts/store_files.ts";
import { inFolder } from "../../in_folder.ts";
import { hasSmallDisks, withSmallDisk } from "../../small_disk.ts";
import { FRAGILE, SPOILT_BYTES, unitFiles, unitId, UNITS } from "./_units.ts";
import { permitted } from "../../permitted.ts";

/** Fills a store with all units; their folders. */
async function fill(root: string): Promise<string[]> {
  const store = new ArtifactStore(root);
  const folders: string[] = [];
  for (let index = 0; index < UNITS; index++) {
    folders.push((await store.write(unitId(index), unitFiles(index), null)).folder);
  }
  return folders;
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name);

Deno.test(
  "what is removed is gone, all else stays, and the folder of its kind too",
  permitted,
  () =>
    inFolder(async (root) => {
      const folders = await fill(root);
      const gone = folders.slice(0, 3).map((path) => ({ path }));
      deepEqual(await removeFromStore(root, gone), { removed: 3, passedOver: 0 });
      deepEqual(names(join(root, "unit")), [folders[3]!.split("/").at(-1)]);
      deepEqual(names(join(root, ".partial")), []);
      // A second time there is nothing.
      deepEqual(await removeFromStore(root, gone), { removed: 0, passedOver: 3 });
      // A run makes them again.
      await fill(root);
      deepEqual((await new ArtifactStore(root).read(unitId(0)))!.files, unitFiles(0));
    }),
);

Deno.test(
  "what has become something else right before its removal stays",
  permitted,
  () =>
    inFolder(async (root) => {
      const folders = await fill(root);
      const asked: string[] = [];
      const parts = folders.map((path, at) => ({
        path,
        isStill: () => asked.push(path) > 0 && at % 2 === 0,
      }));
      deepEqual(await removeFromStore(root, parts), { removed: 2, passedOver: 2 });
      deepEqual(asked, folders);
      equal(names(join(root, "unit")).length, 2);
    }),
);

Deno.test(
  "an interrupt leaves the rest untouched and nothing that was begun",
  permitted,
  () =>
    inFolder(async (root) => {
      const folders = await fill(root);
      const controller = new AbortController();
      const parts = folders.map((path, at) => ({
        path,
        isStill: () => {
          if (at === 1) controller.abort(new Error("enough"));
          return true;
        },
      }));
      await rejects(removeFromStore(root, parts, controller), /^Error: enough$/);
      equal(names(join(root, "unit")).length, UNITS - 2);
      deepEqual(names(join(root, ".partial")), []);
    }),
);

Deno.test(
  "what leaves its place is never seen in part: it is deleted after the renames",
  permitted,
  () =>
    inFolder(async (root) => {
      const folders = await fill(root);
      const { remove } = Deno;
      const removed: string[] = [];
      // As a kill between the two would leave it.
      Deno.remove = (path) => {
        removed.push(String(path));
        return Promise.reject(new Deno.errors.Interrupted());
      };
      try {
        await removeFromStore(root, folders.map((path) => ({ path })));
      } finally {
        Deno.remove = remove;
      }
      deepEqual(names(join(root, "unit")), []);
      const left = names(join(root, ".partial"));
      equal(left.length, UNITS);
      ok(removed.every((path) => path.includes("/.partial/")), `${removed}`);
      for (const name of left) await Deno.stat(join(root, ".partial", name, FRAGILE));
      // A run neither reads it nor is held up by it, and sweeps it when it is old.
      const yesterday = Date.now() / 1000 - 25 * 3600;
      for (const name of left) await Deno.utime(join(root, ".partial", name), yesterday, yesterday);
      await fill(root);
      deepEqual(names(join(root, ".partial")), []);
    }),
);

Deno.test(
  "a removal waits for a process that puts damage aside, and the other way round",
  permitted,
  () =>
    inFolder(async (root) => {
      const [first] = await fill(root);
      const order: string[] = [];
      const lock = await lockStore(root);
      const removal = removeFromStore(root, [{ path: first! }]).then(() => order.push("removed"));
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push("unlocked");
      lock[Symbol.dispose]();
      await removal;
      deepEqual(order, ["unlocked", "removed"]);
    }),
);

Deno.test(
  "what cannot be removed is told, with what was removed before it",
  permitted,
  () =>
    inFolder(async (root) => {
      const folders = await fill(root);
      const { rename } = Deno;
      let count = 0;
      Deno.rename = (from, to) =>
        ++count === 2 ? Promise.reject(new Deno.errors.PermissionDenied("no")) : rename(from, to);
      try {
        const message = `Cannot remove results from ${root}, 1 of ${UNITS} are removed: no`;
        await rejects(removeFromStore(root, folders.map((path) => ({ path }))), {
          name: "ArtifactError",
          message,
        });
      } finally {
        Deno.rename = rename;
      }
      equal(names(join(root, "unit")).length, UNITS - 1);
    }),
);

Deno.test(
  "a damaged artifact that is finished anew before its removal stays",
  permitted,
  () =>
    inFolder(async (root) => {
      const folders = await fill(root);
      await Deno.truncate(join(folders[0]!, FRAGILE), SPOILT_BYTES);
      const { mkdir } = Deno;
      const location = { folder: folders[0]!, kind: "unit", key: folders[0]!.split("/").at(-1)! };
      ok(isDamaged(location));
      let seen = false;
      Deno.mkdir = async (path, options) => {
        if (!seen) {
          seen = true;
          const store = new ArtifactStore(root, { onDamage: () => {} });
          await store.read(unitId(0));
          await store.write(unitId(0), unitFiles(0), null);
        }
        return await mkdir(path, options);
      };
      try {
        const isStill = () => isDamaged(location);
        const report = await removeFromStore(root, [{ path: location.folder, isStill }]);
        deepEqual(report, { removed: 0, passedOver: 1 });
      } finally {
        Deno.mkdir = mkdir;
      }
      deepEqual((await new ArtifactStore(root).read(unitId(0)))!.files, unitFiles(0));
    }),
);

Deno.test({
  name: "a full disk can be pruned",
  ignore: !hasSmallDisks,
  fn: () =>
    withSmallDisk("256k", async ({ path, fill: fillUp }) => {
      const folders = await fill(path);
      await fillUp();
      const report = await removeFromStore(path, folders.map((path) => ({ path })));
      deepEqual(report, { removed: UNITS, passedOver: 0 });
      await new ArtifactStore(path).write(unitId(0), unitFiles(0), null);
    }),
});

Deno.test(
  "a disk too full for the file of the lock can be pruned; another failure is told",
  permitted,
  () =>
    inFolder(async (root) => {
      const folders = await fill(root);
      const { mkdir } = Deno;
      const failing = async (code: string, path: string) => {
        Deno.mkdir = (path, options) =>
          String(path).endsWith(".damaged")
            ? Promise.reject(Object.assign(new Error(code), { code }))
            : mkdir(path, options);
        try {
          return await removeFromStore(root, [{ path }]);
        } finally {
          Deno.mkdir = mkdir;
        }
      };
      deepEqual(await failing("ENOSPC", folders[0]!), { removed: 1, passedOver: 0 });
      await rejects(failing("EROFS", folders[1]!), /0 of 1 are removed: EROFS$/);
      deepEqual(names(join(root, "unit")).length, UNITS - 1);
    }),
);
