/**
 * Results on disk: content-addressed, checksummed, atomic, resumable.
 *
 * ```
 * <root>/<kind>/<key>/artifact.json   what it is: kind, inputs, checksums of the files
 *                     <files…>        the result
 *                     sidecar.json    when, how long, where: outside checksums and results
 * <root>/.partial/…                   what is being written or removed; never read
 * <root>/.damaged/…                   what failed its checksum, for a person to examine; and .lock,
 *                                     held by the process that moves something there
 * ```
 * `key` is the SHA-256 of kind and inputs, so a changed input is another artifact, and a finished artifact is
 * never written again. It appears by one rename: after a kill or on a full disk it is complete or absent.
 */
import { dirname, join } from "node:path";
import { writeFailure, writeSynced } from "../files/atomic_write.ts";
import {
  type ArtifactFiles,
  type ArtifactId,
  artifactKey,
  FILE_NAME,
  type Json,
  jsonBytes,
  jsonOf,
  KIND,
  manifestBytes,
  readManifest,
  sha256,
} from "./json.ts";
import {
  DAMAGED,
  lockStore,
  MOST_JSON_BYTES,
  PARTIAL,
  readOwnFile,
  tryReading,
  Unreadable,
} from "./store_files.ts";

/** A finished unit of work, read from disk and verified. */
export interface Artifact {
  /** SHA-256 of kind and inputs; names the artifact. */
  readonly key: string;
  /** Its folder. */
  readonly folder: string;
  /** The result, byte for byte as it was written. */
  readonly files: ArtifactFiles;
  /** Notes about the run that computed it; `null` when there are none. */
  readonly sidecar: Json;
}

/** What is known of a finished artifact without reading it. */
export interface ArtifactNote {
  /** Size of its files. */
  readonly bytes: number;
  /** Seconds of the work; absent where nobody noted them. */
  readonly seconds?: number;
}

/** A stored artifact was damaged and has been moved to `.damaged`. */
export interface DamageReport {
  /** The artifact's folder before. */
  readonly folder: string;
  /** Its folder now. */
  readonly movedTo: string;
  /** The damage, e.g. `"weights.bin is missing"`. */
  readonly reason: string;
}

/**
 * Error: a result cannot be stored, read or removed.
 *
 * @example
 * ```ts
 * import { ArtifactError, ArtifactStore } from "@multiplet/multiplet/artifacts";
 * import { rejects } from "node:assert/strict";
 * const store = new ArtifactStore("runs");
 * const files = { "../outside": new Uint8Array() };
 * await rejects(store.write({ kind: "network", inputs: { seed: 1 } }, files, null), ArtifactError);
 * ```
 */
export class ArtifactError extends Error {
  /** Error name; kept when it is sent from a worker. */
  override readonly name = "ArtifactError";
}

/** Attempts at the final rename: each damaged artifact in the way takes one. */
const ATTEMPTS = 3;

type FlawOf = (artifact: Artifact) => string | undefined;

class Damage {
  constructor(readonly reason: string) {}
}

/**
 * A folder of artifacts. Several processes may share it.
 *
 * @example
 * ```ts
 * import { ArtifactStore } from "@multiplet/multiplet/artifacts";
 * import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
 * const root = await Deno.makeTempDir();
 * const store = new ArtifactStore(root);
 * const id = { kind: "sum", inputs: { terms: [2, 3] } };
 * equal(await store.read(id), undefined);
 * await store.write(id, { "sum.bin": Uint8Array.of(5) }, { seconds: 0.1 });
 * const stored = await store.read(id);
 * deepEqual(stored!.files, { "sum.bin": Uint8Array.of(5) });
 * await Deno.remove(root, { recursive: true });
 * ```
 */
export class ArtifactStore {
  /** Folder of the store. */
  readonly root: string;
  readonly #onDamage: (report: DamageReport) => void;

  /**
   * Reads and writes nothing yet.
   *
   * @param root folder of the store; made on the first write
   * @param options.onDamage called for every damaged artifact; default: a line on standard error
   */
  constructor(
    root: string,
    { onDamage = reportDamage }: { readonly onDamage?: (report: DamageReport) => void } = {},
  ) {
    this.root = root;
    this.#onDamage = onDamage;
  }

