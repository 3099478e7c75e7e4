/**
 * Every experiment, killed again and again. `KILLS` says how often; `deno task test:interrupt` asks for 20.
 */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { permitted, variable } from "../permitted.ts";
import { finishExperiments, kinds, results, startExperiments } from "./_experiments.ts";

const KILLS = Number(variable("KILLS") || 3);
const SMOKE = ["--preset", "smoke"];

/** Runs all experiments to their end and says how many milliseconds that took. */
async function finish(data: string): Promise<number> {
  const started = performance.now();
  await finishExperiments(data, SMOKE);
  return performance.now() - started;
}

/** Kills them after some milliseconds and says whether they were still at work. */
async function killAfter(milliseconds: number, data: string): Promise<boolean> {
  const process = startExperiments(data, SMOKE);
  const kill = setTimeout(() => {
    try {
      process.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has just ended
    }
  }, milliseconds);
  const { signal } = await process.output();
  clearTimeout(kill);
  return signal === "SIGKILL";
}

Deno.test(
  `experiments killed at ${KILLS} random moments and run again give the undisturbed bytes`,
  permitted,
  async () => {
    const [undisturbed, killed] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
    try {
      const whole = await finish(undisturbed);
      const expected = await results(undisturbed);
      const { retraining, ...others } = kinds(expected);
      // Twice three networks: without and with validation samples. The layers of the first are searched.
      deepEqual(others, {
        ...{ network: 6, layer: 12, "layer-encodings": 12, "rank-bias": 12, selection: 6 },
        ...{ "layer-significance": 12, "independent-extremes": 2, "layer-analysis": 4 },
        ...{ choice: 114, "dense-network": 36, "cumulative-ablation": 3 },
      });
      ok(retraining! > 400, `${retraining} re-trainings`);
      const idle = await finish(undisturbed);
      deepEqual(await results(undisturbed), expected);

      const random = randomSource(1);
      let before: Record<string, Uint8Array> = {};
      let hits = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        // Each run gets about 0.7 of its share of the work done, so that some is left for all of them.
        const share = (0.2 + uniform(random)) * Math.max(whole - idle, 0) / KILLS;
        if (await killAfter(idle + share, killed)) hits++;
        const after = await results(killed);
        for (const [name, bytes] of Object.entries(before)) deepEqual(after[name], bytes, name);
        before = after;
      }
      ok(hits > 0, "no kill came in time");
      ok(Object.keys(before).length > 0, "nothing was kept");
      await finish(killed);
      deepEqual(await results(killed), expected);
    } finally {
      await Deno.remove(undisturbed, { recursive: true });
      await Deno.remove(killed, { recursive: true });
    }
  },
);
