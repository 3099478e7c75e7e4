/** `analyze` between other programs: standard input, closed pipes, devices, terminals and permissions. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { Interruption, resultWriter } from "../../../lib/commands/output.ts";
import { npyFile, utf8 } from "../../data/tables/npy_file.ts";
import { mixedSignals } from "../../mixed_signals.ts";
import { permitted } from "../../permitted.ts";
import { runProgram } from "../../processes.ts";
import { runCaptured } from "../captured.ts";
import { csv, refusalOf, resultOf, withTables } from "./_analyze.ts";
import { columnsOf } from "./_columns.ts";

const data = mixedSignals({ variables: 6, seed: 11 });
const { columns, labels } = columnsOf(data);
const x = csv(Object.fromEntries(columns.map((values, at) => [`x${at}`, values])));
/** 54 columns: a search of size 6 takes more than the 0.3 s from which on threads are started. */
const wide = csv(
  Object.fromEntries(
    columnsOf(mixedSignals({ samples: 120, variables: 54, signals: 20, seed: 2 })).columns
      .map((values, at) => [`x${at}`, values]),
  ),
);
const posix = { ignore: permitted.ignore || Deno.build.os === "windows" };

/** The words that start `analyze` in a process of its own. */
const analyze = (...permissions: string[]) => [
  ...[Deno.execPath(), "run", "--quiet", "--no-prompt", "--cached-only", ...permissions],
  ...["lib/cli.ts", "analyze"],
];

