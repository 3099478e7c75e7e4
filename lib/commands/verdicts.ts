/**
 * The page of all verdicts.
 * @module
 */
import { join } from "node:path";
import { currentEnvironment } from "../system/artifacts/mod.ts";
import { allVerdicts, configRows, reportsFolder } from "../experiments/mod.ts";
import { atomicWrite } from "../system/files/atomic_write.ts";
import { verdictsHtml } from "../verdicts/mod.ts";
import type { AllResults } from "./all_experiments.ts";
import { standardError } from "./output.ts";

/** The reports that the page leads to. */
const REPORTS = [
  { href: "01-training.html", title: "Training" },
  { href: "02-figure-1.html", title: "Figure 1: synergy and redundancy, layer by layer" },
  { href: "03-figure-2.html", title: "Figure 2: sub-networks re-trained" },
];

/** Writes `reports/index.html` and tells where it is. */
export async function writeVerdicts({ config, ...results }: AllResults): Promise<void> {
  const path = join(reportsFolder(), "index.html");
  const page = verdictsHtml(allVerdicts(results), {
    title: `Claims of the paper, preset ${config.preset}`,
    reports: REPORTS,
    configuration: configRows(config),
    environment: currentEnvironment(),
  });
  await atomicWrite(path, page);
  standardError().write(`report  ${path}\n`);
}
