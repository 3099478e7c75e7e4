/** Figure 2 with feature maps as units. */
import { type DataFigure, dataFigure, PlotError } from "../../../figures/kit/figure.ts";
import { integer, meanInWords, threshold } from "../../../figures/kit/text.ts";
import { ACCURACY_AXIS_NOTE } from "../../../paper/subnetworks/figures/axes.ts";
import { accuracyDots } from "../../../paper/subnetworks/figures/figure2.ts";
import {
  drawsNote,
  estimatesOf,
  inWords,
  requireNetworks,
  wholeEstimate,
} from "../../../paper/subnetworks/figures/values.ts";
import type { RetrainingResult } from "../../../paper/subnetworks/result.ts";
import {
  mapsSizeWords,
  mapsStrategiesFinding,
  resolutionNote,
  retrainedSizes,
} from "../subnetwork_findings.ts";

/**
 * Draws the test accuracy of the sub-network of maps that each strategy keeps, re-trained from the initial weights with
 * the other maps removed, a panel per size; one dot per network, the mean with its 95 % interval, and the whole network.
 *
 * @throws {PlotError} when there is no network or no sub-network
 */
export function mapsFigure2(result: RetrainingResult): DataFigure {
  requireNetworks(result);
  const sizes = retrainedSizes(result).toReversed();
  const groups = sizes.flatMap((size) =>
    estimatesOf(result, {
      sizes: [size],
      columns: [{ removal: "zero", column: panelName(size) }],
    })
  );
  if (groups.length === 0) throw new PlotError("Cannot draw a result without any sub-network");
  const table = groups.flatMap(({ values }) => values);
  const whole = wholeEstimate(result);
  const [main] = sizes;
  const others = sizes.slice(1).map((size) => `${mapsStrategiesFinding(result, size).statement}.`);
  return dataFigure({
    title: mapsStrategiesFinding(result, main!).statement,
    subtitle: [
      "Test accuracy of sub-networks of feature maps, all convolutions reduced and the other maps removed, re-trained from " +
      `their initial weights (${integer(result.updates)} updates).`,
      ...others,
      result.networks.length > 1
        ? `Titles compare synergy with all others by Holm-corrected intervals; those drawn are ${
          threshold(0.95)
        } each.`
        : "",
      resolutionNote(result),
      "k*: number of maps with the smallest Ω(X, y) by their means, in each convolution of each network.",
      drawsNote(table),
      ACCURACY_AXIS_NOTE,
    ],
    description: [
      "Dot plots of test accuracy in per cent, a row for every strategy, a panel for every size. The whole network has " +
      `${meanInWords(whole, "%")}.`,
      ...sizes.map((size) =>
        `${panelName(size)}: ${inWords(groups.filter((one) => one.size === size), "%")}.`
      ),
    ],
    ...accuracyDots(result, groups),
  });
}

const panelName = (size: Parameters<typeof mapsSizeWords>[0]): string =>
  size === "half" ? "Half of the maps" : mapsSizeWords(size);