/** Runs `analyze` with bytes on standard input. */
async function withInput(bytes: Uint8Array, ...args: string[]) {
  const [program, ...words] = [...analyze("--allow-read"), ...args];
  const process = new Deno.Command(program!, {
    args: words,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const [{ code, stdout, stderr }] = await Promise.all([
    process.output(),
    new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeTo(process.stdin).catch(() => {}),
  ]);
  const decode = (part: Uint8Array) => new TextDecoder().decode(part);
  return { status: code, stdout: decode(stdout), stderr: decode(stderr), text: "" };
}

async function gzipped(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return await new Response(stream.pipeThrough(new CompressionStream("gzip"))).bytes();
}

Deno.test(
  "standard input is features of any format",
  permitted,
  () =>
    withTables({
      "x.csv": x,
      "y.csv": csv({ y: labels }),
      "y.npy": npyFile({ shape: [300], values: Uint8Array.from(labels), descr: "|u1" }),
    }, async (run, folder) => {
      const { samples, variables, values } = data.features;
      const expected = resultOf(await run("--features x.csv --labels y.csv"));
      const npy = npyFile({ shape: [samples, variables], values });
      for (const bytes of [utf8(x), npy, await gzipped(utf8(x)), await gzipped(npy)]) {
        const given = await withInput(bytes, "--features", "-", "--labels", join(folder, "y.csv"));
        deepEqual(resultOf(given), expected);
      }
      for (const device of ["/dev/stdin", "/dev/fd/0"]) {
        if (Deno.build.os !== "linux") continue;
        const more = ["--labels", join(folder, "y.csv"), "--output", "/dev/stdout"];
        deepEqual(resultOf(await withInput(npy, "--features", device, ...more)), expected);
      }
      const tabs = utf8(x.replaceAll(",", "\t"));
      // The format is that of standard input alone.
      const named = ["--features", "-", "--input-format", "tsv", "--labels", join(folder, "y.npy")];
      deepEqual(resultOf(await withInput(tabs, ...named)), expected);
      const asLabels = await withInput(
        utf8(csv({ y: labels })),
        "--features",
        join(folder, "x.csv"),
        "--labels",
        "-",
      );
      deepEqual(resultOf(asLabels), expected);
      match(
        refusalOf(await withInput(utf8("text"), "--features", "-")),
        /^standard input: expected/,
      );
    }),
);

Deno.test(
  "a reader that closes the pipe ends the command quietly",
  posix,
  () =>
    withTables({ "wide.csv": wide }, async (_, folder) => {
      // More than a pipe holds.
      const options = "--search greedy --exhaustive-up-to 3 --sizes 3 --top 10000";
      const words = [...analyze("-P=analyze"), "--features", join(folder, "wide.csv"), options];
      const command = words.join(" ");
      const sh = (line: string) => runProgram("sh", ["-c", line]);
      for (
        const [format, first] of [["csv", /^kind,size,/], ["json", /^\{\n$/], [
          "table",
          /^120 samples/,
        ]] as const
      ) {
        const { stdout, stderr } = await sh(
          `{ ${command} --format ${format}; echo "status $?" >&2; } | head -n 1`,
        );
        match(stdout, first);
        match(stderr, /^(warning: .*\n)*status 0\n$/);
      }
      // Nobody reads anything, not even the line of an error.
      const refused = await sh(`{ ${command} --top x 2>&1; echo "status $?" >&3; } 3>&2 | true`);
      equal(refused.stderr, "status 2\n");
    }),
);

Deno.test("an interrupt ends the wait for standard input", permitted, async () => {
  const controller = new AbortController();
  const endless = new ReadableStream({
    pull: () => {
      controller.abort(new Error("interrupted"));
      return new Promise(() => {});
    },
  }, { highWaterMark: 0 });
  Object.defineProperty(Deno.stdin, "readable", { value: endless, configurable: true });
  try {
    const { status, text } = await runCaptured(["analyze", "--features", "-"], controller.signal);
    deepEqual([status, text], [130, "Interrupted. Nothing was written."]);
  } finally {
    Reflect.deleteProperty(Deno.stdin, "readable");
  }
});

Deno.test(
  "an interrupt ends the writing of a result",
  posix,
  () =>
    withTables({ "wide.csv": wide }, async (_, folder) => {
      const options = ["--search", "greedy", "--exhaustive-up-to", "3", "--sizes", "3"];
      const features = ["--features", join(folder, "wide.csv"), ...options];
      const [program, ...words] = [...analyze("-P=analyze"), ...features];
      // More than a pipe and a piece of the text hold: the process waits for its reader.
      for (const format of ["csv", "json", "table"]) {
        const process = new Deno.Command(program!, {
          args: [...words, "--top", "24000", "--format", format],
          stdin: "null",
          stdout: "piped",
          stderr: "piped",
        }).spawn();
        const reader = process.stdout.getReader();
        await reader.read();
        process.kill("SIGINT");
        // The signal is there before the process goes on.
        await new Promise((resolve) => setTimeout(resolve, 200));
        let length = 0;
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          length += part.value.length;
        }
        const stderr = await new Response(process.stderr).text();
        const { code } = await process.status;
        equal(code, 130, `${format}, ${length} bytes: ${stderr}`);
        match(stderr, /^Interrupted\. The output is incomplete\.$/m);
      }
    }),
);

Deno.test("an interrupt during the work leaves no file", permitted, async () => {
  await withTables({ "x.csv": x }, async (_, folder) => {
    const output = join(folder, "result.json");
    const write = await resultWriter(output, []);
    const pieces = function* () {
      yield "x".repeat(2 ** 21);
      throw new Interruption();
    };
    await rejects(write(pieces()), /Nothing was written/);
    const args = ["analyze", "--features", join(folder, "x.csv"), "--output", output];
    const { status, text } = await runCaptured(args, AbortSignal.abort(new Error("interrupted")));
    deepEqual([status, text], [130, "Interrupted. Nothing was written."]);
    deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["x.csv"]);
  });
});

Deno.test(
  "a result may go to /dev/null",
  posix,
  () =>
    withTables({ "x.csv": x }, async (run, folder) => {
      const { status, text } = await run("--features x.csv --output /dev/null");
      deepEqual([status, text], [0, ""]);
      deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["x.csv"]);
      // The names of standard output, which is no file called -.
      const plain = await run("--features x.csv");
      for (const output of ["-", "/dev/stdout", "/dev/fd/1"]) {
        deepEqual(await run(`--features x.csv --output ${output}`), plain);
      }
      const refused = refusalOf(
        await runProgramAs("--features", join(folder, "x.csv"), "--output", "/dev/stderr"),
      );
      match(refused, /^--output \/dev\/stderr cannot be written: .*; standard output is -$/);
    }),
);

