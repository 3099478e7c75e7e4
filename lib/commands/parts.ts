/**
 * What `reproduce`, `report`, `refresh` and `store check` do at once: studies that share their presets, and their
 * notebooks. A preset belongs to a part.
 */
import { MAPS_SETTINGS, type MapsConfig } from "../beyond/maps/config.ts";
import { MAP_LAYERS } from "../beyond/maps/layers.ts";
import { MAP_SUBNETWORKS } from "../beyond/maps/subnetworks.ts";
import { CLAIM_SUBJECTS } from "../beyond/readings/claims.ts";
import { ALL_READINGS, READINGS_SETTINGS, type ReadingsConfig } from "../beyond/readings/sweep.ts";
import { experimentConfig, TRUST_SETTINGS, type TrustConfig } from "../beyond/trust/config.ts";
import { TRUST } from "../beyond/trust/study.ts";
import { WIDE_SETTINGS, type WideConfig } from "../beyond/wide/config.ts";
import { wideLayerCost } from "../beyond/wide/context.ts";
import { notTestedHere, wideFindings } from "../beyond/wide/findings.ts";
import { WIDE_LAYERS } from "../beyond/wide/layers.ts";
import { WIDE_SUBNETWORKS } from "../beyond/wide/subnetworks.ts";
import { DEFAULT_PRESET, PAPER_SETTINGS } from "../paper/config.ts";
import type { Settings } from "../paper/settings.ts";
import {
  type ExperimentConfig,
  LAYERS,
  SUBNETWORKS,
  SUBNETWORKS_VALIDATION,
} from "../paper/mod.ts";
import { inTurn } from "../search/cost/cost.ts";
import type { SearchCost } from "../search/mod.ts";
import type { AnyStudy } from "../studies/mod.ts";
import {
  announceSearches,
  announcing,
  type ConfigChoice,
  openStore,
  retrainWithControl,
  run,
  settingsFromOptions,
  type Work,
} from "./experiments.ts";
import { UsageError } from "../request/values.ts";
import {
  requireReadingsMarks,
  requireVerdictMarks,
  requireWideMarks,
  writeReadingsGuide,
  writeVerdictGuides,
  writeVerdicts,
  writeWideGuide,
} from "./verdicts.ts";

/** Studies that are run together. */
export interface Part {
  readonly name: string;
  /** Presets and settings of all its studies. */
  readonly settings: Settings<unknown>;
  /** Beginnings of the names of its notebooks. */
  readonly notebooks: readonly string[];
  /** The studies whose results `store check` reads, with the stages that an earlier one has as well. */
  studies(config: unknown): readonly (readonly [study: AnyStudy, without: readonly string[]])[];
  /** Throws unless the checkout is ready for `writeGuides`: a check before hours of work. */
  requireGuides?(root: string): Promise<void>;
  /** Runs all studies in the terminal. */
  run(config: unknown, work: Work): Promise<PartResults>;
}

/** What is written when the notebooks have been executed. */
export interface PartResults {
  /** Pages beside the reports. */
  writePages?(): Promise<void>;
  /** Numbers in the guides of the checkout. */
  writeGuides?(root: string): Promise<void>;
  /** Figures that the guides show: names in the folder of reports. */
  readonly pictures?: readonly string[];
}

/** The three studies of the paper, with the control on validation samples. */
const PAPER: Part = {
  name: "paper",
  settings: PAPER_SETTINGS,
  notebooks: ["01", "02", "03"],
  studies: (config) => [
    [LAYERS as AnyStudy, []],
    [SUBNETWORKS as AnyStudy, ["networks"]],
    ...((config as ExperimentConfig).selection === "validation"
      ? []
      : [[SUBNETWORKS_VALIDATION as AnyStudy, []] as const]),
  ],
  requireGuides: requireVerdictMarks,
  run: async (given, work) => {
    const config = given as ExperimentConfig;
    const { training, layers } = await run(
      LAYERS,
      config,
      work,
      announcing("layers", config, work),
    );
    const results = {
      config,
      training,
      figure1: layers,
      ...await retrainWithControl(config, work),
    };
    return {
      writePages: () => writeVerdicts(results),
      writeGuides: (root) => writeVerdictGuides(root, results),
      pictures: ["figure-1.svg", "figure-2.svg"],
    };
  },
};

/** The two studies of wide layers. */
const WIDE: Part = {
  name: "wide",
  settings: WIDE_SETTINGS,
  notebooks: ["04"],
  requireGuides: requireWideMarks,
  studies: () => [
    [WIDE_LAYERS as AnyStudy, []],
    [WIDE_SUBNETWORKS as AnyStudy, ["networks", "layers"]],
  ],
  run: async (given, work) => {
    const config = given as WideConfig;
    const { training, layers, widths } = await run(
      WIDE_LAYERS,
      config,
      work,
      (output) => announceSearches(config.networks, wideCost(config, work), output),
    );
    const { subnetworks } = await run(WIDE_SUBNETWORKS, config, work);
    return {
      writeGuides: (root) => {
        const findings = wideFindings({ layers, widths }, subnetworks);
        const untested = notTestedHere(config);
        return writeWideGuide(root, config, { training, layers, subnetworks, findings, untested });
      },
      pictures: ["wide-figure-1.svg", "wide-figure-2.svg"],
    };
  },
};

