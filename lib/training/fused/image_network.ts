/** A network for images in the memory of the kernel: convolutions, then dense layers. */
import type { KernelMemory } from "../../kernels/fused_kernel.ts";
import type { ImageShape, LayerParameters, NetworkSpec } from "../../models/mod.ts";
import { type ConvolutionSpec, type LayerShape, layerShapes } from "../../models/spec.ts";
import { trainsIncoming, trainsOutgoing } from "../treatment.ts";
import type { CompactNetwork } from "./compaction.ts";
import { denseLayer, FLOAT, padded, PlacedLayer, placeNetwork } from "./kernel_network.ts";

/** A row of a patch: three pixels. */
const PATCH = 3;

/** Bytes after images that vectors read beyond the last pixel. */
const BEYOND = 48;

/** Floats of a row of a patch as the kernel holds it: up to three vectors, or a multiple of three. */
function runOf(channels: number): number {
  const floats = padded(PATCH * channels);
  return floats <= 12 ? floats : Math.ceil(floats / 12) * 12;
}

/** An image in memory, with its frame; see `Image` in `assembly/image_layout.ts`. */
interface PlacedImage {
  readonly address: number;
  readonly channels: number;
}

/** A convolution in memory. */
interface PlacedConvolution {
  /** The fields of its record. */
  readonly record: readonly number[];
  /** A copy of its current parameters. */
  parameters(): LayerParameters;
}

/** A network for images that the kernel can train. */
export class ImageNetwork {
  /** The address of its record. */
  readonly address: number;
  readonly #convolutions: readonly PlacedConvolution[];
  readonly #dense: readonly PlacedLayer[];

  /** Puts `network` into memory, with space for batches of up to `maxBatch` samples. */
  constructor(memory: KernelMemory, spec: NetworkSpec, network: CompactNetwork, maxBatch: number) {
    const shapes = layerShapes(spec);
    const convolutions = shapes.filter(isConvolution);
    const images = convolutions.map(({ entering }, l) =>
      placeImage(
        memory,
        { ...entering!, channels: l === 0 ? network.widths[0]! : padded(network.widths[l]!) },
        maxBatch,
        l > 0,
      )
    );
    let longest = 0;
    this.#convolutions = convolutions.map(({ entering, leaving, spec: own }, l) => {
      const outputs = leaving!.height * leaving!.width;
      longest = Math.max(longest, outputs);
      return placeConvolution(memory, own, network, l, {
        input: images[l]!,
        output: images[l + 1]?.address ?? 0,
        // Without pooling no choice is kept.
        choices: own.pooling === "max" ? outputs : 0,
        entering: entering!,
      }, maxBatch);
    });
    const last = convolutions.length - 1;
    const stride = padded(network.widths[last + 1]!);
    const { height, width } = convolutions[last]!.leaving!;
    const pixels = new PlacedLayer(memory, {
      blocks: 1,
      inputs: 0,
      stride: 0,
      outputs: height * width * stride,
      updatedInputs: 0,
      treatments: [],
      biased: false,
      isLast: false,
    }, maxBatch);
    this.#dense = shapes.slice(last + 1).map((_, at) => {
      const l = last + 1 + at;
      const own = denseLayer(network, l, at === 0 ? stride : network.widths[l]!);
      return new PlacedLayer(memory, own, maxBatch);
    });
    this.address = memory.copyIn(Uint32Array.from([
      images[0]!.address,
      convolutions.length,
      memory.copyIn(Uint32Array.from(this.#convolutions.flatMap(({ record }) => record))),
      placeNetwork(memory, [pixels, ...this.#dense]),
      memory.allocate(8 * (longest + 1)),
    ]));
  }

  /** A copy of the current parameters of all layers. */
  parameters(): LayerParameters[] {
    return [...this.#convolutions, ...this.#dense].map((layer) => layer.parameters());
  }
}

function isConvolution(
  shape: LayerShape,
): shape is LayerShape & { readonly spec: ConvolutionSpec } {
  return shape.spec.kind === "convolution";
}

function placeImage(
  memory: KernelMemory,
  { height, width, channels }: ImageShape,
  maxBatch: number,
  withDeltas: boolean,
): PlacedImage {
  // A pixel at each side; cells of two by two reach one further where a size is odd.
  const row = (width + width % 2 + 2) * channels * FLOAT;
  const size = (height + height % 2 + 2) * row;
  const record = [
    height,
    width,
    channels,
    row,
    size,
    memory.allocate(maxBatch * size + BEYOND),
    withDeltas ? memory.allocate(size + BEYOND) : 0,
  ];
  return { address: memory.copyIn(Uint32Array.from(record)), channels };
}

/** Where a convolution gets its image from and puts its outputs. */
interface Place {
  readonly input: PlacedImage;
  /** Address of the image of its outputs; 0 for those of the last convolution. */
  readonly output: number;
  /** Choices of pooling of a sample, for each map. */
  readonly choices: number;
  readonly entering: ImageShape;
}

function placeConvolution(
  memory: KernelMemory,
  { pooling }: ConvolutionSpec,
  network: CompactNetwork,
  l: number,
  { input, output, choices }: Place,
  maxBatch: number,
): PlacedConvolution {
  const [channels, realMaps] = [network.widths[l]!, network.widths[l + 1]!];
  const maps = padded(realMaps);
  const treatments = network.treatments[l]!;
  const before = network.treatments[l - 1];
  const run = runOf(input.channels);
  const { weights, biases } = network.parameters[l]!;
  /** Position in a patch, with its padding, of each weight into a map: row by row, pixel by pixel. */
  const positions = Array.from({ length: PATCH * PATCH * channels }, (_, at) => {
    const pixel = Math.floor(at / channels);
    return Math.floor(pixel / PATCH) * run + pixel % PATCH * input.channels + at % channels;
  });
  const patches = new Float32Array(maps * PATCH * run);
  const trainedInputs = new Float32Array(PATCH * run);
  positions.forEach((position, at) => {
    trainedInputs[position] = Number(trainsOutgoing(before?.[at % channels]));
    for (let map = 0; map < realMaps; map++) {
      patches[map * PATCH * run + position] = weights[at * realMaps + map]!;
    }
  });
  const trainedBiases = new Float32Array(maps);
  treatments.forEach((one, map) =>
    trainedBiases[map] = Number(network.biased[l]! && trainsOutgoing(one))
  );
  const ownBiases = new Float32Array(maps);
  ownBiases.set(biases);
  const address = { patches: memory.copyIn(patches), biases: memory.copyIn(ownBiases) };
  const choicesSize = choices * maps;
  return {
    record: [
      input.address,
      output,
      maps,
      realMaps,
      treatments.filter((one) => trainsIncoming(one)).length,
      Number(pooling === "max"),
      run / 4,
      address.patches,
      memory.allocate(patches.byteLength),
      memory.copyIn(trainedInputs),
      memory.allocate(PATCH * PATCH * input.channels * maps * FLOAT),
      address.biases,
      memory.allocate(maps * FLOAT),
      memory.copyIn(trainedBiases),
      memory.allocate(maxBatch * choicesSize),
      choicesSize,
    ],
    parameters() {
      const found = memory.floats(address.patches, patches.length);
      const own = new Float32Array(weights.length);
      positions.forEach((position, at) => {
        for (let map = 0; map < realMaps; map++) {
          own[at * realMaps + map] = found[map * PATCH * run + position]!;
        }
      });
      return { weights: own, biases: memory.floats(address.biases, realMaps) };
    },
  };
}
