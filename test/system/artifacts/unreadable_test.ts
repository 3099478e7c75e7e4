/** What cannot be read is no damage: it may be whole. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import { join, relative } from "node:path";
import { isDamaged, scanStore } from "../../../lib/system/artifacts/scan.ts";
import { ArtifactStore } from "../../../lib/system/artifacts/mod.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";

const id = { kind: "network", inputs: { seed: 1 } };
const files = { "final/weights.bin": new Uint8Array(50), "history.json": new Uint8Array(20) };

/** Looks at the disk that a test lets fail. */
const LOOKS = ["readFileSync", "readDirSync", "lstatSync"] as const;

/** Runs `use` while these looks at `path` fail, as for a user without the permission. */
async function without<Value>(
  looks: readonly typeof LOOKS[number][],
  path: string,
  error: Error,
  use: () => Promise<Value>,
): Promise<Value> {
  const { readFileSync, readDirSync, lstatSync } = Deno;
  const failing = <Result>(name: typeof LOOKS[number], look: (at: string | URL) => Result) =>
    looks.includes(name)
      ? (at: string | URL) => {
        if (at === path) throw error;
        return look(at);
      }
      : look;
  Deno.readFileSync = failing("readFileSync", readFileSync) as typeof readFileSync;
  Deno.readDirSync = failing("readDirSync", readDirSync);
  Deno.lstatSync = failing("lstatSync", lstatSync);
  try {
    return await use();
  } finally {
    Object.assign(Deno, { readFileSync, readDirSync, lstatSync });
  }
}

const denied = (of: string) =>
  new Deno.errors.PermissionDenied(`Permission denied (os error 13): open '${of}'`);
const failure = Object.assign(new Error("Input/output error (os error 5): x"), { code: "EIO" });

const hidden: [string, typeof LOOKS[number][], string, Error, string][] = [
  [
    "a manifest without permission",
    ["readFileSync"],
    "artifact.json",
    denied("x"),
    "artifact.json cannot be read: Permission denied",
  ],
  [
    "a manifest on a failing disk",
    ["readFileSync"],
    "artifact.json",
    failure,
    "artifact.json cannot be read: Input/output error",
  ],
  [
    "a manifest that cannot be looked at",
    ["lstatSync"],
    "artifact.json",
    denied("x"),
    "artifact.json cannot be read: Permission denied",
  ],
  [
    "a folder of files that cannot be listed",
    ["readDirSync"],
    "final",
    denied("x"),
    "final cannot be read: Permission denied",
  ],
  [
    "a folder of files that cannot be looked at",
    ["lstatSync"],
    "final",
    failure,
    "final cannot be read: Input/output error",
  ],
  [
    "an artifact that cannot be listed",
    ["readDirSync"],
    "",
    denied("x"),
    "its folder cannot be read: Permission denied",
  ],
  [
    "an artifact that cannot be looked at",
    ["lstatSync"],
    "",
    denied("x"),
    "its folder cannot be read: Permission denied",
  ],
];

for (const [what, looks, name, error, reason] of hidden) {
  Deno.test(
    `${what} is listed as foreign with the reason, never as damage`,
    permitted,
    () =>
      inFolder(async (root) => {
        const { folder, key } = await new ArtifactStore(root).write(id, files, null);
        await without(looks, join(folder, name), error, async () => {
          const { artifacts, damaged, foreign } = await scanStore(root);
          deepEqual([artifacts, damaged], [[], []]);
          deepEqual(foreign.map(({ path, reason }) => ({ path, reason })), [
            { path: folder, reason },
          ]);
          // Nor is it when something else is asked to be sure before a removal.
          equal(isDamaged({ folder, kind: "network", key }), false);
        });
        equal((await scanStore(root)).artifacts.length, 1);
      }),
  );
}

Deno.test(
  "what is damaged whatever the unreadable part has is damaged",
  permitted,
  () =>
    inFolder(async (root) => {
      const { folder } = await new ArtifactStore(root).write(id, files, null);
      await Deno.remove(join(folder, "history.json"));
      await without(["readDirSync"], join(folder, "other"), denied("x"), async () => {
        await Deno.mkdir(join(folder, "other"));
        const { damaged, foreign } = await scanStore(root);
        deepEqual([damaged.map(({ reason }) => reason), foreign], [
          ["history.json is missing"],
          [],
        ]);
      });
    }),
);

for (const name of ["network", ".damaged", ".partial"]) {
  Deno.test(
    `a folder ${name} that cannot be listed is foreign, not empty`,
    permitted,
    () =>
      inFolder(async (root) => {
        await new ArtifactStore(root).write(id, files, null);
        await Deno.mkdir(join(root, name, "own"), { recursive: true });
        await without(["readDirSync"], join(root, name), denied("x"), async () => {
          const { foreign, kinds, damaged, partial } = await scanStore(root);
          deepEqual(foreign.map(({ path, reason }) => `${relative(root, path)}: ${reason}`), [
            `${name}: the folder cannot be read: Permission denied`,
          ]);
          deepEqual([kinds, damaged, partial], [name === "network" ? [] : ["network"], [], []]);
        });
      }),
  );
}

Deno.test(
  "a store that cannot be listed is no empty one",
  permitted,
  () =>
    inFolder((root) =>
      without(
        ["readDirSync"],
        root,
        denied(root),
        () =>
          rejects(scanStore(root), {
            name: "ArtifactError",
            message:
              `Cannot list the results in ${root}: the folder cannot be read: Permission denied`,
          }),
      )
    ),
);
