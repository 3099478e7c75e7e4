import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { join } from "node:path";
import { manifestBytes } from "../../../lib/system/artifacts/json.ts";
import {
  ArtifactError,
  ArtifactStore,
  canonicalJson,
  type DamageReport,
  sha256,
} from "../../../lib/system/artifacts/mod.ts";
import { permitted } from "../../permitted.ts";
import { inFolder } from "../../in_folder.ts";

const id = { kind: "network", inputs: { seed: 1, widths: [3, 2] } };
const files = {
  "final/weights.bin": Uint8Array.of(1, 2, 3),
  "history.json": new TextEncoder().encode("[]"),
};

/** Runs `use` with a store in a folder of its own and the damages it reported. */
async function withStore(use: (store: ArtifactStore, damages: DamageReport[]) => Promise<void>) {
  await inFolder(async (root) => {
    const damages: DamageReport[] = [];
    await use(new ArtifactStore(root, { onDamage: (report) => damages.push(report) }), damages);
  });
}

Deno.test(
  "what was written is read back, and nothing partial stays",
  permitted,
  () =>
    withStore(async (store) => {
      equal(await store.read(id), undefined);
      await store.write(id, files, { seconds: 3 });
      const artifact = await store.read(id);
      deepEqual(artifact!.files, files);
      deepEqual(artifact!.sidecar, { seconds: 3 });
      deepEqual([...Deno.readDirSync(join(store.root, ".partial"))], []);
    }),
);

Deno.test(
  "the key depends on kind and inputs, not on the order of their names",
  permitted,
  () =>
    withStore((store) => {
      const key = store.key(id);
      equal(store.key({ kind: "network", inputs: { widths: [3, 2], seed: 1 } }), key);
      ok(store.key({ kind: "network", inputs: { seed: 2, widths: [3, 2] } }) !== key);
      ok(store.key({ kind: "search", inputs: id.inputs }) !== key);
      equal(key, sha256('{"inputs":{"seed":1,"widths":[3,2]},"kind":"network"}'));
      return Promise.resolve();
    }),
);

const damage: [string, RegExp, (folder: string) => Promise<void>][] = [
  [
    "a flipped byte",
    /weights\.bin does not match/,
    (folder) => Deno.writeFile(join(folder, "final/weights.bin"), Uint8Array.of(1, 2, 4)),
  ],
  [
    "a missing file",
    /history\.json is missing/,
    (folder) => Deno.remove(join(folder, "history.json")),
  ],
  ["a cut manifest", /not JSON/, (folder) => Deno.truncate(join(folder, "artifact.json"), 40)],
  ["an edited manifest", /fails its checksum/, async (folder) => {
    const path = join(folder, "artifact.json");
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('"seed": 1', '"seed": 2'));
  }],
  [
    "a missing manifest",
    /artifact\.json is missing/,
    (folder) => Deno.remove(join(folder, "artifact.json")),
  ],
  ["a folder for a manifest", /artifact\.json is not a file/, async (folder) => {
    await Deno.remove(join(folder, "artifact.json"));
    await Deno.mkdir(join(folder, "artifact.json"));
  }],
  ["a folder for a file", /history\.json is not a file/, async (folder) => {
    await Deno.remove(join(folder, "history.json"));
    await Deno.mkdir(join(folder, "history.json"));
  }],
  ["a link, even to the same bytes,", /history\.json is a link/, async (folder) => {
    const path = join(folder, "history.json");
    await Deno.copyFile(path, `${folder}.copy`);
    await Deno.remove(path);
    await Deno.symlink(`${folder}.copy`, path);
  }],
  ["a link to a device without end", /history\.json is a link/, async (folder) => {
    await Deno.remove(join(folder, "history.json"));
    await Deno.symlink("/dev/zero", join(folder, "history.json"));
  }],
  [
    "a file of 2⁴⁰ bytes",
    /weights\.bin has 1099511627776 bytes, at most 3 are expected/,
    (folder) => Deno.truncate(join(folder, "final/weights.bin"), 2 ** 40),
  ],
  ["a manifest nested beyond the stack", /artifact\.json is nested too deeply/, async (folder) => {
    const path = join(folder, "artifact.json");
    const deep = "[".repeat(50_000) + "]".repeat(50_000);
    const text = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, text.replace('"seed": 1', `"seed": ${deep}`));
  }],
  ["a manifest with files outside", /Invalid key in record at files/, async (folder) => {
    const outside = { "../../outside": Uint8Array.of(7) };
    await Deno.writeFile(join(folder, "../../outside"), outside["../../outside"]);
    await Deno.writeFile(join(folder, "artifact.json"), manifestBytes(id, outside));
  }],
  ["a link in place of the folder", /artifact\.json is missing/, async (folder) => {
    await Deno.remove(folder, { recursive: true });
    await Deno.symlink("nothing", folder);
  }],
];

for (const [what, reason, spoil] of damage) {
  Deno.test(
    `${what} is reported, kept aside and may be computed again`,
    permitted,
    () =>
      withStore(async (store, damages) => {
        const { folder } = await store.write(id, files, null);
        await spoil(folder);
        equal(await store.read(id), undefined);
        equal(damages.length, 1);
        ok(reason.test(damages[0]!.reason), damages[0]!.reason);
        ok(await Deno.lstat(damages[0]!.movedTo));
        await store.write(id, files, null);
        deepEqual((await store.read(id))!.files, files);
      }),
  );
}

