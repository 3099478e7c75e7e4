import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import {
  ArtifactStore,
  canonicalJson,
  type DamageReport,
  sha256,
} from "../../lib/artifacts/mod.ts";

const id = { kind: "network", inputs: { seed: 1, widths: [3, 2] } };
const files = {
  "final/weights.bin": Uint8Array.of(1, 2, 3),
  "history.json": new TextEncoder().encode("[]"),
};

/** Runs `use` with a store in a folder of its own and the damages it reported. */
async function withStore(use: (store: ArtifactStore, damages: DamageReport[]) => Promise<void>) {
  const root = await Deno.makeTempDir();
  const damages: DamageReport[] = [];
  try {
    await use(new ArtifactStore(root, { onDamage: (report) => damages.push(report) }), damages);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("what was written is read back, and nothing partial stays", () =>
  withStore(async (store) => {
    equal(await store.read(id), undefined);
    await store.write(id, files, { seconds: 3 });
    const artifact = await store.read(id);
    deepEqual(artifact!.files, files);
    deepEqual(artifact!.sidecar, { seconds: 3 });
    deepEqual([...Deno.readDirSync(join(store.root, ".partial"))], []);
  }));

Deno.test("the key depends on kind and inputs, not on the order of their names", () =>
  withStore((store) => {
    const key = store.key(id);
    equal(store.key({ kind: "network", inputs: { widths: [3, 2], seed: 1 } }), key);
    ok(store.key({ kind: "network", inputs: { seed: 2, widths: [3, 2] } }) !== key);
    ok(store.key({ kind: "search", inputs: id.inputs }) !== key);
    equal(key, sha256('{"inputs":{"seed":1,"widths":[3,2]},"kind":"network"}'));
    return Promise.resolve();
  }));

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
    /no artifact\.json/,
    (folder) => Deno.remove(join(folder, "artifact.json")),
  ],
];

for (const [what, reason, spoil] of damage) {
  Deno.test(`${what} is reported, kept aside and may be computed again`, () =>
    withStore(async (store, damages) => {
      const { folder } = await store.write(id, files, null);
      await spoil(folder);
      equal(await store.read(id), undefined);
      equal(damages.length, 1);
      ok(reason.test(damages[0]!.reason), damages[0]!.reason);
      ok((await Deno.stat(damages[0]!.movedTo)).isDirectory);
      await store.write(id, files, null);
      deepEqual((await store.read(id))!.files, files);
    }));
}

Deno.test("a changed sidecar is no damage", () =>
  withStore(async (store, damages) => {
    const { folder } = await store.write(id, files, { seconds: 1 });
    await Deno.remove(join(folder, "sidecar.json"));
    const artifact = await store.read(id);
    equal(artifact!.sidecar, null);
    deepEqual(damages, []);
  }));

Deno.test("of two that finish the same work, the first one stays", () =>
  withStore(async (store) => {
    await Promise.all([1, 2, 3].map((run) => store.write(id, files, { run })));
    const kept = (await store.read(id))!.sidecar;
    const again = await store.write(id, files, { run: 4 });
    deepEqual(again.sidecar, kept);
    deepEqual([...Deno.readDirSync(join(store.root, ".partial"))], []);
  }));

Deno.test("names cannot leave the store", () =>
  withStore(async (store) => {
    const bytes = Uint8Array.of(0);
    for (const name of ["../x", "/x", "a/../../x", "a//b", "", ".hidden", "a\\b"]) {
      await rejects(store.write(id, { [name]: bytes }, null), /is not allowed/, name);
    }
    await rejects(store.write({ kind: "../up", inputs: null }, {}, null), /kind.*is not allowed/);
  }));

Deno.test("an unwritable root says what could not be stored", () =>
  withStore(async (store) => {
    const blocked = join(store.root, "file");
    await Deno.writeTextFile(blocked, "");
    await rejects(new ArtifactStore(blocked).write(id, files, null), /Cannot store the network/);
  }));

Deno.test("only finite numbers become canonical JSON", async () => {
  equal(canonicalJson({ b: 1, a: [true, null, "ü"] }), '{"a":[true,null,"ü"],"b":1}');
  await rejects(Promise.resolve().then(() => canonicalJson([NaN])), /contains NaN/);
});
