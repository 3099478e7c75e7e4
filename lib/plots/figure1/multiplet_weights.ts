/**
 * Which neurons form the extreme multiplets of one network, and what they look at.
 * @module
 */
import type { NetworkLayers } from "../../experiments/figure1_result.ts";
import { composeFigure } from "../compose.ts";
import type { InputShape } from "../../data/dataset.ts";
import { csvText } from "../csv.ts";
import { colourBar } from "../diverging.ts";
import { PlotError } from "../error.ts";
import type { DataFigure } from "../figure.ts";
import { bits, capitalised, plural, sentences, threshold } from "../format.ts";
import { greyImage } from "../image_sheet.ts";
import { type Drawing, stacked } from "../stack.ts";
import { textElement } from "../svg.ts";
import { PALETTE, SIZE } from "../theme.ts";
import { type ChosenMultiplets, chosenMultiplets } from "./chosen_multiplets.ts";
import { type End, END_ADJECTIVES, ENDS } from "./ends.ts";
import { PLACE_COLUMNS } from "./extreme_rows.ts";
import { inBits } from "./in_bits.ts";
import { drawMembershipGrid, membershipLegend } from "./membership_grid.ts";
import { drawWeightImages, type FirstLayerWeights, weightsInto } from "./weight_images.ts";

/** Which multiplets are drawn. */
export interface MultipletWeightsOptions {
  /** Number of neurons. The most extreme multiplets of any size when left out. */
  readonly size?: number;
}

/** Share of the weights that are too large for the scale of colours. */
const BEYOND = 0.01;
const HEADING_HEIGHT = 22;

/**
 * Draws the most synergistic and the most redundant multiplet of a network: the first-layer weights of
 * their neurons as images, all on one scale of colours, and for every layer which neurons belong.
 *
 * @param weights of the first layer, `inputs × neurons`, row-major
 * @param input what the network sees: images of one channel
 * @throws {PlotError} when inputs are no such images, weights, image and first layer do not agree in size, a weight is not finite,
 *   or the first layer has no multiplet of the size asked for
 */
export function multipletWeightsFigure(
  network: NetworkLayers,
  weights: Float32Array,
  input: InputShape,
  { size }: MultipletWeightsOptions = {},
): DataFigure {
  const chosen = chosenMultiplets(network, size);
  const first = chosen[0]!;
  const imageShape = greyImage(input, "multipletWeightsFigure");
  const layer = { weights, neurons: first.neurons, imageShape };
  validateWeights(layer, first.layer);
  const scale = {
    negative: PALETTE.negative,
    positive: PALETTE.positive,
    limit: colourLimit(layer, first),
  };
  const ends = ENDS.toReversed();
  const { svg, height } = stacked([
    ...ends.map((end) =>
      stacked([
        heading(end, first),
        drawWeightImages(layer, first[end].multiplet, scale),
      ], 0)
    ),
    colourBar(scale, 2, `weight into ${first.layer}; at most ${threshold(BEYOND)} lie beyond`),
    drawMembershipGrid(chosen),
  ], 12);
  const subject = size === undefined ? "of all sizes" : `of ${size} neurons`;
  return {
    ...composeFigure({
      title: titleOf(network, first),
      subtitle: `The most extreme multiplets ${subject}. Above: weights from the image into ` +
        `their neurons of ${first.layer}. Below: which neurons of every layer belong to them.`,
      description: sentences(
        `Weights of ${first.layer} as images, then a grid of layers and neurons.`,
        ...chosen.map(describe),
      ),
      legend: membershipLegend(chosen),
      drawing: svg,
      height,
    }),
    csv: csvText(
      {
        ...PLACE_COLUMNS,
        end: "extreme",
        size: "size",
        total: "o_information_bits",
        neuron: "neuron",
      },
      chosen.flatMap((own) =>
        ENDS.flatMap((end) =>
          own[end].multiplet.map((neuron) => ({
            network: network.index,
            layer: own.layer,
            end,
            size: own[end].multiplet.length,
            total: inBits(own[end].oInformation),
            neuron,
          }))
        )
      ),
    ),
  };
}

function validateWeights(
  { weights, neurons, imageShape: [height, width] }: FirstLayerWeights,
  name: string,
): void {
  if (weights.length !== height * width * neurons) {
    throw new PlotError(
      `Cannot draw ${weights.length} weights: ${plural(neurons, "neuron")} of ${name} and images ` +
        `of ${height} × ${width} pixels need ${height * width * neurons}`,
    );
  }
  const at = weights.findIndex((weight) => !Number.isFinite(weight));
  if (at >= 0) {
    throw new PlotError(
      `Cannot draw weight ${Math.floor(at / neurons)} of neuron ${at % neurons} of ${name}: ` +
        `it is ${weights[at]}`,
    );
  }
}

/**
 * The size of a weight that a share of {@link BEYOND} of those drawn exceed: the largest ones would make
 * all others pale. 1 where that is 0 and any limit will do.
 */
function colourLimit(layer: FirstLayerWeights, chosen: ChosenMultiplets): number {
  const neurons = new Set(ENDS.flatMap((end) => chosen[end].multiplet));
  const sizes = Float32Array.from(
    [...neurons].flatMap((neuron) => Array.from(weightsInto(layer, neuron), Math.abs)),
  ).sort();
  return sizes[Math.floor((1 - BEYOND) * (sizes.length - 1))]! || 1;
}

function heading(
  end: End,
  { layer, [end]: { multiplet, oInformation } }: ChosenMultiplets,
): Drawing {
  const text = `${capitalised(END_ADJECTIVES[end])} of ${layer}: ` +
    `${plural(multiplet.length, "neuron")}, Ω = ${bits(inBits(oInformation))}`;
  const look = { "font-size": SIZE.text, "font-weight": "bold", fill: PALETTE[end] };
  return { svg: textElement(text, { x: 0, y: SIZE.text, ...look }), height: HEADING_HEIGHT };
}

/** Neurons that both multiplets have. */
function shared({ synergy, redundancy }: ChosenMultiplets): number {
  return synergy.multiplet.filter((neuron) => redundancy.multiplet.includes(neuron)).length;
}

function titleOf({ index }: NetworkLayers, first: ChosenMultiplets): string {
  const [synergy, redundancy] = [first.synergy.multiplet.length, first.redundancy.multiplet.length];
  const analysed = first.neurons - first.dropped.length;
  if (synergy < analysed && redundancy === analysed) {
    return `In ${first.layer} of network ${index} the most synergistic multiplet has ` +
      `${plural(synergy, "neuron")}, the most redundant one all ${redundancy}`;
  }
  const [smaller, larger] = synergy <= redundancy
    ? [`most synergistic ${synergy} neurons`, `most redundant ${redundancy}`]
    : [`most redundant ${redundancy} neurons`, `most synergistic ${synergy}`];
  const both = shared(first);
  const where = `In ${first.layer} of network ${index} the ${smaller}`;
  if (both === 0) return `${where} and the ${larger} have no neuron in common`;
  if (both === Math.min(synergy, redundancy)) {
    return synergy === redundancy
      ? `${where} and the ${larger} are the same`
      : `${where} all belong to the ${larger}`;
  }
  return `${where} and the ${larger} have ${plural(both, "neuron")} in common`;
}

function describe(own: ChosenMultiplets): string {
  const words = (end: End) =>
    `${END_ADJECTIVES[end]} are neurons ${own[end].multiplet.join(", ")} ` +
    `(${bits(inBits(own[end].oInformation))})`;
  return `In ${own.layer} ${words("synergy")}, ${words("redundancy")}.`;
}
