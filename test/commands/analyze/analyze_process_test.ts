/** `analyze` as a program of its own: streams, permissions, workers, installation. */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import { resultSchema } from "../../analysis/result_schema.ts";
import { permitted } from "../../permitted.ts";
import { denoOutput, pathWithDeno, runDeno, runProgram } from "../../processes.ts";
import { columns, label, withFiles } from "./_analyze.ts";

/** Runs the command in a process of its own, with the permissions given. */
const inProcess = (permissions: string[], args: string[]) =>
  runDeno(["run", "--quiet", "--no-prompt", ...permissions, "lib/cli.ts", "analyze", ...args]);

Deno.test(
  "standard output has the result and nothing else, with the permissions of the task",
  permitted,
  async () => {
    await withFiles(async (_, folder) => {
      const [x, y] = [join(folder, "x.npy"), join(folder, "y.npy")];
      const files = ["--features", x, "--labels", y];
      const json = await inProcess(["-P=analyze"], files);
      deepEqual([json.code, json.stderr], [0, ""]);
      resultSchema.parse(JSON.parse(json.stdout));

      const output = join(folder, "new", "result.json");
      const written = await inProcess(["-P=analyze"], [...files, "--output", output]);
      deepEqual([written.code, written.stdout, written.stderr], [0, "", ""]);
      equal(await Deno.readTextFile(output), json.stdout);

      const csv = await inProcess(["-P=analyze"], [
        ...files,
        "--format",
        "csv",
        "--multiplets",
        "0,1",
      ]);
      equal(csv.stdout.trimEnd().split("\n").length, 1 + 10 + 1);
      const table = await inProcess(["-P=analyze"], [...files, "--format", "table"]);
      match(table.stdout, /^200 samples of 6 variables;.*\nO-information Ω in bits/);
    });
  },
);

Deno.test(
  "an exhaustive search has workers with the permissions of the task, and the same result",
  permitted,
  async () => {
    await withFiles(async (_, folder) => {
      const search = (workers: string) =>
        inProcess(["-P=analyze"], [
          ...["--features", join(folder, "x.npy"), "--labels", join(folder, "y.npy")],
          ...["--search", "exhaustive", "--sizes", "2-6", "--top", "3", "--workers", workers],
        ]);
      const alone = await search("1");
      deepEqual([alone.code, alone.stderr], [0, ""]);
      deepEqual(await search("2"), alone);
    });
  },
);

Deno.test(
  "a long search is told in a line on standard error before it begins, and nothing on standard output",
  permitted,
  async () => {
    await withFiles(async (_, folder) => {
      const path = join(folder, "wide.csv");
      const row = (i: number) =>
        Array.from({ length: 60 }, (_, j) => Math.sin((i + 1) * (j + 1) ** 2));
      const names = Array.from({ length: 60 }, (_, j) => `x${j}`);
      const rows = Array.from({ length: 120 }, (_, i) => row(i));
      await Deno.writeTextFile(path, [names, ...rows].join("\n"));
      const asked = ["--search", "exhaustive", "--sizes", "30", "--max-seconds", "Infinity"];
      const process = new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "--quiet", "--no-prompt", "-P=analyze", "lib/cli.ts", "analyze"],
          ...["--features", path, ...asked, "--workers", "1"],
        ],
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      let told = "";
      for await (const text of process.stderr.pipeThrough(new TextDecoderStream())) {
        told += text;
        if (told.endsWith("\n")) break;
      }
      process.kill("SIGKILL");
      equal(await new Response(process.stdout).text(), "");
      await process.status;
      match(told, /^searching 1\.2 · 10\^17 multiplets, about \d+ years on one core, \d MiB\n$/);
    });
  },
);

Deno.test("dropped columns and warnings go to standard error", permitted, async () => {
  await withFiles(async (_, folder) => {
    const path = join(folder, "relu.csv");
    const rows = label.map((_, i) =>
      [columns[0]![i], Math.max(0, columns[1]![i]! - 0.5), 1].join(",")
    );
    await Deno.writeTextFile(path, ['a,relu,"de\nad"', ...rows].join("\n"));
    const args = ["--features", path, "--drop-degenerate"];
    const { code, stdout, stderr } = await inProcess(["-P=analyze"], args);
    equal(code, 0);
    equal(resultSchema.parse(JSON.parse(stdout)).warnings.length, 1);
    match(
      stderr,
      /^dropped column 2 \("de\\nad"\): constant\nwarning: A tenth or more .* column 1 \("relu"\): .*\n$/,
    );
  });
});

Deno.test(
  "a result that cannot be written ends with status 1, one line and no file",
  permitted,
  async () => {
    await withFiles(async (_, folder) => {
      const args = ["--features", join(folder, "x.npy"), "--output", join(folder, "result.json")];
      const { code, stdout, stderr } = await inProcess(["--allow-read"], args);
      deepEqual([code, stdout], [1, ""]);
      match(stderr, /^Cannot write .*result\.json: Requires write access to .*\n$/);
      ok(![...Deno.readDirSync(folder)].some(({ name }) => name.includes("result")));
    });
  },
);

Deno.test("help names every option of the contract and ends with status 0", permitted, async () => {
  const { code, stdout } = await inProcess([], ["--help"]);
  equal(code, 0);
  const options = [
    "features labels label-column continuous ignore-label groups columns without drop-samples",
    "drop-degenerate input-format label-encoding sizes search exhaustive-up-to max-seconds max-bytes",
    "workers top multiplets multiplets-file blocks units no-bias-correction ties seed format output report no-data resume help",
  ].join(" ").split(" ");
  for (const option of options) ok(stdout.includes(`  --${option} `), option);
  ok(stdout.includes("  --header, --no-header "));
  for (const line of stdout.split("\n")) ok(line.length <= 104, line);
});

Deno.test(
  "installed with deno install -g, it runs from any folder with paths of that folder",
  permitted,
  async () => {
    await withFiles(async (_, folder) => {
      await denoOutput(
        "install --global --quiet --frozen=false --allow-read --allow-write --config deno.json --name multiplet --root"
          .split(" ").concat(folder, "lib/cli.ts"),
      );
      const program = join(
        folder,
        "bin",
        Deno.build.os === "windows" ? "multiplet.cmd" : "multiplet",
      );
      const args = ["analyze", "--features", "x.npy", "--sizes", "3"];
      const env = { PATH: pathWithDeno() };
      const { code, stdout, stderr } = await runProgram(program, args, { cwd: folder, env });
      equal(code, 0, stderr);
      equal(resultSchema.parse(JSON.parse(stdout)).sizes[0]!.multipletCount, 20);
    });
  },
);