/** Runs `analyze` with the permissions of its task. */
async function runProgramAs(...args: string[]) {
  const [program, ...words] = [...analyze("-P=analyze"), ...args];
  const { code, stdout, stderr } = await runProgram(program!, words);
  return { status: code, stdout, stderr, text: "" };
}

Deno.test("nothing of a file reaches a terminal as a command to it", permitted, () => {
  const evil = "\u001b[2J\u009b31m\u202e\u0007x\u200b\ufeff\u{e0041}y";
  const shown = "\\u001b[2J\\u009b31m\\u202e\\u0007x\\u200b\\ufeff\\udb40\\udc41y";
  const quote = (text: string) => text.replaceAll("NAME", evil);
  const files = {
    "x.csv": quote(csv({ NAME: columns[0]!, b: columns[1]!, c: columns[2]! })),
    "dead.csv": quote(csv({ NAME: labels.map(() => 1), b: columns[1]!, c: columns[2]! })),
    "texts.csv": quote(csv({ a: labels.map((_, at) => `NAME${at}`), b: columns[1]! })),
    "classes.csv": quote(csv({ y: labels.map((label) => label === 0 ? "NAME" : "other") })),
  };
  return withTables(files, async (run) => {
    const runs = [
      await run("--features x.csv --format table"),
      await run("--features x.csv --format csv"),
      await run("--features x.csv"),
      await run("--features x.csv --labels classes.csv"),
      await run("--features x.csv --columns", evil),
      await run("--features dead.csv --drop-degenerate"),
      await run("--features dead.csv --drop-degenerate --format table"),
      await run("--features dead.csv"),
      await run("--features texts.csv"),
      await run("--features x.csv --label-column", evil),
      await run("--features", `${evil}.csv`),
    ];
    for (const { stdout, stderr } of runs) {
      ok(
        !/[\p{Cc}\p{Cf}]/u.test((stdout + stderr).replaceAll("\n", "")),
        stdout + stderr,
      );
    }
    for (const at of [0, 1, 2]) ok(runs[at]!.stdout.includes(shown), runs[at]!.stdout);
    // JSON has the name itself for programs.
    deepEqual(resultOf(runs[2]!).featureNames[0], evil);
    deepEqual(resultOf(runs[3]!).classNames, [evil, "other"].sort());
  });
});

Deno.test(
  "no permission is asked for but to read the inputs",
  permitted,
  () =>
    withTables({ "x.csv": x, "y.csv": csv({ y: labels }), "wide.csv": wide }, async (_, folder) => {
      const audit = join(folder, "audit.jsonl");
      const [features, labelled, many] = ["x.csv", "y.csv", "wide.csv"].map((name) =>
        join(folder, name)
      );
      for (
        const options of [
          ["--features", features!, "--labels", labelled!],
          [...["--features", features!, "--labels", labelled!], "--label-encoding=class-gaussian"],
          // Long enough for threads, whose code may not be read here.
          ["--features", many!, "--search", "exhaustive", "--sizes", "6"],
        ]
      ) {
        const [program, ...words] = [...analyze(`--allow-read=${folder}`), ...options];
        const { code, stderr } = await runProgram(program!, words, {
          env: { DENO_AUDIT_PERMISSIONS: audit },
        });
        equal(code, 0, stderr);
      }
      const asked = (await Deno.readTextFile(audit)).trimEnd().split("\n")
        .map((line): { permission: string; value: string } => JSON.parse(line));
      // Deno lists each file that is read as one that is written too.
      const others = asked.filter(({ permission, value }) =>
        !(["read", "write"].includes(permission) && [features, labelled, many].includes(value))
      );
      deepEqual(others, []);
      ok(asked.length > 0);
    }),
);
