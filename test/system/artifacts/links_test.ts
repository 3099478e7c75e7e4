/** Links in a store: listed as foreign, never followed, never removed. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join, relative } from "node:path";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { removeFromStore } from "../../../lib/system/artifacts/removal.ts";
import { scanStore } from "../../../lib/system/artifacts/scan.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";

const id = (index: number) => ({ kind: "layer", inputs: { index } });
const files = { "layer.json": new Uint8Array(50) };

/** A store with one artifact, and a folder beside it with a file that was last changed a year ago. */
const withDocs = (
  test: (store: ArtifactStore, folder: string, docs: string) => Promise<void>,
) =>
  inFolder(async (base) => {
    const [root, docs] = [join(base, "runs"), join(base, "docs")];
    const store = new ArtifactStore(root);
    const { folder } = await store.write(id(1), files, null);
    await Deno.mkdir(join(docs, "letters"), { recursive: true });
    await Deno.writeTextFile(join(docs, "letters", "first.txt"), "first");
    await Deno.writeTextFile(join(docs, "thesis.txt"), "thesis");
    const then = Date.now() / 1000 - 365 * 86_400;
    for (const path of ["letters/first.txt", "letters", "thesis.txt"]) {
      await Deno.utime(join(docs, path), then, then);
    }
    await test(store, folder, docs);
    equal(await Deno.readTextFile(join(docs, "letters", "first.txt")), "first");
    equal(await Deno.readTextFile(join(docs, "thesis.txt")), "thesis");
    deepEqual([...Deno.readDirSync(docs)].map(({ name }) => name).sort(), [
      "letters",
      "thesis.txt",
    ]);
  });

/** Puts a link in a store, in the place of whatever is there. */
async function link(path: string, target: string): Promise<void> {
  await Deno.remove(path, { recursive: true }).catch(() => {});
  await Deno.symlink(target, path);
}

const listed = async (root: string) =>
  (await scanStore(root)).foreign.map(({ path, reason, bytes }) =>
    `${relative(root, path)}: ${reason}, ${bytes}`
  );

for (const name of [".partial", ".damaged"]) {
  Deno.test(
    `what lies behind a link ${name} is neither listed nor removed, nor swept by a run`,
    permitted,
    () =>
      withDocs(async (store, folder, docs) => {
        const { root } = store;
        await link(join(root, name), docs);
        const { damaged, partial } = await scanStore(root);
        deepEqual([damaged, partial], [[], []]);
        deepEqual(await listed(root), [`${name}: a link to ${docs}, 0`]);
        for (const path of [join(root, name, "letters"), folder]) {
          await rejects(removeFromStore(root, [{ path }]), {
            name: "ArtifactError",
            message:
              `Cannot remove results from ${root}, 0 of 1 are removed: ${root}/${name} is a ` +
              `link to ${docs}; move it away, the store makes a folder there`,
          });
        }
        await store.write(id(2), files, null);
        equal((await scanStore(root)).artifacts.length, 2);
      }),
  );

  Deno.test(
    `a link in ${name} is foreign and stays; what lies beside it does not`,
    permitted,
    () =>
      withDocs(async ({ root }, _, docs) => {
        const paths = ["letters", "other"].map((name_) => join(root, name, name_));
        await Deno.mkdir(paths[1]!, { recursive: true });
        await link(paths[0]!, join(docs, "letters"));
        deepEqual(await listed(root), [`${name}/letters: a link to ${docs}/letters, 0`]);
        const { damaged, partial } = await scanStore(root);
        deepEqual([...damaged, ...partial].map(({ path }) => path), [paths[1]]);
        deepEqual(await removeFromStore(root, paths.map((path) => ({ path }))), {
          removed: 1,
          passedOver: 1,
        });
        equal(await Deno.readLink(paths[0]!), join(docs, "letters"));
      }),
  );
}

Deno.test(
  "a run sweeps what was left a day ago, but no link",
  permitted,
  () =>
    withDocs(async (store, _, docs) => {
      const [linked, left] = ["letters", "left"].map((name) => join(store.root, ".partial", name));
      await link(linked!, join(docs, "letters"));
      await Deno.mkdir(left!);
      const { now } = Date;
      Date.now = () => now() + 25 * 3_600_000;
      try {
        await store.write(id(2), files, null);
      } finally {
        Date.now = now;
      }
      deepEqual([...Deno.readDirSync(join(store.root, ".partial"))].map(({ name }) => name), [
        "letters",
      ]);
    }),
);

