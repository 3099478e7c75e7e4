/** Opens the studies of wide layers: refuses searches that would take too long, before anything is trained. */
import { openContext, type PaperContext } from "../../paper/context.ts";
import { ConfigError } from "../../paper/settings.ts";
import type { SearchCost } from "../../search/mod.ts";
import { inTurn } from "../../search/cost/cost.ts";
import { mostBetween, searchLimits } from "../../search/cost/limits.ts";
import { aboutText, amountText, bytesText, secondsLimitText } from "../../search/cost/refusal.ts";
import type { Runner } from "../../studies/runner.ts";
import type { OpenOptions } from "../../studies/study.ts";
import { machineMemoryLimit } from "../../system/machine.ts";
import { experimentConfig, type WideConfig } from "./config.ts";
import { wideLayerCosts } from "./layer.ts";

/** The cost of the searches of one layer of so many neurons in one network. */
export function wideLayerCost(
  units: number,
  config: Pick<WideConfig, "calls" | "islands">,
): SearchCost {
  const { ladder, greedy } = wideLayerCosts({ variables: units }, config);
  return inTurn([ladder, greedy, ladder]);
}

/**
 * Loads the data set and the engine of a configuration.
 *
 * @throws ConfigError for layers whose searches would take too long or too much memory; it says what is possible
 */
export function openWide(
  config: WideConfig,
  runner: Runner,
  options: OpenOptions,
): Promise<PaperContext> {
  requireWide(config, runner.workers);
  return openContext(experimentConfig(config), runner, options);
}

/** Throws a {@link ConfigError} unless the layers can be searched, as many at once as there are workers. */
export function requireWide(
  config: WideConfig,
  workers: number,
  limits = searchLimits({ maxBytes: machineMemoryLimit() }),
): void {
  const widest = Math.max(...config.hiddenWidths, ...config.otherWidths);
  const fits = (units: number, changes: Partial<WideConfig> = {}) => {
    const { seconds, bytes } = wideLayerCost(units, { ...config, ...changes });
    return seconds <= limits.maxSeconds && workers * bytes <= limits.maxBytes;
  };
  if (fits(widest)) return;
  const { seconds, bytes } = wideLayerCost(widest, config);
  const narrow = mostBetween(1, widest, fits);
  const calls = mostBetween(1, config.calls, (calls) => fits(widest, { calls }));
  const possible = [
    ...(narrow > 0 ? [`layers of at most ${amountText(narrow, "unit")}`] : []),
    ...(calls > 0 ? [`--set calls=${calls}`] : []),
  ];
  throw new ConfigError(
    `The greedy search and two ladder searches of a layer of ${amountText(widest, "unit")} take ` +
      `${aboutText(seconds)} and ${bytesText(bytes)} in each network; at most ` +
      `${secondsLimitText(limits.maxSeconds)} and ${bytesText(limits.maxBytes)} for all ` +
      `${workers} workers are allowed` +
      (possible.length === 0 ? "" : `. Possible: ${possible.join("; or ")}`),
  );
}
