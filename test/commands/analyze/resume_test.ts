/** `analyze --resume`: a ladder search that continues after an interrupt. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { resumeFolder } from "../../../lib/commands/analyze_resume.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { permitted } from "../../permitted.ts";
import { runCaptured } from "../captured.ts";
import { csv, refusalOf, resultOf, withTables } from "./_analyze.ts";

/** Enough samples that the search is not repeated in half of them. */
const { features, labels } = mixedSignals({ variables: 24, samples: 500, noise: 0.5 });
const table = csv({
  ...Object.fromEntries(
    Array.from({ length: 24 }, (_, at) => [
      `x${at}`,
      Array.from({ length: 500 }, (_, row) => features.values[row * 24 + at]!),
    ]),
  ),
  class: Array.from(labels),
});
const FILES = { "x.csv": table };
const LINE =
  "--features x.csv --label-column class --sizes 4,9 --calls 3 --islands 2 --top 2 --workers 1";
/** Start, islands and end, at both ends. */
const PARTS = 8;

const filesIn = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

/** Runs the command in a folder until so many files are in `kept`, and interrupts it. */
async function interrupted(folder: string, kept: string, count: number) {
  const controller = new AbortController();
  const { rename } = Deno;
  let renamed = 0;
  Deno.rename = async (from, to) => {
    await rename(from, to);
    if (++renamed === count) controller.abort();
  };
  try {
    const words = LINE.split(" ").map((word) => word === "x.csv" ? join(folder, word) : word);
    return await runCaptured(["analyze", ...words, "--resume", kept], controller.signal);
  } finally {
    Deno.rename = rename;
  }
}

Deno.test(
  "interrupted after some parts, the same command takes them and gives the same result",
  permitted,
  () =>
    withTables(FILES, async (run, folder) => {
      const whole = await run(LINE);
      equal(resultOf(whole).search, "ladder");
      for (const count of [1, 4, PARTS]) {
        const kept = join(folder, "new", `kept-${count}`);
        const { status, text } = await interrupted(folder, kept, count);
        equal(status, 130);
        const parts = count === 1 ? "1 finished part is" : `${count} finished parts are`;
        equal(text, `Interrupted. ${parts} in ${kept}; run the same command again to continue.`);
        const before = filesIn(kept);
        equal(before.length, count);
        const times = before.map((name) => Deno.statSync(join(kept, name)).mtime?.getTime());
        deepEqual(await run(LINE, "--resume", kept), whole);
        // Files stay, and what was finished is not written again.
        const after = filesIn(kept);
        equal(after.length, PARTS);
        ok(after.every((name) =>
          /^(synergy|redundancy)-(start|0|1|end)-[0-9a-f]{16}\.json$/.test(name)
        ));
        deepEqual(
          before.map((name) =>
            Deno.statSync(join(kept, name)).mtime?.getTime()
          ),
          times,
        );
      }
    }),
);

Deno.test(
  "an interrupt before any part is finished says so; with other workers and formats the parts are taken",
  permitted,
  () =>
    withTables(FILES, async (run, folder) => {
      const kept = join(folder, "kept");
      const path = join(folder, "x.csv");
      const none = await runCaptured(
        ["analyze", "--features", path, "--search", "ladder", "--sizes", "4", "--resume", kept],
        AbortSignal.abort(),
      );
      deepEqual([none.status, none.text], [
        130,
        "Interrupted. No part of the search was finished.",
      ]);
      deepEqual(filesIn(kept), []);
      const whole = await run(LINE);
      deepEqual(await run(LINE, "--resume", kept), whole);
      const before = filesIn(kept);
      deepEqual(await run(LINE.replace("--workers 1", "--workers 2"), "--resume", kept), whole);
      const csv = await run(LINE, "--format", "csv");
      deepEqual(await run(LINE, "--format", "csv", "--resume", kept), csv);
      deepEqual(filesIn(kept), before);
      // Another search has files of its own.
      const other = LINE.replace("--calls 3", "--calls 50");
      deepEqual(await run(other, "--resume", kept), await run(other));
      equal(filesIn(kept).length, 2 * PARTS);
    }),
);

Deno.test(
  "a damaged file is told and replaced; the result is the same",
  permitted,
  () =>
    withTables(FILES, async (run, folder) => {
      const kept = join(folder, "kept");
      const whole = await run(LINE, "--resume", kept);
      const name = filesIn(kept).find((one) => one.startsWith("redundancy-1-"))!;
      const path = join(kept, name);
      const text = await Deno.readTextFile(path);
      await Deno.writeTextFile(path, text.slice(0, 100));
      const again = await run(LINE, "--resume", kept);
      deepEqual([again.status, again.stdout], [0, whole.stdout]);
      equal(
        again.stderr,
        `${whole.stderr}note: ${path} cannot be used, it is not JSON; its part of the search is repeated\n`,
      );
      equal(await Deno.readTextFile(path), text);
    }),
);

Deno.test(
  "an interrupt counts the files that can be used",
  permitted,
  () =>
    withTables(FILES, async (_, folder) => {
      const written: string[] = [];
      const output = { isTerminal: true, write: (text: string) => void written.push(text) };
      const kept = await resumeFolder(folder, output);
      await kept.write("a", "1");
      await kept.read("b");
      await kept.read("a");
      match(kept.interruption().message, /^Interrupted\. 1 finished part is in /);
      await kept.write("b", "1");
      match(kept.interruption().message, /^Interrupted\. 2 finished parts are in /);
      kept.onDamage!("a", "it is not JSON");
      match(kept.interruption().message, /^Interrupted\. 1 finished part is in /);
      // The line of the progress is overwritten.
      deepEqual(written.map((text) => text.slice(0, 9)), ["\r\x1b[Knote:"]);
    }),
);

Deno.test(
  "--resume needs a ladder and a folder",
  permitted,
  () =>
    withTables(FILES, async (run, folder) => {
      const line = "--features x.csv --columns 0-5 --sizes 3";
      for (const search of ["greedy", "exhaustive"]) {
        equal(
          refusalOf(await run(`${line} --search ${search}`, "--resume", join(folder, "kept"))),
          `--resume needs --search ladder, got --search ${search}`,
        );
      }
      match(
        refusalOf(await run(`${line} --exhaustive-up-to 3`, "--resume", join(folder, "kept"))),
        /^--resume needs --search ladder, --exhaustive-up-to needs --search greedy: give one/,
      );
      match(
        refusalOf(await run(line, "--resume", "")),
        /^--resume takes the name of a folder, got n/,
      );
      const file = join(folder, "x.csv");
      match(
        refusalOf(await run(line, "--resume", file)),
        /^--resume .*x\.csv cannot have files written to it: /,
      );
      deepEqual(filesIn(folder), ["x.csv"]);
      // It makes the ladder the search, as --calls does.
      const kept = join(folder, "kept");
      equal(resultOf(await run(line, "--resume", kept)).search, "ladder");
    }),
);
