import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join, relative } from "node:path";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { scanStore, type StoreContents } from "../../../lib/system/artifacts/scan.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";

const id = (seed: number) => ({ kind: "network", inputs: { seed } });
const files = { "final/weights.bin": new Uint8Array(5000), "history.json": new Uint8Array(20) };

/** Runs a test with a store that has one artifact. */
function withStore(
  test: (store: ArtifactStore, folder: string) => Promise<void>,
): Promise<void> {
  return inFolder(async (root) => {
    const store = new ArtifactStore(root);
    const { folder } = await store.write(id(1), files, { seconds: 2 });
    await test(store, folder);
  });
}

const places = (contents: StoreContents, of: "damaged" | "partial" | "foreign") =>
  contents[of].map(({ path, reason }) => `${relative(contents.root, path)}: ${reason}`);

Deno.test(
  "a scan has inputs, note and size of an artifact, its manifest and note included",
  permitted,
  () =>
    withStore(async ({ root }, folder) => {
      const { artifacts, kinds, ...rest } = await scanStore(root);
      equal(artifacts.length, 1);
      const { bytes, bytesOnDisk, ...named } = artifacts[0]!;
      deepEqual(named, {
        kind: "network",
        key: folder.split("/").at(-1),
        folder,
        inputs: { seed: 1 },
        sidecar: { seconds: 2 },
      });
      const own = ["artifact.json", "sidecar.json"].map((name) =>
        Deno.statSync(join(folder, name)).size
      );
      equal(bytes, 5020 + own[0]! + own[1]!);
      ok(bytesOnDisk >= bytes, `${bytesOnDisk}`);
      deepEqual(kinds, ["network"]);
      deepEqual(rest, { root, damaged: [], partial: [], foreign: [] });
    }),
);

Deno.test(
  "results are not read: flipped bytes go unnoticed, a changed size does not",
  permitted,
  () =>
    withStore(async ({ root }, folder) => {
      const path = join(folder, "final/weights.bin");
      await Deno.writeFile(path, new Uint8Array(5000).fill(1));
      equal((await scanStore(root)).artifacts.length, 1);
      await Deno.truncate(path, 3);
      const scan = await scanStore(root);
      equal(scan.artifacts.length, 0);
      const key = folder.split("/").at(-1);
      deepEqual(places(scan, "damaged"), [
        `network/${key}: final/weights.bin has 3 bytes, 5000 are expected`,
      ]);
      deepEqual(scan.damaged[0]!.location, { folder, kind: "network", key });
    }),
);

const flaws: [string, RegExp, (folder: string) => Promise<void>][] = [
  [
    "a missing file",
    /^history\.json is missing$/,
    (folder) => Deno.remove(join(folder, "history.json")),
  ],
  [
    "a missing manifest",
    /^artifact\.json is missing/,
    (folder) => Deno.remove(join(folder, "artifact.json")),
  ],
  [
    "a cut manifest",
    /^artifact\.json is not JSON$/,
    (folder) => Deno.truncate(join(folder, "artifact.json"), 40),
  ],
  ["a manifest without end", /^artifact\.json is missing, or no file/, async (folder) => {
    await Deno.truncate(join(folder, "artifact.json"), 2 ** 25);
  }],
  ["an edited manifest", /fails its checksum/, async (folder) => {
    const path = join(folder, "artifact.json");
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('"seed": 1', '"seed": 2'));
  }],
  ["the manifest of another result", /describes another result/, async (folder) => {
    const store = new ArtifactStore(join(folder, "../../.."));
    const other = await store.write(id(2), files, null);
    await Deno.copyFile(join(other.folder, "artifact.json"), join(folder, "artifact.json"));
    await Deno.remove(other.folder, { recursive: true });
  }],
  ["a manifest that is a link", /^artifact\.json is missing, or no file/, async (folder) => {
    const [path, elsewhere] = [join(folder, "artifact.json"), join(folder, "../../elsewhere")];
    await Deno.rename(path, elsewhere);
    await Deno.symlink(elsewhere, path);
  }],
  ["a file in place of the folder", /^artifact\.json is missing/, async (folder) => {
    await Deno.remove(folder, { recursive: true });
    await Deno.writeTextFile(folder, "x");
  }],
];