  /** SHA-256 that names the artifact. */
  key(id: ArtifactId): string {
    return artifactKey(id);
  }

  /** The folder in which the artifact lies once it is finished. */
  folder(id: ArtifactId): string {
    requirePath("kind", id.kind, KIND);
    return join(this.root, id.kind, this.key(id));
  }

  /**
   * How long an artifact took, where its sidecar says so, and how large its files are; `undefined` where there is none, or it
   * is damaged. Reads its listing alone.
   */
  note(kind: string, key: string): ArtifactNote | undefined {
    requirePath("kind", kind, KIND);
    const folder = join(this.root, kind, key);
    const read = (name: string) => tryReading(name, () => Deno.readFileSync(join(folder, name)));
    const listing = read("artifact.json");
    if (!(listing instanceof Uint8Array)) return undefined;
    const manifest = readManifest(listing, kind, key);
    if (typeof manifest === "string") return undefined;
    const sizes = Object.values(manifest.files).map((file) => file.bytes);
    const bytes = sizes.reduce((sum, size) => sum + size, listing.length);
    const noted = jsonOf(read("sidecar.json")) as { readonly seconds?: unknown } | null;
    const seconds = noted?.seconds;
    return { bytes, ...(typeof seconds === "number" && { seconds }) };
  }

  /**
   * The keys of all artifacts of a kind, by the names in its folder alone: one of them may be damaged, which
   * {@link ArtifactStore.read} finds.
   *
   * @throws ArtifactError when the folder cannot be listed
   */
  keys(kind: string): ReadonlySet<string> {
    requirePath("kind", kind, KIND);
    const folder = join(this.root, kind);
    const found = tryReading("the folder", () => [...Deno.readDirSync(folder)]);
    if (found instanceof Unreadable) {
      throw new ArtifactError(`Cannot list the results in ${folder}: ${found.reason}`);
    }
    return new Set((found ?? []).map(({ name }) => name));
  }

  /**
   * The stored artifact, verified against its checksums, or `undefined` when there is none. A damaged one is
   * reported, moved to `.damaged` and treated as absent.
   *
   * @param flawOf a further check: the damage of an artifact whose checksums are right, as a clause such as
   * `"layer.json is not JSON"`. Default: no damage
   * @throws ArtifactError when a damaged artifact cannot be moved
   */
  async read(
    id: ArtifactId,
    flawOf: (artifact: Artifact) => string | undefined = () => undefined,
  ): Promise<Artifact | undefined> {
    const found = await this.#inspect(id, flawOf);
    return found instanceof Damage ? await this.#putAside(id, flawOf) : found;
  }

  /**
   * Stores a finished unit of work. If another process has stored the same one meanwhile, that one stays.
   *
   * @throws ArtifactError for a file name that leaves the artifact's folder
   */
  async write(id: ArtifactId, files: ArtifactFiles, sidecar: Json): Promise<Artifact> {
    const folder = this.folder(id);
    for (const name of Object.keys(files)) requirePath("file", name, FILE_NAME);
    const partials = join(this.root, PARTIAL);
    const partial = join(partials, crypto.randomUUID());
    try {
      await sweep(partials);
      for (const [name, bytes] of Object.entries(files)) await writeInto(partial, name, bytes);
      await writeInto(partial, "sidecar.json", jsonBytes(sidecar));
      await writeInto(partial, "artifact.json", manifestBytes(id, files));
      const winner = await this.#publish(partial, id);
      return winner ?? { key: this.key(id), folder, files, sidecar };
    } catch (cause) {
      const winner = await this.read(id).catch(() => undefined);
      if (winner) return winner;
      throw failure(`Cannot store the ${id.kind} ${folder}`, cause);
    } finally {
      await Deno.remove(partial, { recursive: true }).catch(() => {});
    }
  }

