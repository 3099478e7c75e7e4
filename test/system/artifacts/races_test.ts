/** Two that use one store at the same time, with what happens between their steps made to happen. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { ArtifactStore, type DamageReport } from "../../../lib/system/artifacts/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { FRAGILE, SPOILT_BYTES, unitFiles, unitId } from "./_units.ts";

const id = unitId(0);
const files = unitFiles(0);

interface Setting {
  readonly root: string;
  /** Two stores on the same folder, as two processes have them. */
  readonly stores: readonly [ArtifactStore, ArtifactStore];
  /** Damages that they have reported. */
  readonly damages: DamageReport[];
  /** Damages the artifact. */
  readonly spoil: () => Promise<void>;
  /** Names in the folder of damaged artifacts, its lock left out. */
  readonly putAside: () => string[];
}

function withStores(test: (setting: Setting) => Promise<void>): Promise<void> {
  return inFolder(async (root) => {
    const damages: DamageReport[] = [];
    const open = () => new ArtifactStore(root, { onDamage: (report) => damages.push(report) });
    const stores = [open(), open()] as const;
    await test({
      root,
      stores,
      damages,
      spoil: () => Deno.truncate(join(stores[0].folder(id), FRAGILE), SPOILT_BYTES),
      putAside: () =>
        [...Deno.readDirSync(join(root, ".damaged"))].map(({ name }) => name)
          .filter((name) => name !== ".lock"),
    });
  });
}

/** Functions of `Deno` as they are. */
const { lstat, stat, realPath, open, readFile, mkdir } = Deno;

/** Runs a test with some of them replaced. */
async function withReplaced(
  functions: Partial<
    Pick<typeof Deno, "lstat" | "stat" | "realPath" | "open" | "readFile" | "mkdir">
  >,
  test: () => Promise<void>,
): Promise<void> {
  Object.assign(Deno, functions);
  try {
    await test();
  } finally {
    Object.assign(Deno, { lstat, stat, realPath, open, readFile, mkdir });
  }
}

Deno.test(
  "an artifact that another process finishes between two looks is not damaged",
  permitted,
  () =>
    withStores(async ({ stores: [reader, writer], damages }) => {
      let looks = 0;
      /** What the first look has found out, told when the artifact has appeared meanwhile. */
      const late = async <Answer>(look: () => Promise<Answer>): Promise<Answer> => {
        if (looks++ > 0) return await look();
        const answer = await look().then((value) => ({ value }), (error) => ({ error }));
        await writer.write(id, files, null);
        if ("error" in answer) throw answer.error;
        return answer.value;
      };
      await withReplaced({
        lstat: (path) => late(() => lstat(path)),
        stat: (path) => late(() => stat(path)),
        realPath: (path) => late(() => realPath(path)),
        open: (path, options) => late(() => open(path, options)),
        readFile: (path) => late(() => readFile(path)),
      }, async () => {
        equal(await reader.read(id), undefined);
      });
      deepEqual((await reader.read(id))!.files, files);
      deepEqual(damages, []);
    }),
);

Deno.test(
  "a damaged artifact that two find at once is put aside and reported once",
  permitted,
  () =>
    withStores(async ({ stores, damages, spoil, putAside }) => {
      await stores[0].write(id, files, null);
      await spoil();
      const both = Promise.withResolvers<void>();
      let arrived = 0;
      await withReplaced({
        // Both have seen the damage before either goes on.
        mkdir: async (path, options) => {
          if (++arrived === 2) both.resolve();
          await both.promise;
          return await mkdir(path, options);
        },
      }, async () => {
        const reads = await Promise.allSettled(stores.map((store) => store.read(id)));
        deepEqual(reads, [1, 2].map(() => ({ status: "fulfilled", value: undefined })));
      });
      equal(damages.length, 1);
      equal(putAside().length, 1);
    }),
);

Deno.test(
  "what another process has made anew is not put aside for the damage of its predecessor",
  permitted,
  () =>
    withStores(async ({ stores: [slow, fast], damages, spoil, putAside }) => {
      await slow.write(id, files, null);
      await spoil();
      let seen = false;
      await withReplaced({
        mkdir: async (path, options) => {
          if (!seen) {
            seen = true;
            equal(await fast.read(id), undefined);
            await fast.write(id, files, { by: "fast" });
          }
          return await mkdir(path, options);
        },
      }, async () => {
        deepEqual((await slow.read(id))!.sidecar, { by: "fast" });
      });
      equal(damages.length, 1);
      equal(putAside().length, 1);
      deepEqual((await slow.read(id))!.files, files);
    }),
);

Deno.test(
  "finished work takes the place of an artifact that was damaged meanwhile",
  permitted,
  () =>
    withStores(async ({ stores: [store], damages, spoil, putAside }) => {
      await store.write(id, files, { run: 1 });
      await spoil();
      deepEqual((await store.write(id, files, { run: 2 })).sidecar, { run: 2 });
      deepEqual((await store.read(id))!.sidecar, { run: 2 });
      equal(damages.length, 1);
      equal(putAside().length, 1);
    }),
);

Deno.test(
  "the same artifact can be damaged, and put aside, more than once",
  permitted,
  () =>
    withStores(async ({ stores: [store], damages, spoil, putAside }) => {
      for (let time = 0; time < 5; time++) {
        await store.write(id, files, null);
        await spoil();
        equal(await store.read(id), undefined);
      }
      equal(damages.length, 5);
      equal(putAside().length, 5);
    }),
);
