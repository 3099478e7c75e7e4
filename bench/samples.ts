/** The samples that benchmarks train on. */
import {
  CIFAR_10,
  datasetFolder,
  DATASETS,
  loadEmbeddedMnist,
  loadNamedDataset,
  MissingFilesError,
  readCifar,
  type Samples,
} from "../lib/data/mod.ts";
import {
  findSourceFiles,
  readSourceFile,
  verifyContents,
} from "../lib/data/sources/published_files.ts";

/** Training samples of a data set. */
export interface BenchSamples {
  /** Name of the data set, and of its part if not all are used. */
  readonly data: string;
  readonly samples: Samples;
}

/** The training set of the full MNIST where the variable `MNIST_DIR` names its folder, else the embedded digits. */
export async function benchDigits(): Promise<BenchSamples> {
  if (Deno.env.get("MNIST_DIR")) return await trainingSamples("mnist");
  const { name, parts } = await loadEmbeddedMnist();
  return { data: name, samples: parts.train };
}

/** The training set of a data set. */
export async function trainingSamples(data: string): Promise<BenchSamples> {
  return { data, samples: (await loadNamedDataset(data)).parts.train };
}

/**
 * The first 10,000 training images of CIFAR-10. Of its files, `data_batch_1.bin` alone is needed, gzipped or plain, in
 * the folder that `CIFAR_DIR` names, else in `data/cifar-10`.
 */
export async function cifarSamples(): Promise<BenchSamples> {
  const folder = datasetFolder(DATASETS.get(CIFAR_10.name));
  const published = CIFAR_10.files.train[0]!;
  const [file] = await findSourceFiles(folder, [published], ["", ".gz"]);
  if (file === undefined) throw new MissingFilesError(CIFAR_10, folder, [published.name]);
  const bytes = await readSourceFile(CIFAR_10, file, published);
  const { samples, contents } = await readCifar(bytes, { file });
  verifyContents(CIFAR_10, file, published, contents);
  return { data: `${CIFAR_10.name} (${published.name})`, samples };
}