  /**
   * Renames finished work to its final folder. If another process was faster, returns its artifact; a damaged
   * artifact in the way is moved to `.damaged`.
   */
  async #publish(partial: string, id: ArtifactId): Promise<Artifact | undefined> {
    const folder = this.folder(id);
    await Deno.mkdir(dirname(folder), { recursive: true });
    for (let attempt = 1;; attempt++) {
      try {
        await Deno.rename(partial, folder);
        return undefined;
      } catch (cause) {
        const winner = await this.read(id);
        if (winner) return winner;
        if (attempt === ATTEMPTS) throw cause;
      }
    }
  }

  /** The stored artifact, `undefined` if there is none, or its damage. */
  async #inspect(id: ArtifactId, flawOf: FlawOf): Promise<Artifact | undefined | Damage> {
    const folder = this.folder(id);
    // In this order: a folder appears complete, after this check or before the next one.
    if (!await Deno.lstat(folder).then(() => true, () => false)) return undefined;
    const listing = await readOwnFile(folder, "artifact.json", MOST_JSON_BYTES);
    if (typeof listing === "string") return new Damage(`artifact.json ${listing}`);
    const manifest = readManifest(listing, id.kind, this.key(id));
    if (typeof manifest === "string") return new Damage(manifest);

    const files: Record<string, Uint8Array> = {};
    for (const [name, { bytes: size, sha256: checksum }] of Object.entries(manifest.files)) {
      const bytes = await readOwnFile(folder, name, size);
      if (typeof bytes === "string") return new Damage(`${name} ${bytes}`);
      if (sha256(bytes) !== checksum) return new Damage(`${name} does not match its SHA-256`);
      files[name] = bytes;
    }
    const sidecar = jsonOf(await readOwnFile(folder, "sidecar.json", MOST_JSON_BYTES));
    const artifact = { key: this.key(id), folder, files, sidecar };
    const flaw = flawOf(artifact);
    return flaw === undefined ? artifact : new Damage(flaw);
  }

  /**
   * Moves a damaged artifact to `.damaged`. If another process has already replaced it by a finished one,
   * returns that one. One process at a time: otherwise the folder could be replaced between the check and the
   * move.
   */
  async #putAside(id: ArtifactId, flawOf: FlawOf): Promise<Artifact | undefined> {
    const folder = this.folder(id);
    const aside = join(this.root, DAMAGED);
    const movedTo = join(aside, `${id.kind}-${this.key(id)}-${crypto.randomUUID()}`);
    let reason: string;
    try {
      using _lock = await lockStore(this.root);
      const found = await this.#inspect(id, flawOf);
      if (!(found instanceof Damage)) return found;
      await Deno.rename(folder, movedTo);
      reason = found.reason;
    } catch (cause) {
      throw failure(`Cannot move the damaged ${id.kind} ${folder} aside into ${aside}`, cause);
    }
    this.#onDamage({ folder, movedTo, reason });
    return undefined;
  }
}

function reportDamage({ folder, movedTo, reason }: DamageReport): void {
  console.error(
    `Damaged result ${folder}: ${reason}. Moved to ${movedTo}; it has to be computed again.`,
  );
}

function failure(attempt: string, cause: unknown): ArtifactError {
  const reason = writeFailure(cause, "what was finished before is kept");
  return new ArtifactError(`${attempt}: ${reason}`, { cause });
}

function requirePath(what: string, path: string, pattern: RegExp): void {
  if (!pattern.test(path)) {
    throw new ArtifactError(`Artifact ${what} "${path}" is not allowed, it must match ${pattern}`);
  }
}

async function writeInto(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, name);
  await Deno.mkdir(dirname(path), { recursive: true });
  await writeSynced(path, [bytes]);
}

/** Deletes partial writes of more than a day ago, which no process still uses, and nothing behind a link. */
async function sweep(folder: string): Promise<void> {
  const isFolder = await Deno.lstat(folder).then(({ isDirectory }) => isDirectory, () => false);
  if (!isFolder) return;
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    const info = await Deno.lstat(path).catch(() => undefined);
    if (!info?.mtime || info.isSymlink) continue;
    if (Date.now() - info.mtime.getTime() > 24 * 3_600_000) {
      await Deno.remove(path, { recursive: true }).catch(() => {});
    }
  }
}
