/** Results that are one JSON file in the store. */
import { z } from "zod";
import { parseJsonFile } from "../system/artifacts/json.ts";
import {
  type ArtifactId,
  type ArtifactStore,
  currentEnvironment,
} from "../system/artifacts/mod.ts";

/** The file of a result, and what is a result. */
export interface JsonFile<Value> {
  /** Its name in the artifact, e.g. `"layer.json"`. */
  readonly name: string;
  readonly schema: z.ZodType<Value>;
}

/** A number in a result. JSON has `null` for those that are not finite, which is read as NaN. */
export const storedNumber: z.ZodType<number> = z.number().nullable()
  .transform((value) => value ?? NaN);

/**
 * The value of `file` where the store has the artifact, else `undefined`. An artifact whose checksums are
 * right but which is no such result is damaged like any other.
 */
export async function readJson<Value>(
  store: ArtifactStore,
  id: ArtifactId,
  { name, schema }: JsonFile<Value>,
): Promise<Value | undefined> {
  let value: Value | undefined;
  const stored = await store.read(id, ({ files }) => {
    const parsed = parseJsonFile(name, files[name], schema);
    if (typeof parsed === "string") return parsed;
    value = parsed.value;
    return undefined;
  });
  return stored && value;
}

/**
 * The value of `file` where the store has the artifact; else `compute` makes it, and it is stored with
 * what that took. `kept` says which.
 */
export async function obtainJson<Value>(
  store: ArtifactStore,
  id: ArtifactId,
  file: JsonFile<Value>,
  compute: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly kept: boolean }> {
  const stored = await readJson(store, id, file);
  if (stored !== undefined) return { value: stored, kept: true };
  const started = performance.now();
  const value = await compute();
  await writeJson(store, id, file, value, (performance.now() - started) / 1000);
  return { value, kept: false };
}

/** Stores `value` as `file`, with what it took and where beside it. */
export async function writeJson<Value>(
  store: ArtifactStore,
  id: ArtifactId,
  { name }: JsonFile<Value>,
  value: Value,
  seconds: number,
): Promise<void> {
  await store.write(id, { [name]: new TextEncoder().encode(JSON.stringify(value) + "\n") }, {
    seconds,
    finished: new Date().toISOString(),
    environment: currentEnvironment(),
  });
}
