/** Which command does what. */
import { requireDeno } from "../reports/jupyter/process.ts";
import { oneLine } from "./output.ts";
import { isUserError, UsageError } from "./options.ts";

/** A command: its arguments in, a line on standard error for every step out. */
type Command = (args: string[], signal: AbortSignal) => Promise<void>;

interface CommandEntry {
  readonly help: string;
  readonly load: () => Promise<Command>;
  /** Whether `--help` is an option of its own. Default: the overview of all commands answers it. */
  readonly ownHelp?: boolean;
  /** What to say when it is interrupted. Default: what was finished is kept. */
  readonly interrupted?: string;
}

/** Commands are loaded when they are called, so that each needs only its own dependencies. */
const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  reproduce: {
    help: "train the networks, search their layers, execute the notebooks, export the reports",
    load: async () => (await import("./notebooks.ts")).reproduce,
  },
  train: {
    help: "train the networks of section 3.1 of the paper",
    load: async () => (await import("./experiments.ts")).train,
  },
  figure1: {
    help: "search the layers of the networks, as in section 4.1 of the paper",
    load: async () => (await import("./experiments.ts")).figure1,
  },
  figure2: {
    help: "re-train sub-networks, as in section 4.2 of the paper",
    load: async () => (await import("./experiments.ts")).figure2,
  },
  plan: {
    help: "list what a study still has to compute, as step files; plan training|layers|subnetworks",
    load: async () => (await import("./experiments.ts")).plan,
  },
  step: {
    help: "compute the results of one step file: step FILE.json",
    load: async () => (await import("./experiments.ts")).step,
  },
  report: {
    help: "execute the notebooks and export their reports to reports/",
    load: async () => (await import("./notebooks.ts")).report,
  },
  lab: {
    help: "open JupyterLab on the notebooks; its own options, such as --no-browser, are passed on",
    load: async () => (await import("./notebooks.ts")).lab,
  },
  refresh: {
    help: "the task notebooks:refresh: execute the notebooks, write their outputs into notebooks/",
    load: async () => (await import("./notebooks.ts")).refresh,
  },
  typecheck: {
    help: "a part of the task check: the types of the cells of the notebooks",
    load: async () => (await import("./notebooks.ts")).typecheck,
  },
  analyze: {
    help: "score multiplets of anyone's activations; see analyze --help",
    load: async () => (await import("./analyze.ts")).analyze,
    ownHelp: true,
    interrupted: "Interrupted. Nothing was written.",
  },
  store: {
    help: "list the kept results and remove some of them; see store --help",
    load: async () => (await import("./store/store.ts")).store,
    ownHelp: true,
    interrupted: "Interrupted. What was not removed yet stays.",
  },
  data: {
    help:
      "download the full MNIST to data/mnist, or check what is there; data NAME … for some sets",
    load: async () => (await import("./data.ts")).data,
  },
};

async function usage(): Promise<string> {
  const { PRESETS } = await import("../paper/config.ts");
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { help }]) =>
    `  ${name.padEnd(width)}  ${help}`
  );
  return [
    "Usage: deno task COMMAND [options]",
    ...lines,
    "Options of reproduce, train, figure1, figure2, report and refresh:",
    "  --preset smoke|embedded|paper   default embedded",
    "  --set name=value                replace one value of the preset; may be repeated",
    "  --only training|figure1|figure2 reproduce: this part and its notebook alone",
    "  --workers N                     jobs at once, default one a core; results stay the same",
    "Variables of the environment: MNIST_DIR, a folder with the full MNIST; MULTIPLET_DATA, where",
    "results go; for lab, which passes options on, PRESET, OVERRIDES and WORKERS: --preset, --set",
    "and --workers, such as PRESET=paper OVERRIDES='networks=3 seed=7'.",
    "Values that --set replaces, as preset embedded has them:",
    ...Object.entries(PRESETS.embedded).filter(([name]) => name !== "preset")
      .map(([name, value]) => `  ${name}=${JSON.stringify(value)}`),
  ].join("\n");
}

/**
 * Runs a command line and returns its exit status: 0 done, 1 failed, 2 not a valid call, 130
 * interrupted. Errors that a user can meet are one line without a stack trace.
 */
export async function runCommand(args: readonly string[], signal: AbortSignal): Promise<number> {
  const [name = "", ...rest] = args;
  try {
    requireDeno();
    if (name === "" || name === "help" || name === "--help") {
      console.log(await usage());
      return name === "" ? 2 : 0;
    }
    if (!Object.hasOwn(COMMANDS, name)) {
      const known = Object.keys(COMMANDS).join(", ");
      throw new UsageError(`Unknown command "${name}", use one of ${known}; help tells more`);
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
        COMMANDS[name]?.interrupted ??
          "Interrupted. What was finished is kept; run the same command to go on.",
      );
      return 130;
    }
    const message = error instanceof Error ? error.message : String(error);
    const byUser = await isUserError(error);
    console.error(byUser ? oneLine(message) : message);
    return byUser ? 2 : 1;
  }
}
