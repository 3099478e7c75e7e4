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
