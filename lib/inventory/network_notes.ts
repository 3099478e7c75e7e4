/**
 * What the notes beside networks tell: the preset and the name of the data set. Results do not depend on a
 * note; it may be gone or have been changed.
 * @module
 */
import { z } from "zod";
import type { StoredArtifact } from "../system/artifacts/scan.ts";
import { type ExperimentConfig, PRESETS } from "../experiments/config.ts";

/** What of the configuration that trained a network is used here. */
const note = z.looseObject({
  config: z.looseObject({
    preset: z.string(),
    dataset: z.string(),
    samples: z.object({ train: z.int(), test: z.int() }).nullable(),
    selection: z.string(),
  }),
});

const configOf = ({ sidecar }: StoredArtifact) => note.safeParse(sidecar).data?.config;

/** The fingerprint of the data set that a network was trained on. */
export function fingerprintOf({ inputs }: StoredArtifact): string | undefined {
  return z.looseObject({ dataset: z.string() }).safeParse(inputs).data?.dataset;
}

/** Names of data sets by their fingerprint, as the notes of networks have them. */
export function datasetNames(networks: readonly StoredArtifact[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const network of networks) {
    const [fingerprint, config] = [fingerprintOf(network), configOf(network)];
    if (fingerprint === undefined || config === undefined) continue;
    const { dataset, samples, selection } = config;
    const parts = [
      dataset,
      ...(samples === null ? [] : [`${samples.train}/${samples.test} samples`]),
      ...(selection === "validation" ? ["validation samples set aside"] : []),
    ];
    names.set(fingerprint, parts.join(", "));
  }
  return names;
}

/** What a configuration says of its networks, but for how many there are. */
const NETWORK_SETTINGS = [
  "dataset",
  "samples",
  "hiddenWidths",
  "initialisation",
  "epochs",
  "batchSize",
  "learningRate",
  "seed",
  "trainer",
] as const satisfies (keyof ExperimentConfig)[];

/** Names of the presets that trained one of the networks or ask for networks like them, in order. */
export function presetsOf(networks: readonly StoredArtifact[]): string[] {
  const found = new Set<string>();
  // Networks of one configuration have nearly always the same note.
  const configs = new Map(networks.map((network) => {
    const config = configOf(network);
    return [JSON.stringify(config), config];
  }));
  for (const config of configs.values()) {
    if (config === undefined) continue;
    found.add(config.preset);
    for (const [name, preset] of Object.entries(PRESETS)) {
      const alike = NETWORK_SETTINGS.every((setting) =>
        JSON.stringify(config[setting]) === JSON.stringify(preset[setting])
      );
      if (alike) found.add(name);
    }
  }
  return [...found].sort();
}
