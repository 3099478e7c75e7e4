/** A training as files that every contestant reads, whatever it is written in. */
import type { Samples } from "../../lib/data/mod.ts";
import type { NetworkParameters } from "../../lib/models/mod.ts";
import { layerShapes } from "../../lib/models/spec.ts";
import type { Protocol } from "../protocol.ts";

/** Epochs on `samples`, each in the order of `order`, from several starting points. */
export interface ExportedTraining {
  readonly protocol: Protocol;
  readonly samples: Samples;
  /** Row numbers of whole batches. */
  readonly order: Uint32Array;
  readonly initial: readonly NetworkParameters[];
}

/**
 * Writes `protocol.json`, and plain arrays of little-endian values without headers: `images.u8` (pixels, row by row,
 * the channels of a pixel adjacent), `labels.u8`, `order.u32`, and `initial.f32`: for each network and layer the
 * weights, row by row of inputs, then the biases. The weights of a convolution are 3 × 3 × channels × maps; the inputs
 * of a dense layer after one are pixels, each with its maps.
 */
export async function writeTraining(
  folder: string,
  { protocol, samples, order, initial }: ExportedTraining,
): Promise<void> {
  if (!(samples.inputs instanceof Uint8Array)) {
    throw new TypeError("Contestants read pixels as bytes; these samples have real inputs");
  }
  const parameters = initial.flat().flatMap(({ weights, biases }) => [...weights, ...biases]);
  const write = (name: string, values: Uint8Array | Uint32Array | Float32Array) =>
    Deno.writeFile(
      `${folder}/${name}`,
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
  await Deno.writeTextFile(`${folder}/protocol.json`, JSON.stringify(protocol));
  await write("images.u8", samples.inputs);
  await write("labels.u8", samples.labels);
  await write("order.u32", order);
  await write("initial.f32", Float32Array.from(parameters));
}

/** Reads what {@link writeTraining} has written: its first `networks` networks. */
export async function readTraining(folder: string, networks: number): Promise<ExportedTraining> {
  const read = (name: string) => Deno.readFile(`${folder}/${name}`);
  const protocol = JSON.parse(await Deno.readTextFile(`${folder}/protocol.json`)) as Protocol;
  const inputs = await read("images.u8");
  const labels = await read("labels.u8");
  const order = new Uint32Array((await read("order.u32")).buffer);
  const parameters = new Float32Array((await read("initial.f32")).buffer);
  let at = 0;
  const take = (length: number) => parameters.slice(at, at += length);
  const shapes = layerShapes(protocol.spec);
  const initial = Array.from(
    { length: networks },
    () =>
      shapes.map(({ weights, layer: { units } }) => ({
        weights: take(weights),
        biases: take(units),
      })),
  );
  const features = inputs.length / labels.length;
  return {
    protocol,
    samples: { count: labels.length, features, inputs, labels },
    order,
    initial,
  };
}
