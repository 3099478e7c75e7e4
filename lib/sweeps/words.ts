/** What a sweep file asks for, as rows of a table and in sentences. */
import { enumerate, plural } from "../figures/kit/text.ts";
import { confounded, type SweepFile } from "./sweep.ts";

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
