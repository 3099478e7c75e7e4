/**
 * Results on disk: content-addressed, checksummed, atomic, resumable.
 *
 * ```
 * <root>/<kind>/<key>/artifact.json   what it is: kind, inputs, checksums of the files
 *                     <files…>        the result
 *                     sidecar.json    when, how long, where: outside checksums and results
 * <root>/.partial/…                   work that is being written; never read
 * <root>/.damaged/…                   what failed its checksum, kept aside for a look
 * ```
 * `key` is the SHA-256 of kind and inputs, so a changed input is another artifact, and a finished
 * artifact is never written again. It appears by one rename: a kill leaves it whole or absent.
 * @module
 */
import { dirname, join } from "node:path";
import { canonicalJson, type Json, sha256 } from "./json.ts";
import { type ArtifactFiles, type ArtifactId, manifestBytes, readManifest } from "./manifest.ts";

/** A finished unit of work, read back and verified. */
export interface Artifact {
  /** SHA-256 of kind and inputs; names the artifact. */
  readonly key: string;
  readonly folder: string;
  readonly files: ArtifactFiles;
  /** What was noted about the run beside the result; `null` when it is missing. */
  readonly sidecar: Json;
}

/** Says that a stored artifact was damaged and has been put aside. */
export interface DamageReport {
  /** Where the artifact was. */
  readonly folder: string;
  /** Where it lies now. */
  readonly movedTo: string;
  readonly reason: string;
}

/** The store was used, or found, in a way that cannot be. */
export class ArtifactError extends Error {
  override readonly name = "ArtifactError";
}

/** Hours after which an abandoned partial write is swept away. */
const ABANDONED_AFTER = 24;

/** A folder of artifacts. Several processes may share it. */
export class ArtifactStore {
  readonly root: string;
  readonly #onDamage: (report: DamageReport) => void;

  /**
   * @param root folder of the store; made on the first write
   * @param options.onDamage told of every damaged artifact; default: a line on standard error
   */
  constructor(
    root: string,
    options: { readonly onDamage?: (report: DamageReport) => void } = {},
  ) {
    this.root = root;
    this.#onDamage = options.onDamage ??
      (({ folder, movedTo, reason }) =>
        console.error(`Damaged result ${folder}: ${reason}. Moved to ${movedTo}; recomputing.`));
  }

  /** SHA-256 that names the artifact. */
  key({ kind, inputs }: ArtifactId): string {
    return sha256(canonicalJson({ kind, inputs }));
  }

  /** The folder in which the artifact lies once it is finished. */
  folder(id: ArtifactId): string {
    requirePath("kind", id.kind, /^[a-z0-9][a-z0-9-]*$/);
    return join(this.root, id.kind, this.key(id));
  }

  /**
   * The stored artifact, verified against its checksums, or `undefined` when there is none. A
   * damaged one is reported, put aside and treated as absent.
   */
  async read(id: ArtifactId): Promise<Artifact | undefined> {
    const folder = this.folder(id);
    const manifest = await readIfPresent(join(folder, "artifact.json"));
    if (manifest === undefined) {
      if (!await exists(folder)) return undefined;
      return await this.#putAside(id, "it has no artifact.json");
    }
    const expected = readManifest(manifest, id);
    if (typeof expected === "string") return await this.#putAside(id, expected);

    const files: Record<string, Uint8Array> = {};
    for (const [name, { sha256: checksum }] of Object.entries(expected)) {
      const bytes = await readIfPresent(join(folder, name));
      if (bytes === undefined) return await this.#putAside(id, `${name} is missing`);
      if (sha256(bytes) !== checksum) {
        return await this.#putAside(id, `${name} does not match its SHA-256`);
      }
      files[name] = bytes;
    }
    return { key: this.key(id), folder, files, sidecar: await readSidecar(folder) };
  }

  /**
   * Stores a finished unit of work. When another process has finished the same one meanwhile, that
   * one is kept.
   *
   * @throws ArtifactError for a file name that leaves the artifact's folder
   */
  async write(id: ArtifactId, files: ArtifactFiles, sidecar: Json): Promise<Artifact> {
    const folder = this.folder(id);
    for (const name of Object.keys(files)) {
      requirePath("file", name, /^[a-z0-9_-][a-z0-9_.-]*(\/[a-z0-9_-][a-z0-9_.-]*)*$/i);
    }
    const partials = join(this.root, ".partial");
    await sweep(partials);
    const partial = join(partials, crypto.randomUUID());
    try {
      for (const [name, bytes] of Object.entries(files)) await writeSynced(partial, name, bytes);
      await writeSynced(partial, "sidecar.json", encode(JSON.stringify(sidecar, null, 2) + "\n"));
      await writeSynced(partial, "artifact.json", manifestBytes(id, files));
      await Deno.mkdir(dirname(folder), { recursive: true });
      await Deno.rename(partial, folder);
    } catch (cause) {
      const winner = await this.read(id);
      if (winner) return winner;
      throw new ArtifactError(
        `Cannot store the ${id.kind} ${folder}: ${cause instanceof Error ? cause.message : cause}`,
        { cause },
      );
    } finally {
      await Deno.remove(partial, { recursive: true }).catch(() => {});
    }
    return { key: this.key(id), folder, files, sidecar };
  }

  async #putAside(id: ArtifactId, reason: string): Promise<undefined> {
    const folder = this.folder(id);
    const movedTo = join(this.root, ".damaged", `${id.kind}-${this.key(id)}-${Date.now()}`);
    await Deno.mkdir(dirname(movedTo), { recursive: true });
    await Deno.rename(folder, movedTo);
    this.#onDamage({ folder, movedTo, reason });
    return undefined;
  }
}

const encode = (text: string) => new TextEncoder().encode(text);

function requirePath(what: string, path: string, pattern: RegExp): void {
  if (!pattern.test(path)) {
    throw new ArtifactError(`Artifact ${what} "${path}" is not allowed, it must match ${pattern}`);
  }
}

async function writeSynced(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name);
  await Deno.mkdir(dirname(path), { recursive: true });
  using file = await Deno.open(path, { write: true, createNew: true });
  for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
  await file.sync();
}

async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
}

async function readSidecar(folder: string): Promise<Json> {
  const bytes = await readIfPresent(join(folder, "sidecar.json"));
  try {
    return bytes === undefined ? null : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

/** Removes partial writes that no living process can still be busy with. */
async function sweep(folder: string): Promise<void> {
  if (!await exists(folder)) return;
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    const { mtime } = await Deno.stat(path).catch(() => ({ mtime: null }));
    if (mtime && Date.now() - mtime.getTime() > ABANDONED_AFTER * 3_600_000) {
      await Deno.remove(path, { recursive: true }).catch(() => {});
    }
  }
}
