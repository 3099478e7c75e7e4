/**
 * Brings a tiny data set where `deno task data` brings MNIST, from mirrors that are played here, and
 * tries what that task is not for. Prints what came of it as JSON.
 */
import { downloadIdxFiles } from "../../lib/data/sources/idx_dataset.ts";
import { datasetFolder, DATASETS } from "../../lib/data/mod.ts";
import { dataFolder } from "../../lib/system/files/folders.ts";
import { TINY, TINY_GZIPPED } from "../data/_tiny_source.ts";

if (import.meta.main) {
  const entry = DATASETS.get("mnist");
  const { hosts } = entry.files!;
  const folder = datasetFolder(entry, dataFolder());
  const granted: string[] = [];
  for (const host of [...hosts, "example.com", "127.0.0.1"]) {
    const { state } = await Deno.permissions.query({ name: "net", host });
    if (state === "granted") granted.push(host);
  }
  const refused: string[] = [];
  for (
    const way of [
      () => fetch("https://example.com/"),
      () => Deno.readTextFile("deno.json"),
      () => Deno.writeTextFile("data/written", ""),
      () => Deno.writeTextFile("data/runs", ""),
    ]
  ) {
    await way().catch((error) => refused.push(`${error.name}: ${error.message}`));
  }

  globalThis.fetch = (address) =>
    Promise.resolve(new Response(TINY_GZIPPED[new URL(`${address}`).pathname.split("/").at(-1)!]));
  const mirrors = hosts.map((host) => `https://${host}/`);
  for (const downloaded of [true, false]) {
    const found = await downloadIdxFiles(TINY, folder, { mirrors });
    if (found.some((file) => file.downloaded !== downloaded)) throw new Error("not as expected");
  }
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  console.log(JSON.stringify({ files, refused, granted }));
}
