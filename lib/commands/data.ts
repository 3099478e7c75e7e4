/**
 * `data`: brings the full MNIST into its folder.
 * @module
 */
import { downloadMnist, progressLine } from "../datasets/mod.ts";
import { mnistFolder } from "../experiments/folders.ts";
import { parseOptions } from "./options.ts";
import { standardError } from "./output.ts";

/** Downloads the files that are missing or damaged, and says where each one is. */
export async function data(args: string[], signal: AbortSignal): Promise<void> {
  parseOptions(args, {});
  const files = await downloadMnist({
    folder: mnistFolder(),
    signal,
    onProgress: progressLine(standardError().write),
  });
  for (const { path, downloaded } of files) {
    console.error(`${downloaded ? "downloaded" : "verified  "}  ${path}`);
  }
}
