/**
 * JSON files of artifacts, read by a schema.
 * @module
 */
import { z } from "zod";

/**
 * The value of a JSON file, or what is wrong with it as a sentence without its point, such as
 * `layer.json is not JSON`.
 *
 * @param bytes contents of the file; `undefined` where there is none
 */
export function parseJsonFile<Value>(
  name: string,
  bytes: Uint8Array | undefined,
  schema: z.ZodType<Value>,
): { readonly value: Value } | string {
  if (bytes === undefined) return `${name} is missing`;
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return `${name} is not JSON`;
  }
  const parsed = schema.safeParse(json);
  return parsed.success ? { value: parsed.data } : `${name}: ${firstFlaw(parsed.error)}`;
}

function firstFlaw({ issues: [issue] }: z.ZodError): string {
  const { message, path } = issue!;
  return path.length === 0 ? message : `${message} at ${z.core.toDotPath(path)}`;
}
