/**
 * Every experiment, and a sweep, killed again and again. `KILLS` says how often; `deno task test:interrupt` asks for 20.
 */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { permitted } from "../permitted.ts";
import { ROOT } from "../sources.ts";
import { kinds, startExperiments } from "./_experiments.ts";
import { assertSurvivesKills, KILLS } from "./_killed.ts";

Deno.test(
  `experiments killed at ${KILLS} random moments and run again give the undisturbed bytes`,
  permitted,
  async () => {
    const { retraining, ...others } = kinds(
      await assertSurvivesKills({
        start: (data) => Promise.resolve(startExperiments(data, ["--preset", "smoke"])),
      }),
    );
    // Twice three networks: without and with validation samples. The layers of the first are searched.
    deepEqual(others, {
      ...{ network: 6, layer: 12, "layer-encodings": 12, "rank-bias": 12, selection: 6 },
      ...{ "layer-significance": 12, "independent-extremes": 2, "layer-analysis": 4 },
      ...{ choice: 114, "dense-network": 36, "cumulative-ablation": 3 },
    });
    ok(retraining! > 400, `${retraining} re-trainings`);
  },
);

Deno.test(
  `a sweep killed at ${KILLS} random moments and run again gives the undisturbed bytes`,
  permitted,
  async () => {
    const { retraining, ...others } = kinds(
      await assertSurvivesKills({
        start: (data) =>
          Promise.resolve(
            new Deno.Command(Deno.execPath(), {
              args: [
                ...["run", "--quiet", "--no-prompt", "-P=plan", join(ROOT, "lib/cli.ts")],
                ...["sweep", "run", join(ROOT, "sweeps/readings-smoke.json"), "--workers", "2"],
              ],
              env: { MULTIPLET_DATA: data, NO_COLOR: "1" },
              stdout: "null",
              stderr: "piped",
            }).spawn(),
          ),
      }),
    );
    deepEqual(others, { network: 4, "reading-layer": 16, selection: 16 });
    ok(retraining! > 40, `${retraining} re-trainings`);
  },
);
