/** The step that estimates the information about the class in maps: in their means, and in their components. */
import { z } from "zod";
import {
  ClassBound,
  copulaNormalise,
  type DiscreteTarget,
  discreteTarget,
  InformationError,
  soundVariables,
  type Variables,
} from "../../information/mod.ts";
import { DATASET } from "../../paper/resources.ts";
import { NETWORK, type NetworkInput, networkKey } from "../../paper/training/network.ts";
import { jsonFile, need, type Step } from "../../studies/step.ts";
import type { MapValues } from "./config.ts";
import { STATES } from "./layer.ts";
import { mapsOf } from "./variables.ts";

/** What of a map is used: its mean, the first of its principal components, or several. */
export type MapPart = "mean" | "first component" | "components";

/** All of them, in the order of tables. */
export const MAP_PARTS = ["mean", "first component", "components"] as const satisfies MapPart[];

/** One network whose maps are estimated. Plain JSON. */
export interface MapInformationInput {
  readonly network: NetworkInput;
  /** The values of maps that are used. */
  readonly mapValues: MapValues;
  /** Principal components per map. */
  readonly components: number;
}

/**
 * I(X; y) in nats, between 0 and H(y), as a cross-validated classifier with a Gaussian per class finds it; 0 where it is no
 * better than the frequencies of the classes; `null` where it cannot be made.
 */
export interface PartInformation {
  /** Of each map by itself; `null` also for one that does not vary. */
  readonly single: readonly (number | null)[];
  /** Of all maps together. */
  readonly all: number | null;
}

/** The maps of one layer in one state of the network. */
export interface LayerInformation {
  /** Its name. */
  readonly layer: string;
  /** With final weights, or initial ones. */
  readonly state: "trained" | "untrained";
  /** By what of a map is used. */
  readonly parts: Readonly<Record<MapPart, PartInformation>>;
}

const part: z.ZodType<PartInformation> = z.object({
  single: z.array(z.number().nullable()),
  all: z.number().nullable(),
});

/** The contents of the file. */
const schema: z.ZodType<readonly LayerInformation[]> = z.array(z.object({
  layer: z.string(),
  state: z.enum(STATES),
  parts: z.object({ "mean": part, "first component": part, "components": part }),
})).min(1);

/** Raised whenever the same network would give other numbers. Part of each artifact key. */
export const MAP_INFORMATION_REVISION = 1;

/** Estimates the information about the class in the maps of a network. */
export const MAP_INFORMATION: Step<MapInformationInput, readonly LayerInformation[]> = {
  kind: "map-information",
  module: import.meta.url,
  identify: ({ network, mapValues, components }) => ({
    network: networkKey(network),
    dataset: network.data.fingerprint,
    values: mapValues,
    components,
    revision: MAP_INFORMATION_REVISION,
  }),
  describe: ({ network }) => `the information in the maps of network ${network.index}`,
  ...jsonFile("map-information.json", () => schema),
  needs: ({ network }) => [need(DATASET, network.data)],
  run: async ([input], { read, resource, signal, report }) => {
    const { network, mapValues, components } = input!;
    const { spec } = network;
    const stored = await read(NETWORK, network);
    const { test: samples } = (await resource(DATASET, network.data)).parts;
    const target = discreteTarget(samples.labels);
    const found: LayerInformation[] = [];
    for (const [at, state] of STATES.entries()) {
      const parameters = state === "trained" ? stored.final : stored.initial;
      const maps = await mapsOf({ spec, parameters, samples, mapValues }, components, signal);
      for (const { layer, mean, components: all } of maps) {
        signal?.throwIfAborted();
        found.push({
          layer,
          state,
          parts: {
            "mean": informationIn(mean, target),
            "first component": informationIn(firstColumns(all), target),
            "components": informationIn(all, target),
          },
        });
      }
      report({ done: at + 1, total: STATES.length });
    }
    return [found];
  },
};

export default MAP_INFORMATION;

/** The variables with the first of their columns alone. */
function firstColumns({ columns, variables, ...all }: Variables): Variables {
  return {
    ...all,
    columns: variables.map((one) => columns[one.columns[0]!]!),
    variables: variables.map((one, at) => ({ ...one, columns: [at] })),
  };
}

function informationIn(all: Variables, target: DiscreteTarget): PartInformation {
  const single = all.variables.map((): number | null => null);
  try {
    const sound = soundVariables(all, { degenerate: "drop" });
    const bound = new ClassBound(copulaNormalise(sound, { ties: "average" }), target);
    const of = (columns: readonly number[]) => {
      const { information } = bound.information(columns);
      return Number.isNaN(information) ? null : information;
    };
    for (const { index, columns } of sound.variables) single[index] = of(columns);
    return { single, all: of(sound.columns.map((_, at) => at)) };
  } catch (error) {
    // Too few images of a class, or no map that varies.
    if (error instanceof InformationError) return { single, all: null };
    throw error;
  }
}
