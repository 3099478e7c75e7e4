/**
 * What one SGD step of a network with convolutions does, counted as in `step_work.ts`. Bytes that are filled with zeros
 * count as stored.
 */
import { type LayerShape, layerShapes, type NetworkSpec } from "../../lib/models/spec.ts";
import {
  denseLayersWork,
  elements,
  move,
  padded,
  type StepWork,
  sum,
  type Work,
} from "./step_work.ts";

/** Bytes of a float32, of a vector of four, of an entry of a list of outputs that count. */
const [WORD, VECTOR, ENTRY] = [4, 16, 8];
/** Maps whose sums are held in registers at once, for four pixels. */
const GROUP = 8;
/** Vectors of a gradient that are held in registers at once. */
const HELD = 12;

/** A convolution as the kernel has it. */
interface Convolution {
  readonly channels: number;
  readonly maps: number;
  /** Outputs of a map, after pooling. */
  readonly outputs: number;
  /** Vectors of a patch, three rows. */
  readonly vectors: number;
  /** How often the backward pass goes through the outputs that count for as many weights as registers hold. */
  readonly passes: number;
  /** Values of the image that enters, with its frame. */
  readonly framed: number;
  /** Outputs of a sample that count in the backward pass, of all maps. */
  readonly counted: number;
}

/**
 * One step of a network of convolutions with pooling, alone in its cohort, and dense layers. All maps are trained, their
 * numbers are multiples of 8, heights and widths are even.
 *
 * @param counted by convolution: outputs of a sample that count in the backward pass
 */
export function imageStepWork(
  spec: NetworkSpec,
  batch: number,
  counted: readonly number[],
): StepWork {
  const shapes = layerShapes(spec);
  const convolutions = counted.map((own, l) => convolutionOf(shapes[l]!, own));
  const dense = shapes.slice(counted.length);
  const pixels = shapes[0]!.entering!.height * shapes[0]!.entering!.width *
    convolutions[0]!.channels;
  const { forward, softmax, deltas, update } = denseLayersWork(
    [dense[0]!.inputs, ...dense.map(({ spec: { units } }) => units)],
    batch,
    dense[0]!.blocks,
  );
  const byLayer = (part: string, work: (own: Convolution, l: number) => Work) =>
    convolutions.map((own, l) => [`${shapes[l]!.spec.name}${part}`, work(own, l)] as const);
  return Object.fromEntries([
    // A row number; bytes that become float32.
    ["takingImages", times(batch, { loaded: WORD + pixels, stored: pixels * WORD })],
    ...byLayer("Forward", (own) => times(batch, forwardWork(own))),
    ["otherLayersForward", forward],
    ["softmax", softmax],
    ["deltas", deltas],
    ["otherLayersUpdate", update],
    ...byLayer("Lists", ({ maps, outputs }) =>
      // Value and delta of an output, which of four it is.
      times(batch * maps * outputs, { loaded: 2 * WORD + 1, stored: ENTRY })),
    ...byLayer("Gradient", (own) => times(batch, gradientWork(own))),
    // The gradient of samples is not needed.
    ...byLayer("Deltas", (own) => times(batch, deltasWork(own))).slice(1),
    ...byLayer("Update", updateWork),
  ]);
}

function convolutionOf(
  { entering, leaving, spec }: LayerShape,
  counted: number,
): Convolution {
  const { height, width, channels } = entering!;
  const run = padded(3 * channels) / 4;
  const vectors = run <= 3 ? run : Math.ceil(run / 3) * 3;
  return {
    channels,
    maps: spec.units,
    outputs: leaving!.height * leaving!.width,
    vectors: 3 * vectors,
    passes: vectors <= 3 ? 1 : 3 * Math.ceil(vectors / HELD),
    framed: (height + 2) * (width + 2) * channels,
    counted,
  };
}

/** Of one sample, as are the next two. */
function forwardWork({ channels, maps, outputs }: Convolution): Work {
  const taps = 9 * channels;
  return times(maps / GROUP, {
    multiplyAdds: outputs * taps * 4 * GROUP,
    // Biases; for each cell and tap the weights of a group and four pixels.
    loaded: GROUP * WORD + outputs * taps * (GROUP + 4) * WORD,
    // For each cell the largest values, and which they are.
    stored: outputs * GROUP * (WORD + 1),
  });
}

function gradientWork({ maps, vectors, passes, counted }: Convolution): Work {
  return sum([
    // The deltas of the biases, and sums before and after.
    times(counted, { loaded: WORD }),
    times(maps, { loaded: WORD + vectors * VECTOR, stored: WORD + vectors * VECTOR }),
    times(counted, { multiplyAdds: 4 * vectors, loaded: passes * ENTRY + vectors * VECTOR }),
  ]);
}

function deltasWork({ maps, vectors, framed, counted }: Convolution): Work {
  // Unlike gradients, deltas always go row by row of a patch.
  const passes = 3 * Math.ceil(vectors / 3 / HELD);
  return sum([
    times(framed, { stored: WORD }),
    times(maps, { loaded: vectors * VECTOR }),
    times(counted, {
      multiplyAdds: 4 * vectors,
      loaded: passes * ENTRY + vectors * VECTOR,
      stored: vectors * VECTOR,
    }),
  ]);
}

function updateWork({ channels, maps, vectors }: Convolution): Work {
  return sum([
    elements(maps, 0, 4 * vectors + 1), // zeros before the batch
    move(maps, 4 * vectors),
    move(1, maps),
    elements(9 * channels * maps, 1, 1), // weights in the order of the forward pass
  ]);
}

function times(count: number, work: Partial<Work>): Work {
  const { multiplyAdds = 0, loaded = 0, stored = 0 } = work;
  return {
    multiplyAdds: count * multiplyAdds,
    loaded: count * loaded,
    stored: count * stored,
  };
}
