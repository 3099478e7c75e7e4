/** The multiplets of one network that a figure looks at, and which neurons belong to them. */
import type { NetworkLayers } from "../../experiments/figure1_result.ts";
import type { ScoredMultiplet } from "../../search/result.ts";
import { PlotError } from "../kit/figure.ts";
import { bits } from "../kit/format.ts";
import { dotSample, type LegendEntry } from "../kit/legend.ts";
import { type Drawing, element, roundTo, textElement } from "../kit/svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../kit/theme.ts";
import { integerTicks } from "../kit/ticks.ts";
import { BEST, type End, END_ADJECTIVES, ENDS, inBits } from "./layers.ts";

/** One layer's multiplets. */
export interface ChosenMultiplets extends Readonly<Record<End, ScoredMultiplet>> {
  readonly layer: string;
  /** All neurons of the layer. */
  readonly neurons: number;
  /** Neurons that could not be analysed. */
  readonly dropped: readonly number[];
}

/** Extreme multiplets of the layers that have some of `size` neurons; of any size without it. */
export function chosenMultiplets(
  { index, layers }: NetworkLayers,
  size: number | undefined,
): ChosenMultiplets[] {
  const [first] = layers;
  if (first === undefined) {
    throw new PlotError(`Cannot draw multiplets of network ${index}: it has no layers`);
  }
  const chosen = layers.flatMap((own) => {
    const { layer, neurons } = own;
    const dropped = own.dropped.map(({ neuron }) => neuron);
    const found = size === undefined
      ? { redundancy: own[BEST.redundancy], synergy: own[BEST.synergy] }
      : own.exact.find((one) => one.size === size);
    return found === undefined ? [] : [{ ...found, layer, neurons, dropped }];
  });
  if (chosen[0]?.layer === first.layer) return chosen;
  throw new PlotError(
    `Cannot draw multiplets of ${size} neurons of ${first.layer}, network ${index}: ` +
      `its sizes are ${first.exact.map((one) => one.size).join(", ")}`,
  );
}

/** Room on the left for the names of layers, and on the right for Ω. */
const NAMES = 56;
const VALUES = 86;
const ROW_HEIGHT = 17;
const LAYER_GAP = 7;
const HEADER_HEIGHT = 22;
/** Largest step from neuron to neuron, and radius of a mark over it. */
const LARGEST_STEP = 24;
const RADIUS = 0.3;
const OTHER_RADIUS = 1.25;
/** Width of a neuron's number. */
const NUMBER_WIDTH = 20;

/** Two rows a layer: discs for members, dots for others, crosses for those not analysed; and Ω. */
export function drawMembershipGrid(layers: readonly ChosenMultiplets[]): Drawing {
  const widest = Math.max(...layers.map(({ neurons }) => neurons));
  const step = Math.min(LARGEST_STEP, (INNER_WIDTH - NAMES - VALUES) / widest);
  const x = (neuron: number) => NAMES + (neuron + 0.5) * step;
  const ticks = integerTicks(widest - 1, Math.floor(widest * step / NUMBER_WIDTH));
  const header = ticks.map((neuron) =>
    textElement(String(neuron), { x: x(neuron), y: SIZE.tick, "text-anchor": "middle" })
  );
  const rows = layers.map((own, at) => {
    const top = HEADER_HEIGHT + at * (2 * ROW_HEIGHT + LAYER_GAP);
    const name = textElement(own.layer, {
      x: 0,
      y: top + ROW_HEIGHT,
      dy: "0.35em",
      "font-weight": "bold",
    });
    return name + ENDS.toReversed().map((end, row) => {
      const y = top + (row + 0.5) * ROW_HEIGHT;
      const marks = Array.from(
        { length: own.neurons },
        (_, neuron) => mark(own, end, neuron, { x: x(neuron), y, radius: RADIUS * step }),
      );
      const place = { x: INNER_WIDTH, y, dy: "0.35em", "text-anchor": "end" };
      const colour = { fill: PALETTE[end], stroke: PALETTE[end] };
      return element("g", colour, ...marks) +
        textElement(bits(inBits(own[end].oInformation)), place);
    }).join("");
  });
  const axis = textElement("neuron", { x: 0, y: SIZE.tick });
  const value = textElement("Ω(X, y)", { x: INNER_WIDTH, y: SIZE.tick, "text-anchor": "end" });
  return {
    svg: element(
      "g",
      { "font-size": SIZE.tick, fill: PALETTE.ink },
      element("g", { fill: PALETTE.muted }, axis, value, ...header),
      ...rows,
    ),
    height: HEADER_HEIGHT + layers.length * (2 * ROW_HEIGHT + LAYER_GAP) - LAYER_GAP,
  };
}

/** The key of {@link drawMembershipGrid}. */
export function membershipLegend(layers: readonly ChosenMultiplets[]): LegendEntry[] {
  const entries = [
    ...ENDS.toReversed().map((end) => (
      { sample: dotSample(PALETTE[end], "filled", 6), label: END_ADJECTIVES[end] }
    )),
    { sample: dotSample(PALETTE.muted, "filled", OTHER_RADIUS), label: "not part of it" },
  ];
  const cross = { sample: dotSample(PALETTE.muted, "cross", 3), label: "cannot be analysed" };
  return layers.every(({ dropped }) => dropped.length === 0) ? entries : [...entries, cross];
}

function mark(
  own: ChosenMultiplets,
  end: End,
  neuron: number,
  { x, y, radius }: { readonly x: number; readonly y: number; readonly radius: number },
): string {
  if (own[end].multiplet.includes(neuron)) {
    return element("circle", { cx: x, cy: y, r: radius, stroke: "none" });
  }
  if (own.dropped.includes(neuron)) {
    const d = `M${roundTo(x - radius / 2, 1)},${roundTo(y - radius / 2, 1)}l${radius},${radius}` +
      `m0,${-radius}l${-radius},${radius}`;
    return element("path", { d, stroke: PALETTE.muted });
  }
  return element("circle", { cx: x, cy: y, r: OTHER_RADIUS, fill: PALETTE.muted, stroke: "none" });
}