for (const [what, reason, spoil] of flaws) {
  Deno.test(
    `${what} is listed as damage, as a run finds it`,
    permitted,
    () =>
      withStore(async ({ root }, folder) => {
        await spoil(folder);
        const { artifacts, damaged } = await scanStore(root);
        deepEqual(artifacts, []);
        equal(damaged.length, 1);
        equal(damaged[0]!.path, folder);
        ok(reason.test(damaged[0]!.reason), damaged[0]!.reason);
        const reports: string[] = [];
        const store = new ArtifactStore(root, { onDamage: ({ reason }) => reports.push(reason) });
        equal(await store.read(id(1)), undefined);
        equal(reports.length, 1);
      }),
  );
}

Deno.test(
  "an artifact with a lost or wrong note is one without a note",
  permitted,
  () =>
    withStore(async ({ root }, folder) => {
      const note = join(folder, "sidecar.json");
      await Deno.writeTextFile(note, "{");
      deepEqual((await scanStore(root)).artifacts.map(({ sidecar }) => sidecar), [null]);
      await Deno.remove(note);
      deepEqual((await scanStore(root)).artifacts.map(({ sidecar }) => sidecar), [null]);
    }),
);

Deno.test(
  "what was put aside, is not finished or is none of the store's is listed, the lock is not",
  permitted,
  () =>
    withStore(async ({ root }, folder) => {
      const write = async (path: string, text: string) => {
        await Deno.mkdir(join(root, path, ".."), { recursive: true });
        await Deno.writeTextFile(join(root, path), text);
      };
      await write(".damaged/.lock", "");
      await write(".damaged/layer-1/layer.json", "12");
      await write(".partial/a/b/c.bin", "123");
      await write("notes/todo.txt", "1234");
      await write("network/todo.txt", "12345");
      await write(".hidden", "123456");
      await write("UPPER", "");
      await Deno.mkdir(join(root, "emptied"));
      await Deno.symlink("/dev/zero", join(root, "endless"));
      const scan = await scanStore(root);
      deepEqual(scan.artifacts.map((one) => one.folder), [folder]);
      deepEqual(scan.kinds, ["emptied", "network"]);
      deepEqual(places(scan, "damaged"), [".damaged/layer-1: moved away by an earlier run"]);
      deepEqual(places(scan, "partial"), [".partial/a: not finished"]);
      deepEqual(places(scan, "foreign"), [
        ".hidden: no folder of artifacts",
        "UPPER: no folder of artifacts",
        "endless: a link to /dev/zero",
        "notes: no folder of artifacts",
        "network/todo.txt: no artifact",
      ]);
      deepEqual(
        [...scan.damaged, ...scan.partial, ...scan.foreign].map(({ bytes }) => bytes),
        [2, 3, 6, 0, 0, 4, 5],
      );
      ok(scan.partial[0]!.changed > Date.now() - 60_000);
    }),
);

Deno.test(
  "an artifact that vanishes during the scan is not there",
  permitted,
  () =>
    withStore(async ({ root }, folder) => {
      const { readFileSync } = Deno;
      Deno.readFileSync = (path) => {
        Deno.removeSync(folder, { recursive: true });
        return readFileSync(path);
      };
      try {
        const { artifacts, damaged } = await scanStore(root);
        deepEqual([artifacts, damaged], [[], []]);
      } finally {
        Deno.readFileSync = readFileSync;
      }
    }),
);

Deno.test(
  "a store that is not there, or is a file, has nothing; an abort ends the scan",
  permitted,
  () =>
    withStore(async ({ root }, folder) => {
      const nothing = { kinds: [], artifacts: [], damaged: [], partial: [], foreign: [] };
      for (const path of [join(root, "missing"), join(folder, "artifact.json")]) {
        deepEqual(await scanStore(path), { root: path, ...nothing });
      }
      await rejects(scanStore(root, { signal: AbortSignal.abort(new Error("enough")) }), /enough/);
    }),
);
