/**
 * Results that are one JSON file in the store.
 * @module
 */
import { type ArtifactId, type ArtifactStore, currentEnvironment } from "../artifacts/mod.ts";

/** The value of `file` where the store has the artifact, else `undefined`. */
export async function readJson<Value>(
  store: ArtifactStore,
  id: ArtifactId,
  file: string,
): Promise<Value | undefined> {
  const stored = await store.read(id);
  return stored && JSON.parse(new TextDecoder().decode(stored.files[file])) as Value;
}

/**
 * The value of `file` where the store has the artifact; else `compute` makes it, and it is stored with
 * what that took. `kept` says which.
 */
export async function obtainJson<Value>(
  store: ArtifactStore,
  id: ArtifactId,
  file: string,
  compute: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly kept: boolean }> {
  const stored = await readJson<Value>(store, id, file);
  if (stored !== undefined) return { value: stored, kept: true };
  const started = performance.now();
  const value = await compute();
  await writeJson(store, id, file, value, (performance.now() - started) / 1000);
  return { value, kept: false };
}

/** Stores `value` as `file`, with what it took and where beside it. */
export async function writeJson(
  store: ArtifactStore,
  id: ArtifactId,
  file: string,
  value: unknown,
  seconds: number,
): Promise<void> {
  await store.write(id, { [file]: new TextEncoder().encode(JSON.stringify(value) + "\n") }, {
    seconds,
    finished: new Date().toISOString(),
    environment: currentEnvironment(),
  });
}
