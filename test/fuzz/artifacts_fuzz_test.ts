/** Artifacts that lie: names, manifests and damaged folders of the store. */
import {
  deepStrictEqual as deepEqual,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { basename, join, normalize, sep } from "node:path";
import fc from "fast-check";
import {
  artifactKey,
  FILE_NAME,
  manifestBytes,
  readManifest,
} from "../../lib/system/artifacts/json.ts";
import {
  ArtifactError,
  ArtifactStore,
  canonicalJson,
  sha256,
} from "../../lib/system/artifacts/mod.ts";
import { scanStore } from "../../lib/system/artifacts/scan.ts";
import { inFolder } from "../in_folder.ts";
import { utf8 } from "../data/tables/npy_file.ts";
import { permitted } from "../permitted.ts";
import { mutatedBytes } from "./_bytes.ts";
import { CASES, fuzz, resultOrError } from "./_cases.ts";

const id = { kind: "network", inputs: { seed: 1, widths: [3, 2] } };
const files = { "final/weights.bin": Uint8Array.of(1, 2, 3), "history.json": utf8("[]") };

/** Parts of paths, harmless and not. */
const parts = fc.oneof(
  fc.constantFrom("..", ".", "", "/", "\\", "a", "b.json", "final", "C:", "~", "%2e%2e", "etc"),
  fc.constantFrom(
    "\0",
    "\n",
    "__proto__",
    "..\\..",
    "．．",
    "con",
    "x".repeat(300),
    ".hidden",
    "-",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const paths = fc.tuple(fc.array(parts, { maxLength: 5 }), fc.constantFrom("/", "/", "", "\\"))
  .map(([all, between]) => all.join(between));

Deno.test(
  "no name of a file or kind leads out of the store: a typed error, or a place inside",
  permitted,
  async () => {
    await inFolder(async (root) => {
      const store = new ArtifactStore(root);
      const escapes = ["../../x", "/etc/x", "a\0b", "..", ".", "", "x".repeat(5000), "a/../../b"];
      for (const name of escapes) {
        await rejects(store.write(id, { [name]: Uint8Array.of(1) }, null), ArtifactError, name);
        await rejects(store.write({ kind: name, inputs: null }, {}, null), ArtifactError, name);
        await rejects(store.read({ kind: name, inputs: null }), ArtifactError, name);
      }
      const { worked, refused } = await fuzz(
        paths,
        { seed: 1, cases: CASES.artifacts.names },
        async (name) => {
          const kind = await resultOrError(
            [ArtifactError],
            () => store.folder({ ...id, kind: name }),
          );
          if (kind !== undefined) equal(kind, join(root, name, store.key({ ...id, kind: name })));
          if (FILE_NAME.test(name)) {
            const path = normalize(join(root, name));
            ok(path.startsWith(root + sep) && path.length > root.length + 1, path);
            return true;
          }
          await rejects(store.write(id, { [name]: Uint8Array.of(1) }, null), ArtifactError);
          return kind !== undefined;
        },
      );
      ok(worked > 20 && refused > 50, `${worked} worked, ${refused} were refused`);
      deepEqual([...Deno.readDirSync(root)], [], "something was written");
    });
  },
);

/** A manifest whose own checksum is right, whatever it says. */
function forged(changes: Readonly<Record<string, unknown>>): Uint8Array {
  const { checksum: _, ...body } = JSON.parse(new TextDecoder().decode(manifestBytes(id, files)));
  const changed = { ...body, ...changes };
  const checksum = (() => {
    try {
      return sha256(canonicalJson(changed));
    } catch {
      return sha256("");
    }
  })();
  return utf8(JSON.stringify({ ...changed, checksum }));
}

const listed = manifestBytes(id, files);
const own = { bytes: 2, sha256: sha256("[]") };
const manifests = fc.oneof(
  mutatedBytes(listed),
  // Right but for the files, of which some are harmless.
  paths.map((name) => forged({ files: { [name]: own } })),
  fc.uint8Array({ maxLength: 60 }),
  fc.json().map(utf8),
  fc.record({
    version: fc.constantFrom(1, 2, "1"),
    kind: fc.constantFrom("network", "layer", "../network", 3),
    inputs: fc.oneof(fc.constant(id.inputs), fc.jsonValue()),
    files: fc.oneof(
      paths.map((name) => ({ [name]: own })),
      fc.dictionary(
        fc.constantFrom("a", "__proto__", "../../../etc/passwd", "/etc/passwd"),
        fc.oneof(
          fc.constant(own),
          fc.record({ bytes: fc.constantFrom(-1, 2, 2 ** 40, "2"), sha256: fc.string() }),
        ),
      ),
    ),
  }, { requiredKeys: [] }).map(forged),
);

Deno.test("whatever a manifest says, it is refused with a reason or lists files with names that stay inside", async () => {
  const { worked, refused } = await fuzz(
    manifests,
    { seed: 2, cases: CASES.artifacts.manifests },
    (bytes) => {
      const found = readManifest(bytes, id.kind, artifactKey(id));
      if (typeof found === "string") {
        ok(found.startsWith("artifact.json"), found);
        return false;
      }
      ok(Object.keys(found.files).every((name) => FILE_NAME.test(name)));
      return true;
    },
  );
  ok(worked > 5 && refused > 50, `${worked} worked, ${refused} were refused`);
});

/** What can happen to a stored artifact. `harmless`: the result is intact all the same. */
interface Harm {
  readonly what: string;
  readonly harmless?: boolean;
  /** `outside` is a folder beside the store. */
  do(folder: string, outside: string): Promise<unknown>;
}

const PLACES = ["artifact.json", "history.json", "final/weights.bin"] as const;

/** Puts a link in the place of a file; to a copy of it, to itself, or to what lies outside. */
async function link(path: string, target: string, outside: string): Promise<void> {
  const to = { loop: path, endless: "/dev/zero" }[target] ?? join(outside, target);
  if (target === "same") await Deno.copyFile(path, to);
  await Deno.remove(path);
  await Deno.symlink(to, path);
}

async function folderFor(path: string): Promise<void> {
  await Deno.remove(path);
  await Deno.mkdir(path);
}

const HARMS: readonly Harm[] = [
  ...PLACES.flatMap((name): Harm[] => [
    { what: `no ${name}`, do: (folder) => Deno.remove(join(folder, name)) },
    { what: `${name} is empty`, do: (folder) => Deno.truncate(join(folder, name), 0) },
    { what: `${name} of 2⁴⁰ bytes`, do: (folder) => Deno.truncate(join(folder, name), 2 ** 40) },
    { what: `${name} is a folder`, do: (folder) => folderFor(join(folder, name)) },
    ...["secret", "same", "nothing", "loop", "endless"].map((target): Harm => ({
      what: `${name} is a link (${target})`,
      do: (folder, outside) => link(join(folder, name), target, outside),
    })),
  ]),
  {
    what: "its folder is a file",
    do: async (folder) => {
      await Deno.remove(folder, { recursive: true });
      await Deno.writeTextFile(folder, "[]");
    },
  },
  ...["nothing", "."].map((target): Harm => ({
    what: `its folder is a link (${target})`,
    do: async (folder, outside) => {
      await Deno.remove(folder, { recursive: true });
      await Deno.symlink(join(outside, target), folder);
    },
  })),
  {
    what: "a folder in it is a link",
    do: async (folder, outside) => {
      await Deno.rename(join(folder, "final"), join(outside, "final"));
      await Deno.symlink(join(outside, "final"), join(folder, "final"));
    },
  },
  {
    what: "it is another artifact, intact",
    do: (folder) =>
      Deno.writeFile(
        join(folder, "artifact.json"),
        manifestBytes({ ...id, inputs: { seed: 2 } }, files),
      ),
  },
  {
    what: "its manifest lists a file outside, with the right checksum",
    do: async (folder, outside) => {
      const bytes = await Deno.readFile(join(outside, "secret"));
      const name = `../../../${basename(outside)}/secret`;
      const listing = { [name]: { bytes: bytes.length, sha256: sha256(bytes) } };
      await Deno.writeFile(join(folder, "artifact.json"), forged({ files: listing }));
    },
  },
  ...["{", "null", "[[[", ""].map((text): Harm => ({
    what: `its sidecar is ${JSON.stringify(text)}`,
    harmless: true,
    do: (folder) => Deno.writeTextFile(join(folder, "sidecar.json"), text),
  })),
  {
    what: "its sidecar is a folder",
    harmless: true,
    do: (folder) => folderFor(join(folder, "sidecar.json")),
  },
  {
    what: "its sidecar has no end",
    harmless: true,
    do: (folder, outside) => link(join(folder, "sidecar.json"), "endless", outside),
  },
];

/** Stores an artifact, harms and reads it: whether it was still there, having been intact. */
async function survives(harm: Harm): Promise<boolean> {
  return await inFolder(async (base) => {
    const [root, outside] = [join(base, "store"), join(base, "outside")];
    await Deno.mkdir(outside);
    await Deno.writeTextFile(join(outside, "secret"), "secret");
    const reasons: string[] = [];
    const onDamage = ({ reason }: { reason: string }) => void reasons.push(reason);
    const store = new ArtifactStore(root, { onDamage });
    const { folder } = await store.write(id, files, null);
    await harm.do(folder, outside);

    const scan = await scanStore(root);
    // The list follows no link, whatever a run finds behind it.
    const isLink = (await Deno.lstat(folder)).isSymlink;
    deepEqual(
      [scan.artifacts.length + scan.damaged.length, scan.foreign.length],
      isLink ? [0, 1] : [1, 0],
    );
    const found = await store.read(id);
    if (found) deepEqual(found.files, files);
    // A list that reads no result can miss damage; what it finds damaged is.
    if (scan.damaged.length > 0) equal(found, undefined, scan.damaged[0]!.reason);
    equal(reasons.length, found ? 0 : 1, "damages reported");
    ok(reasons.every((reason) => !reason.includes("\n")), reasons.join());

    await store.write(id, files, null);
    deepEqual((await store.read(id))!.files, files);
    equal(await Deno.readTextFile(join(outside, "secret")), "secret");
    return found !== undefined;
  });
}

for (const harm of HARMS) {
  const fate = harm.harmless ? "no damage" : "reported, put aside and computed again, not believed";
  Deno.test(`an artifact where ${harm.what}: ${fate}`, permitted, async () => {
    equal(await survives(harm), harm.harmless ?? false);
  });
}

Deno.test(
  "an artifact with any bytes changed is reported and computed again, unless nothing changed",
  permitted,
  async () => {
    const change = fc.constantFrom(...PLACES).chain((name) =>
      mutatedBytes(name === "artifact.json" ? listed : files[name]).map((bytes) => ({
        name,
        bytes,
      }))
    );
    const { refused } = await fuzz(
      change,
      { seed: 4, cases: CASES.artifacts.damages },
      async ({ name, bytes }) => {
        const survived = await survives({
          what: name,
          do: (folder) => Deno.writeFile(join(folder, name), bytes),
        });
        const same = name === "artifact.json" || bytesEqual(bytes, files[name]);
        ok(!survived || same);
        return survived;
      },
    );
    ok(refused > 30, `${refused} were refused`);
  },
);

const bytesEqual = (a: Uint8Array, b: Uint8Array) => a.join() === b.join();