Deno.test(
  "keys are the names in the folder of a kind; a note has seconds and bytes without reading results",
  permitted,
  () =>
    withStore(async (store, damages) => {
      deepEqual([...store.keys("network")], []);
      equal(store.note("network", store.key(id)), undefined);
      await store.write(id, files, { seconds: 3 });
      const other = { ...id, inputs: { seed: 2 } };
      await store.write(other, files, null);
      deepEqual([...store.keys("network")].sort(), [store.key(id), store.key(other)].sort());
      deepEqual([...store.keys("search")], []);
      const { seconds, bytes } = store.note("network", store.key(id))!;
      const listing = await Deno.stat(join(store.folder(id), "artifact.json"));
      deepEqual([seconds, bytes], [3, 3 + 2 + listing.size]);
      deepEqual(Object.keys(store.note("network", store.key(other))!), ["bytes"]);
      await Deno.writeTextFile(join(store.folder(id), "artifact.json"), "{");
      equal(store.note("network", store.key(id)), undefined);
      deepEqual(damages, []);
      throws(() => store.keys("../network"), ArtifactError);
      throws(() => store.note("..", "network"), ArtifactError);
      await Deno.writeTextFile(join(store.root, "file"), "");
      deepEqual([...store.keys("file")], []);
    }),
);

Deno.test("a changed sidecar is no damage", permitted, () =>
  withStore(async (store, damages) => {
    const { folder } = await store.write(id, files, { seconds: 1 });
    await Deno.remove(join(folder, "sidecar.json"));
    const artifact = await store.read(id);
    equal(artifact!.sidecar, null);
    deepEqual(damages, []);
    // Nor is one that is no file at all.
    await Deno.mkdir(join(folder, "sidecar.json"));
    equal((await store.read(id))!.sidecar, null);
    deepEqual(damages, []);
  }));

Deno.test(
  "what its reader finds wrong is damage like any other",
  permitted,
  () =>
    withStore(async (store, damages) => {
      const { folder } = await store.write(id, files, null);
      const read = await store.read(id, ({ files }) => files["history.json"] ? undefined : "empty");
      deepEqual(read!.files, files);
      equal(await store.read(id, ({ files }) => `${Object.keys(files).length} files`), undefined);
      deepEqual(damages.map((damage) => [damage.folder, damage.reason]), [[folder, "2 files"]]);
      equal(await store.read(id), undefined);
    }),
);

for (const where of [".damaged", ".damaged/.lock"]) {
  Deno.test(
    `damage that cannot be put aside, as ${where} is something else, says so and stays`,
    permitted,
    () =>
      withStore(async (store, damages) => {
        const { folder } = await store.write(id, files, null);
        await Deno.remove(join(folder, "history.json"));
        const inTheWay = join(store.root, where);
        if (where === ".damaged") await Deno.writeTextFile(inTheWay, "");
        else await Deno.mkdir(inTheWay, { recursive: true });
        const aside = join(store.root, ".damaged");
        const message = `Cannot move the damaged network ${folder} aside into ${aside}: `;
        const isTold = (error: unknown) =>
          error instanceof ArtifactError && error.message.includes(message);
        await rejects(store.read(id), isTold);
        await rejects(store.write(id, files, null), isTold);
        deepEqual(damages, []);
        await Deno.remove(inTheWay);
        equal(await store.read(id), undefined);
        deepEqual(damages.map(({ reason }) => reason), ["history.json is missing"]);
      }),
  );
}

Deno.test(
  "of two that finish the same work, the first one stays",
  permitted,
  () =>
    withStore(async (store) => {
      await Promise.all([1, 2, 3].map((run) => store.write(id, files, { run })));
      const kept = (await store.read(id))!.sidecar;
      const again = await store.write(id, files, { run: 4 });
      deepEqual(again.sidecar, kept);
      deepEqual([...Deno.readDirSync(join(store.root, ".partial"))], []);
    }),
);

Deno.test("names cannot leave the store", permitted, () =>
  withStore(async (store) => {
    const bytes = Uint8Array.of(0);
    const names = ["../x", "/x", "a/../../x", "a//b", "", ".hidden", "a\\b", "a\0b", "a\n", "."];
    for (const name of [...names, "..", "a/..", "__proto__", "x".repeat(201)]) {
      await rejects(store.write(id, { [name]: bytes }, null), /is not allowed/, name);
    }
    for (const kind of ["../up", "..", "", "a/b", "a\0", "x".repeat(101)]) {
      await rejects(store.write({ kind, inputs: null }, {}, null), /kind.*is not allowed/);
      await rejects(store.read({ kind, inputs: null }), ArtifactError);
    }
    deepEqual([...Deno.readDirSync(store.root)], []);
  }));

Deno.test(
  "an unwritable root says what could not be stored",
  permitted,
  () =>
    withStore(async (store) => {
      const blocked = join(store.root, "file");
      await Deno.writeTextFile(blocked, "");
      await rejects(new ArtifactStore(blocked).write(id, files, null), /Cannot store the network/);
    }),
);

Deno.test("only finite numbers become canonical JSON", async () => {
  equal(canonicalJson({ b: 1, a: [true, null, "ü"] }), '{"a":[true,null,"ü"],"b":1}');
  await rejects(Promise.resolve().then(() => canonicalJson([NaN])), /contains NaN/);
});
