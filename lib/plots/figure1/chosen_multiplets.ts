/** The multiplets of one network that a figure looks at, and which neurons belong to them. */
import type { NetworkLayers } from "../../experiments/figure1_result.ts";
import type { ScoredMultiplet } from "../../search/interface.ts";
import { PlotError } from "../kit/figure.ts";
import { bits } from "../kit/format.ts";
import { dotSample, type LegendEntry } from "../kit/legend.ts";
import { integerTicks } from "../kit/panel.ts";
import { type Drawing, element, roundTo, textElement } from "../kit/svg.ts";
import { INNER_WIDTH, PALETTE, SIZE } from "../kit/theme.ts";
import { type End, END_LOOKS, ENDS, inBits } from "./layers.ts";

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
      ? { redundancy: own[END_LOOKS.redundancy.best], synergy: own[END_LOOKS.synergy.best] }
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
  const mark = (own: ChosenMultiplets, end: End, neuron: number, cy: number) => {
    const [cx, r] = [x(neuron), RADIUS * step];
    if (own[end].multiplet.includes(neuron)) {
      return element("circle", { cx, cy, r, stroke: "none" });
    }
    if (!own.dropped.includes(neuron)) {
      const look = { r: OTHER_RADIUS, fill: PALETTE.muted, stroke: "none" };
      return element("circle", { cx, cy, ...look });
    }
    const d = `M${roundTo(cx - r / 2, 1)},${roundTo(cy - r / 2, 1)}l${r},${r}m0,${-r}l${-r},${r}`;
    return element("path", { d, stroke: PALETTE.muted });
  };
  const rows = layers.flatMap((own, at) => {
    const top = HEADER_HEIGHT + at * (2 * ROW_HEIGHT + LAYER_GAP);
    const name = { x: 0, y: top + ROW_HEIGHT, dy: "0.35em", "font-weight": "bold" };
    return [
      textElement(own.layer, name),
      ...ENDS.toReversed().map((end, row) => {
        const y = top + (row + 0.5) * ROW_HEIGHT;
        const marks = Array.from({ length: own.neurons }, (_, at) => mark(own, end, at, y));
        const place = { x: INNER_WIDTH, y, dy: "0.35em", "text-anchor": "end" };
        return element("g", { fill: PALETTE[end], stroke: PALETTE[end] }, ...marks) +
          textElement(bits(inBits(own[end].oInformation)), place);
      }),
    ];
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
  const dot = (colour: string, radius: number, label: string) => (
    { sample: dotSample(colour, "filled", radius), label }
  );
  const cross = { sample: dotSample(PALETTE.muted, "cross", 3), label: "cannot be analysed" };
  return [
    ...ENDS.toReversed().map((end) => dot(PALETTE[end], 6, END_LOOKS[end].adjective)),
    dot(PALETTE.muted, OTHER_RADIUS, "not part of it"),
    ...(layers.every(({ dropped }) => dropped.length === 0) ? [] : [cross]),
  ];
}
