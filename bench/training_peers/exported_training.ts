/** A training as files that every contestant reads, whatever it is written in. */
import type { Samples } from "../../lib/data/mod.ts";
import type { NetworkParameters } from "../../lib/models/mod.ts";

/** One epoch on `samples` in the order of `order`, from several starting points. */
export interface ExportedTraining {
  readonly samples: Samples;
  readonly order: Uint32Array;
  readonly initial: readonly NetworkParameters[];
}

/**
 * Writes plain arrays of little-endian values, without headers: `images.u8` (pixels, row by row),
 * `labels.u8`, `order.u32` and `initial.f32`: for each network and layer the weights, row by row
 * of inputs, then the biases.
 */
export async function writeTraining(
  folder: string,
  { samples, order, initial }: ExportedTraining,
): Promise<void> {
  if (!(samples.inputs instanceof Uint8Array)) {
    throw new TypeError("Contestants read pixels as bytes; these samples hold real inputs");
  }
  const parameters = initial.flat().flatMap(({ weights, biases }) => [...weights, ...biases]);
  const write = (name: string, values: Uint8Array | Uint32Array | Float32Array) =>
    Deno.writeFile(
      `${folder}/${name}`,
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
  await write("images.u8", samples.inputs);
  await write("labels.u8", samples.labels);
  await write("order.u32", order);
  await write("initial.f32", Float32Array.from(parameters));
}

/** Reads what {@link writeTraining} has written: its first `networks` networks. */
export async function readTraining(
  folder: string,
  widths: readonly number[],
  networks: number,
): Promise<ExportedTraining> {
  const read = (name: string) => Deno.readFile(`${folder}/${name}`);
  const inputs = await read("images.u8");
  const labels = await read("labels.u8");
  const order = new Uint32Array((await read("order.u32")).buffer);
  const parameters = new Float32Array((await read("initial.f32")).buffer);
  let at = 0;
  const take = (length: number) => parameters.slice(at, at += length);
  const initial = Array.from({ length: networks }, () =>
    widths.slice(1).map((outputs, l) => ({
      weights: take(widths[l]! * outputs),
      biases: take(outputs),
    })));
  return {
    samples: { count: labels.length, features: widths[0]!, inputs, labels },
    order,
    initial,
  };
}
