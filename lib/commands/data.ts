/**
 * `data`: brings the full MNIST into its folder.
 * @module
 */
import { downloadMnist, mnistFolder, progressLine } from "../data/mod.ts";
import { dataFolder } from "../system/files/folders.ts";
import { parseOptions, requireAccess } from "./options.ts";
import { standardError } from "./output.ts";

/** Downloads the files that are missing or damaged, and says where each one is. */
export async function data(args: string[], signal: AbortSignal): Promise<void> {
  parseOptions(args, {});
  const folder = mnistFolder(dataFolder());
  await requireAccess({
    use: "MNIST goes to",
    path: folder,
    variables: "MNIST_DIR and MULTIPLET_DATA",
    permissions: "data",
  });
  const files = await downloadMnist({
    folder,
    signal,
    onProgress: progressLine(standardError().write),
  });
  for (const { path, downloaded } of files) {
    console.error(`${downloaded ? "downloaded" : "verified  "}  ${path}`);
  }
}
