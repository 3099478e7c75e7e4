/** Everything that the preset `smoke` makes: computed anew in a folder, by the notebooks' own code. */
import { join } from "node:path";
import { ArtifactStore } from "../../lib/system/artifacts/mod.ts";
import {
  allVerdicts,
  type ExperimentConfig,
  LAYERS,
  resolveConfig,
  SUBNETWORKS,
  validationConfig,
  type VerdictRow,
} from "../../lib/paper/mod.ts";
import { Runner, runStudy } from "../../lib/studies/mod.ts";
import { notebookModule, readNotebook } from "../../lib/reports/jupyter/notebook_file.ts";
import { ROOT } from "../sources.ts";

/** Notebooks of the paper, in the order in which they read each other's results. */
const NOTEBOOKS = ["01-training", "02-figure-1", "03-figure-2"];

/** A sub-network that keeps all layers but one whole. Its network is the first of the preset. */
const ONE_PRUNED_LAYER: ExperimentConfig = resolveConfig("smoke", {
  networks: 1,
  strategies: ["synergy"],
  subnetworkSizes: [10],
  frozenSizes: [],
  newInitialisations: 0,
  controls: [],
  onlyLayer: 1,
});

/** The preset without the arms beside figure 2, which came after the first pins. */
const WITHOUT_ARMS: ExperimentConfig = resolveConfig("smoke", {
  controls: [],
  oneLayerAtATime: false,
});

/** What a run leaves. */
export interface SmokeRun {
  /** Folder of the artifact store. */
  readonly runs: string;
  /** Keys of the artifacts without the arms beside figure 2. */
  readonly withoutArms: ReadonlySet<string>;
  /** Folder of `NAME.svg` and `NAME.csv`. */
  readonly figures: string;
  /** Every claim in every analysis variant. */
  readonly verdicts: readonly VerdictRow[];
}

/**
 * Runs the studies without the arms beside figure 2, and one re-training with one pruned layer; then the cells of the
 * notebooks below `folder`, without Jupyter, and reads the results.
 */
export async function runSmoke(folder: string): Promise<SmokeRun> {
  const runs = join(folder, "runs");
  using runner = new Runner({ store: new ArtifactStore(runs), workers: 2 });
  await runStudy(LAYERS, WITHOUT_ARMS, runner);
  for (const config of [WITHOUT_ARMS, validationConfig(WITHOUT_ARMS), ONE_PRUNED_LAYER]) {
    await runStudy(SUBNETWORKS, config, runner);
  }
  const withoutArms = new Set((await Array.fromAsync(keysIn(runs))).map(({ key }) => key));
  const reports = join(folder, "reports");
  for (const name of NOTEBOOKS) {
    await runCells(name, folder, { MULTIPLET_DATA: folder, MULTIPLET_REPORTS: reports });
  }
  const config = resolveConfig("smoke");
  const { training, layers } = await runStudy(LAYERS, config, runner);
  const retrained = await runStudy(SUBNETWORKS, config, runner);
  const validation = await runStudy(SUBNETWORKS, validationConfig(config), runner);
  const verdicts = allVerdicts({
    training,
    figure1: layers,
    figure2: retrained.subnetworks,
    figure2Validation: validation.subnetworks,
  });
  return { runs, withoutArms, figures: join(reports, "figures"), verdicts };
}

/** Kind and key of each artifact. */
export async function* keysIn(runs: string): AsyncGenerator<{ kind: string; key: string }> {
  for await (const { name: kind } of Deno.readDir(runs)) {
    if (kind.startsWith(".")) continue;
    for await (const { name: key } of Deno.readDir(join(runs, kind))) yield { kind, key };
  }
}

/** Runs the code cells of a notebook as one module, in a process of its own. */
async function runCells(
  name: string,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const { source } = notebookModule(await readNotebook(join(ROOT, "notebooks", `${name}.ipynb`)));
  const module = join(folder, `${name}.ts`);
  await Deno.writeTextFile(module, source);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--cached-only", "--config", join(ROOT, "deno.json"), module],
    env: { ...env, PRESET: "smoke", OVERRIDES: "", WORKERS: "2", NO_COLOR: "1" },
    stdout: "null",
  }).output();
  if (!success) throw new Error(`${name}: ${new TextDecoder().decode(stderr)}`);
}
