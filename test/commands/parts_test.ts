/** What `--only` names, and the studies of wide layers in the terminal. */
import {
  deepStrictEqual as deepEqual,
  match,
  strictEqual as equal,
  throws,
} from "node:assert/strict";
import { join } from "node:path";
import { WIDE_PRESETS } from "../../lib/beyond/wide/config.ts";
import { UsageError } from "../../lib/request/values.ts";
import { PARTS, partsNamed, runPart } from "../../lib/commands/parts.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { withVariables } from "../with_variables.ts";
import { runCaptured } from "./captured.ts";

const names = (only: string | undefined, preset: string) => {
  const { parts, leftOut } = partsNamed(only, { preset });
  return { parts: parts.map(({ name }) => name), leftOut };
};

Deno.test("without --only the paper; all are those that have the preset, the others are named", () => {
  deepEqual(names(undefined, "embedded"), { parts: ["paper"], leftOut: "" });
  deepEqual(names("wide", "fashion"), { parts: ["wide"], leftOut: "" });
  deepEqual(names("all", "embedded"), {
    parts: ["paper", "wide", "trust", "maps", "readings"],
    leftOut: "",
  });
  deepEqual(names("all", "fashion"), {
    parts: ["wide"],
    leftOut: "Left out, without a preset fashion: paper (its presets: smoke, embedded, paper); " +
      "trust (its presets: smoke, embedded); maps (its presets: smoke, embedded, cifar); " +
      "readings (its presets: smoke, embedded)\n",
  });
  deepEqual(names("all", "paper").parts, ["paper"]);
  throws(() => names("all", "large"), (error: unknown) => {
    match(`${error}`, /No study has the preset "large": paper \(its presets.*; wide \(/);
    return error instanceof UsageError;
  });
  throws(
    () => names("layers", "smoke"),
    /--only takes paper, wide, trust, maps, readings, all, got "layers"/,
  );
});

Deno.test("every notebook belongs to one part", permitted, async () => {
  const files = await Array.fromAsync(Deno.readDir(new URL("../../notebooks", import.meta.url)));
  for (const { name } of files.filter(({ name }) => name.endsWith(".ipynb"))) {
    equal(PARTS.filter(({ notebooks }) => notebooks.includes(name.slice(0, 2))).length, 1, name);
  }
});

const SETTINGS = {
  samples: { train: 300, test: 200 },
  hiddenWidths: [9, 8],
  otherWidths: [],
  epochs: 1,
  calls: 3,
  islands: 1,
  rankBiasDraws: 1,
  subnetworkSizes: [4, "k* ladder"],
  strategies: ["synergy", "random", "mi-model", "mi-mixture", "synergy-greedy"],
};

Deno.test(
  "the studies of wide layers run, their results can be checked, and what they found goes into the guide",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables(
        { MULTIPLET_DATA: folder, MULTIPLET_REPORTS: folder, WORKERS: "1" },
        async () => {
          const set = Object.entries(SETTINGS).map(([name, value]) =>
            `${name}=${JSON.stringify(value)}`
          );
          const choice = { preset: "smoke", set };
          const wide = PARTS.find(({ name }) => name === "wide")!;
          const { writeGuides } = await runPart(wide, choice, new AbortController().signal);

          const options = [
            "--only",
            "wide",
            "--preset",
            "smoke",
            ...set.flatMap((one) => ["--set", one]),
          ];
          const { status, text } = await runCaptured(["store", "check", ...options]);
          equal(status, 0, text);
          match(
            text,
            /2 networks, 6 layers, 6 biases of the ranks, 3 analyses, 2 choices of neurons, \d+ re-trainings of preset smoke/,
          );
          const missing = await runCaptured(["store", "check", ...options, "--set", "seed=2"]);
          equal(missing.status, 1);
          match(missing.text, /of preset smoke/);

          const guide = join(folder, "docs", "wide.md");
          await Deno.mkdir(join(folder, "docs"));
          const source = new URL("../../docs/wide.md", import.meta.url);
          await Deno.copyFile(source, guide);
          await writeGuides!(folder);
          const written = await Deno.readTextFile(guide);
          match(written, /Preset `smoke`, seed 1/);
          match(written, /“re-training the synergistic neurons results in lowest accuracy drop”/);
          match(written, /- Not tested by this preset: networks of one width were trained\./);
          equal(WIDE_PRESETS.smoke.networks, 2);
        },
      )
    ),
);
