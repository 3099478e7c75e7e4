/**
 * What networks were trained with, in words.
 * @module
 */
import { z } from "zod";
import type { ConfigurationReport } from "./report.ts";

/** The inputs of today's networks. */
const networkSettings = z.looseObject({
  dataset: z.string(),
  widths: z.array(z.number()),
  initialisation: z.string(),
  hyperparameters: z.looseObject({
    epochs: z.number(),
    batchSize: z.number(),
    learningRate: z.number(),
  }),
  trainer: z.string(),
  revision: z.string(),
  seed: z.number(),
});

/** Digits of a fingerprint or revision that tell it from others. */
const DIGITS = 8;

/**
 * Data set, widths, training and seed of a configuration, in parts; the bare inputs where they are others
 * than today's networks have.
 */
export function settingsParts(
  { settings, dataset }: Pick<ConfigurationReport, "settings" | "dataset">,
): string[] {
  const parsed = networkSettings.safeParse(settings);
  if (!parsed.success) return [JSON.stringify(settings)];
  const { widths, initialisation, hyperparameters, trainer, revision, seed } = parsed.data;
  const { epochs, batchSize, learningRate } = hyperparameters;
  return [
    `data set ${dataset ?? parsed.data.dataset.slice(0, DIGITS)}`,
    widths.join("-"),
    `initialisation ${initialisation}`,
    `${epochs} epochs`,
    `batch size ${batchSize}`,
    `learning rate ${learningRate}`,
    `seed ${seed}`,
    `trainer ${trainer} ${shortened(revision)}`,
  ];
}

/** A revision with its hash, where it begins with one, cut. */
function shortened(revision: string): string {
  return revision.replace(/^([0-9a-f]{8})[0-9a-f]{56}/, "$1");
}
