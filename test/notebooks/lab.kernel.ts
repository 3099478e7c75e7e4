import { ensureEnvironment } from "../../lib/reports/jupyter/environment.ts";
import { browserTest } from "../browser/browser_tests.ts";
import { fixture } from "./_environment.ts";
import { checkInLab } from "./_lab.ts";

browserTest(
  "in JupyterLab all cells run, one is interrupted, and a restarted kernel shows every figure",
  async () => {
    await checkInLab(await ensureEnvironment(), fixture("showcase"), {
      figures: 1,
      interruptAt: "[role=progressbar]",
    });
  },
);