/** The cost of the searches in all layers of all networks, none of them kept from an earlier run. */
function wideCost(config: WideConfig, { runner }: Work): SearchCost {
  const { networks, hiddenWidths, otherWidths } = config;
  const layers = [
    ...hiddenWidths,
    ...otherWidths.flatMap((width) => hiddenWidths.map(() => width)),
  ];
  const one = inTurn(layers.map((units) => wideLayerCost(units, config)));
  const workers = Math.min(runner.workers, navigator.hardwareConcurrency);
  return {
    ...inTurn([one], networks),
    seconds: networks * one.seconds / workers,
    bytes: workers * one.bytes,
    workers,
  };
}

/** One network under all tests and estimators. */
const TRUST_PART: Part = {
  name: "trust",
  settings: TRUST_SETTINGS,
  notebooks: ["05"],
  studies: () => [[TRUST as AnyStudy, []]],
  run: async (given, work) => {
    const config = given as TrustConfig;
    await run(TRUST, config, work, announcing("layers", experimentConfig(config), work));
    return {};
  },
};

/** The two studies of feature maps. */
const MAPS: Part = {
  name: "maps",
  settings: MAPS_SETTINGS,
  notebooks: ["06"],
  studies: () => [
    [MAP_LAYERS as AnyStudy, []],
    [MAP_SUBNETWORKS as AnyStudy, ["networks", "maps"]],
  ],
  run: async (given, work) => {
    const config = given as MapsConfig;
    await run(MAP_LAYERS, config, work);
    await run(MAP_SUBNETWORKS, config, work);
    return { pictures: ["maps-figure-1.svg", "maps-figure-2.svg"] };
  },
};

/** Every claim of the paper in every reading. */
const READINGS_PART: Part = {
  name: "readings",
  settings: READINGS_SETTINGS,
  notebooks: ["07"],
  requireGuides: requireReadingsMarks,
  studies: () => [[ALL_READINGS as AnyStudy, []]],
  run: async (given, work) => {
    const config = given as ReadingsConfig;
    const result = await run(ALL_READINGS, config, work);
    return {
      writeGuides: (root) => writeReadingsGuide(root, config, result),
      pictures: [
        "readings-verdicts.svg",
        ...CLAIM_SUBJECTS.map(({ name }) => `readings-${name}.svg`),
      ],
    };
  },
};

/** All parts, in the order of their notebooks. */
export const PARTS: readonly Part[] = [PAPER, WIDE, TRUST_PART, MAPS, READINGS_PART];

/** The part without `--only`. */
export const DEFAULT_PART: Part = PAPER;

/** Names that `--only` takes: of parts, and `all`. */
export const PART_NAMES: readonly string[] = [...PARTS.map(({ name }) => name), "all"];

/**
 * The parts that `--only` names; of `all` those that have the preset, and a sentence on the others.
 *
 * @throws UsageError when no part has the preset
 */
export function partsNamed(
  name: string | undefined,
  choice: ConfigChoice,
): { readonly parts: readonly Part[]; readonly leftOut: string } {
  if (name !== "all") {
    const part = name === undefined ? DEFAULT_PART : PARTS.find((one) => one.name === name);
    if (part !== undefined) return { parts: [part], leftOut: "" };
    throw new UsageError(`--only takes ${PART_NAMES.join(", ")}, got "${name}"`);
  }
  const preset = choice.preset || Deno.env.get("PRESET") || DEFAULT_PRESET;
  const has = ({ settings }: Part) => Object.hasOwn(settings.presets, preset);
  const presetsOf = ({ name, settings }: Part) =>
    `${name} (its presets: ${Object.keys(settings.presets).join(", ")})`;
  const [parts, others] = [PARTS.filter(has), PARTS.filter((part) => !has(part))];
  if (parts.length === 0) {
    throw new UsageError(
      `No study has the preset "${preset}": ${others.map(presetsOf).join("; ")}`,
    );
  }
  return {
    parts,
    leftOut: others.length === 0
      ? ""
      : `Left out, without a preset ${preset}: ${others.map(presetsOf).join("; ")}\n`,
  };
}

/** Runs a part in the terminal; finished results are read from the store. */
export async function runPart(
  part: Part,
  choice: ConfigChoice,
  signal: AbortSignal,
): Promise<PartResults> {
  const config = settingsFromOptions(part.settings, choice);
  using runner = await openStore(choice);
  return await part.run(config, { runner, signal });
}