Deno.test(
  "a kind that is a link to that of another store is foreign, and the other store keeps its artifact",
  permitted,
  () =>
    inFolder(async (base) => {
      const [root, other] = [join(base, "runs"), join(base, "other")];
      const { folder, key } = await new ArtifactStore(other).write(id(1), files, null);
      await Deno.mkdir(root);
      await link(join(root, "layer"), join(other, "layer"));
      const { artifacts, kinds } = await scanStore(root);
      deepEqual([artifacts, kinds], [[], []]);
      deepEqual(await listed(root), [`layer: a link to ${other}/layer, 0`]);
      const parts = [{ path: join(root, "layer", key) }, { path: join(root, "layer") }];
      deepEqual(await removeFromStore(root, parts), { removed: 0, passedOver: 2 });
      equal((await Deno.lstat(folder)).isDirectory, true);
      equal(await Deno.readLink(join(root, "layer")), join(other, "layer"));
    }),
);

Deno.test(
  "an artifact that is a link is foreign and stays, as a link that leads nowhere does",
  permitted,
  () =>
    withDocs(async ({ root }, folder, docs) => {
      const key = relative(root, folder);
      for (const target of [docs, "nothing"]) {
        await link(folder, target);
        const { artifacts, damaged } = await scanStore(root);
        deepEqual([artifacts, damaged], [[], []]);
        deepEqual(await listed(root), [`${key}: a link to ${target}, 0`]);
        deepEqual(await removeFromStore(root, [{ path: folder }]), { removed: 0, passedOver: 1 });
        equal(await Deno.readLink(folder), target);
      }
    }),
);

Deno.test(
  "a link within an artifact counts nothing, and goes with it without what lies behind",
  permitted,
  () =>
    withDocs(async ({ root }, folder, docs) => {
      const before = (await scanStore(root)).artifacts[0]!.bytes;
      await link(join(folder, "letters"), join(docs, "letters"));
      equal((await scanStore(root)).artifacts[0]!.bytes, before);
      deepEqual(await removeFromStore(root, [{ path: folder }]), { removed: 1, passedOver: 0 });
      equal(await Deno.lstat(folder).then(() => true, () => false), false);
    }),
);

Deno.test(
  "what became a link after the list was made is passed over: parents are looked at before each rename",
  permitted,
  () =>
    withDocs(async (store, folder, docs) => {
      const { root } = store;
      const second = (await store.write(id(2), files, null)).folder;
      const moved = join(docs, "..", "moved");
      const isStill = () => {
        Deno.renameSync(join(root, "layer"), moved);
        Deno.symlinkSync(moved, join(root, "layer"));
        return true;
      };
      const parts = [{ path: folder }, { path: second, isStill }];
      deepEqual(await removeFromStore(root, parts), { removed: 1, passedOver: 1 });
      equal([...Deno.readDirSync(moved)].length, 1);
    }),
);

Deno.test(
  "what is removed does not leave through a .partial that became a link meanwhile",
  permitted,
  () =>
    withDocs(async ({ root }, folder, docs) => {
      const isStill = () => {
        Deno.removeSync(join(root, ".partial"));
        Deno.symlinkSync(docs, join(root, ".partial"));
        return true;
      };
      await rejects(
        removeFromStore(root, [{ path: folder, isStill }]),
        /\.partial is a link to .*; move it away, the store makes a folder there$/,
      );
      equal((await scanStore(root)).artifacts.length, 1);
    }),
);

Deno.test(
  "nothing outside the store is removed, whatever its path",
  permitted,
  () =>
    withDocs(async ({ root }, _, docs) => {
      const paths = [docs, join(root, "..", "docs", "letters"), root, join(root, "..")];
      deepEqual(await removeFromStore(root, paths.map((path) => ({ path }))), {
        removed: 0,
        passedOver: 4,
      });
    }),
);

Deno.test(
  "the folder of the store itself may be a link: users move their data",
  permitted,
  () =>
    withDocs(async ({ root }, _, docs) => {
      const moved = join(docs, "..", "moved");
      await Deno.rename(root, moved);
      await link(root, moved);
      const { artifacts, foreign } = await scanStore(root);
      deepEqual([artifacts.length, foreign], [1, []]);
      const parts = artifacts.map(({ folder }) => ({ path: folder }));
      deepEqual(await removeFromStore(root, parts), { removed: 1, passedOver: 0 });
      deepEqual([...Deno.readDirSync(join(moved, "layer"))], []);
    }),
);
