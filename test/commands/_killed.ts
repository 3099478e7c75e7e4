/** Work in a process of its own, killed at random moments and started again. */
import { deepStrictEqual as deepEqual, ok } from "node:assert/strict";
import { randomSource, uniform } from "../../lib/system/random/mod.ts";
import { variable } from "../permitted.ts";
import { results } from "./_experiments.ts";

/** How often it is killed: `KILLS`, or 3. */
export const KILLS: number = Number(variable("KILLS") || 3);

/** Work that can be interrupted. */
export interface Killable {
  /** Starts it with its results below this folder. */
  start(data: string): Promise<Deno.ChildProcess>;
  /** Kills the process and all that it started. Default: the process alone. */
  kill?(process: Deno.ChildProcess): void;
}

/**
 * Runs the work to its end in one folder, and in another one killed at random moments, so that both have the same bytes at the
 * end and nothing finished is lost meanwhile.
 *
 * @returns the results, byte for byte
 */
export async function assertSurvivesKills(
  { start, kill = (process) => process.kill("SIGKILL") }: Killable,
): Promise<Record<string, Uint8Array>> {
  const [undisturbed, killed] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  const finish = async (data: string): Promise<number> => {
    const started = performance.now();
    const { success, stderr } = await (await start(data)).output();
    ok(success, new TextDecoder().decode(stderr));
    return performance.now() - started;
  };
  try {
    const whole = await finish(undisturbed);
    const expected = await results(undisturbed);
    const idle = await finish(undisturbed);
    deepEqual(await results(undisturbed), expected);

    const random = randomSource(1);
    let before: Record<string, Uint8Array> = {};
    let hits = 0;
    for (let count = 0; count < KILLS; count++) {
      // Each run gets about 0.7 of its share of the work done, so that some is left for all of them.
      const share = (0.2 + uniform(random)) * Math.max(whole - idle, 0) / KILLS;
      const process = await start(killed);
      let ended = false;
      const timer = setTimeout(() => {
        if (!ended) kill(process);
      }, idle + share);
      const { success } = await process.output();
      ended = true;
      clearTimeout(timer);
      if (!success) hits++;
      const after = await results(killed);
      for (const [name, bytes] of Object.entries(before)) deepEqual(after[name], bytes, name);
      before = after;
    }
    ok(hits > 0, "no kill came in time");
    ok(Object.keys(before).length > 0, "nothing was kept");
    await finish(killed);
    deepEqual(await results(killed), expected);
    return expected;
  } finally {
    await Deno.remove(undisturbed, { recursive: true });
    await Deno.remove(killed, { recursive: true });
  }
}
