/** What a sweep file asks for, and what its choices do, as rows of tables and in sentences. */
import { enumerate, percent, plural } from "../figures/kit/text.ts";
import { decimal, withInterval } from "../statistics/words.ts";
import { choiceEffects, type Specification } from "./effects.ts";
import { confounded, interactions, type SweepFile } from "./sweep.ts";

/** An axis of a sweep. */
export type AxisRow = {
  readonly axis: string;
  /** Names of its levels. */
  readonly levels: string;
  /** The settings that it replaces. */
  readonly setting: string;
};

/** The axes of a sweep, in their order. */
export function axisRows({ axes }: Pick<SweepFile, "axes">): AxisRow[] {
  return axes.map(({ name, levels }) => ({
    axis: name,
    levels: levels.map((level) => level.name).join(", "),
    setting: [...new Set(levels.flatMap(({ settings }) => Object.keys(settings)))].join(", "),
  }));
}

/** How many combinations of levels are run, and what cannot be told apart. */
export function designNote(file: SweepFile, readings: number): string {
  const all = file.axes.reduce((product, { levels }) => product * levels.length, 1);
  if (file.design === "full") return `All ${plural(all, "combination")} of levels.`;
  const mixed = Map.groupBy(confounded(file), ({ axis }) => axis);
  const words = [...mixed].map(([axis, own]) =>
    `${axis} (with ${enumerate(own.map(({ pair }) => pair.join(" × ")))})`
  );
  return `${readings} of ${plural(all, "combination")} of levels. ` +
    (words.length === 0
      ? "No main effect is mixed up with an interaction of two axes."
      : `Main effects that are mixed up with interactions of two axes: ${words.join("; ")}.`);
}

/** The interactions of two axes that cannot be told from each other: `"a × b and c × d"`. */
export const interactionTexts = (file: SweepFile): string[] =>
  interactions(file).map((pairs) => enumerate(pairs.map((pair) => pair.join(" × "))));

/** What one level of a choice does to an estimate. */
export type EffectRow = {
  /** The choice, and the share of the variance between its levels. */
  readonly choice: string;
  readonly level: string;
  readonly readings: number;
  /** Mean of the estimate over comparable readings with this level. */
  readonly mean: string;
  /** Minus the mean over the other levels, with its 95 % interval over networks; `"–"` where none is comparable. */
  readonly effect: string;
};

/** Rows for every level of every choice, the choice with the largest share of the variance first. */
export function levelRows(specifications: readonly Specification[]): EffectRow[] {
  return choiceEffects(specifications).flatMap(({ choice, share, levels }) =>
    levels.map(({ level, count, mean, effect, interval }): EffectRow => ({
      choice: `${choice} (${percent(share)})`,
      level,
      readings: count,
      mean: decimal(mean),
      effect: effect === undefined
        ? "–"
        : interval === undefined
        ? decimal(effect)
        : withInterval(effect, interval),
    }))
  );
}

/**
 * The share of the variance that a training choice without any effect has on average, by its number of levels, if levels were
 * given to the configurations at random: `"2 levels 3.2 %, 4 levels 9.7 %"`. Only the variance between configurations counts.
 */
export function chanceText(specifications: readonly Specification[]): string {
  const groups = Map.groupBy(specifications, ({ reading }) => reading);
  const means = (rows: readonly Specification[]) => rows.map(({ estimate }) => estimate.mean);
  const all = means(specifications);
  const mean = sum(all) / all.length;
  const apart = sum([...groups.values()].map((own) => {
    const center = sum(means(own)) / own.length;
    return own.length * (center - mean) ** 2;
  }));
  const total = sum(all.map((value) => (value - mean) ** 2));
  const between = total === 0 ? 0 : apart / total;
  const counts = Object.keys(specifications[0]?.levels ?? {})
    .map((axis) => new Set(specifications.map(({ levels }) => levels[axis])).size)
    .filter((levels) => levels > 1);
  return [...new Set(counts)].sort((a, b) => a - b).map((levels) =>
    `${levels} levels ${percent(between * (levels - 1) / (groups.size - 1))}`
  ).join(", ");
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
