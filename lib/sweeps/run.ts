/** Computes what the store lacks of a sweep on this machine. */
import type { Runner, RunOptions } from "../studies/mod.ts";
import { type MissingResult, type OpenSweep, planSweep, type SweepPlan } from "./plan.ts";

/** Progress of {@link runSweep}. */
export interface SweepOptions extends RunOptions {
  /** Called before each round of work. */
  readonly onPlan?: ((plan: SweepPlan) => void) | undefined;
}

/**
 * Works in rounds: plans all readings, computes what can be computed now, and plans again, because later stages depend on these
 * results. Readings that share results share them.
 */
export async function runSweep(
  sweep: OpenSweep,
  runner: Runner,
  { onPlan, ...options }: SweepOptions = {},
): Promise<void> {
  const isComplete = new Set<number>();
  while (true) {
    const plan = await planSweep(sweep, runner, { signal: options.signal, isComplete });
    if (plan.missing.length === 0) return;
    onPlan?.(plan);
    for (const [stage, own] of byStage(plan.missing)) {
      await runner.obtain(own[0]!.step, own.map(({ input }) => input), { ...options, stage });
    }
  }
}

const byStage = (missing: readonly MissingResult[]) => Map.groupBy(missing, ({ label }) => label);
