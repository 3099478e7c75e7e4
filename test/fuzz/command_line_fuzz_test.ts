/**
 * Command lines that lie: any options of `analyze` on small files, files with something changed, and calls
 * of the other commands that must be refused before any work.
 */
import { deepStrictEqual as deepEqual, match, ok, strictEqual as equal } from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { inFolder } from "../in_folder.ts";
import { npyFile, utf8 } from "../data/tables/npy_file.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";
import { mutatedBytes } from "./_bytes.ts";
import { CASES, fuzz } from "./_cases.ts";
import { runCaptured } from "../commands/captured.ts";

const SAMPLES = 24;
/** Four variables that are no copies of each other. */
const values = Float64Array.from({ length: SAMPLES * 4 }, (_, at) => ((at * at * 37) % 101) / 7);
const featuresNpy = npyFile({ shape: [SAMPLES, 4], values });
const targetNpy = npyFile({
  shape: [SAMPLES],
  values: Uint8Array.from({ length: SAMPLES }, (_, at) => (at * 5) % 3),
  descr: "|u1",
});
const rows = Array.from({ length: SAMPLES }, (_, at) => [...values.subarray(4 * at, 4 * at + 4)]);
const featuresCsv = utf8(["a,b,c,d", ...rows.map((row) => row.join(","))].join("\n"));
const targetCsv = utf8(["id,class", ...rows.map((_, at) => `s${at},${at % 3}`)].join("\r\n"));

/** What lies in the folder of every test; names without an ending cannot be inputs. */
const FILES: Readonly<Record<string, Uint8Array>> = {
  "x.npy": featuresNpy,
  "y.npy": targetNpy,
  "x.csv": featuresCsv,
  "y.csv": targetCsv,
  "lie.npy": npyFile({ shape: [2 ** 40, 1], values }),
  "empty.csv": utf8(""),
  "ragged.csv": utf8("a,b\n1,2\n3\n"),
  "dead.csv": utf8('"a\nb",c,__proto__\n1,2,3\n1,4,1\n1,5,9\n1,6,2\n1,1,4\n1,0,8\n'),
  "infinite.csv": utf8("a,b\n1,2\n3,1e999\n2,7\n0,1\n"),
  "digits.csv": utf8(`a\n${"1".repeat(100_000)}x\n`),
  "text.txt": utf8("text"),
  // An archive of nothing.
  "x.npz": Uint8Array.of(0x50, 0x4b, 5, 6, ...new Uint8Array(18)),
  "all.csv": utf8(
    [
      'id,"a,b",c-d,class,video',
      ...rows.map((row, at) =>
        `s${at},${row[0]},${at % 7 === 0 ? "" : row[1]},k${at % 3},${at >> 2}`
      ),
    ].join("\n"),
  ),
  "multiplets.txt": utf8("0,1\n\na,b\n0 1 2\n"),
};

/** Puts the files, and things that are none, into a folder. */
async function withFiles(test: (folder: string) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    for (const [name, bytes] of Object.entries(FILES)) {
      await Deno.writeFile(join(folder, name), bytes);
    }
    await Deno.mkdir(join(folder, "folder.npy"));
    await Deno.symlink("loop.csv", join(folder, "loop.csv"));
    await Deno.symlink("nothing", join(folder, "nowhere.json"));
    await Deno.symlink("/dev/zero", join(folder, "endless.csv"));
    await test(folder);
  });
}

/** Names and kinds of everything in a folder and below. */
function contents(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap((one) => [
    `${one.name} ${one.isFile ? Deno.statSync(join(folder, one.name)).size : ""}`,
    ...(one.isDirectory
      ? contents(join(folder, one.name)).map((name) => `${one.name}/${name}`)
      : []),
  ]).sort();
}

/**
 * Runs a command line in a folder with files: it ends with status 0 and its result in one place, or with
 * status 2, one line on standard error behind notes on how files were read, and nothing else anywhere.
 */
async function endsWell(args: readonly string[], folder: string): Promise<boolean> {
  const before = contents(folder);
  const { status, stdout, stderr } = await runCaptured(args);
  const called = JSON.stringify(args).slice(0, 500);
  ok(status === 0 || status === 2, `${called} ended with status ${status}: ${stderr}`);
  ok(!stderr.includes("    at "), stderr);
  match(stderr, /^([^\p{Cc}]*\n)*$/u, called);
  const after = contents(folder);
  if (status === 2) {
    equal(stdout, "", called);
    match(stderr, /^(note: [^\n\p{Cc}]+\n)*[^\n\p{Cc}]+\n$/u, called);
    ok(stderr.split("\n").every(({ length }) => length < 3000), `${stderr.length} characters`);
    deepEqual(after, before, called);
    return false;
  }
  const added = after.filter((name) => !before.includes(name));
  ok(added.every((name) => !name.startsWith(".") && !name.includes("partial")), `${added}`);
  // A link to a device, which takes all.
  const isVoid = args.some((arg) => /\/(dev\/null|endless\.csv)$/.test(arg));
  equal(stdout === "", added.length > 0 || isVoid, called);
  // Whatever was written can be taken away: the next case finds the folder as it was.
  for (const name of new Set(added.map((one) => one.split(/[/ ]/)[0]!))) {
    await Deno.remove(join(folder, name), { recursive: true });
  }
  return true;
}

/** Places are given with an @ that stands for the folder, so that no case can name another one. */
const inside = (args: readonly string[], folder: string) =>
  args.map((arg) => arg.replaceAll("@", `${folder}/`));

const inputs = fc.constantFrom(
  ...["@x.npy", "@x.csv", "@y.npy", "@y.csv", "@lie.npy", "@empty.csv", "@ragged.csv", "@dead.csv"],
  ...["@infinite.csv", "@digits.csv", "@text.txt", "@folder.npy", "@loop.csv", "@endless.csv"],
  ...["@missing.csv", "@x.csv/x.csv", "@a\0b.npy", "@a\nb.npy", "", ".npy", "@nowhere.json"],
  ...[
    `@${"x".repeat(300)}.csv`,
    "@../x.npz",
    "@x.npz",
    "@x.npz:b",
    "@x.npz:c",
    "@x.npy:a",
    "http://localhost/x.npy",
    "file:///x.npy",
  ],
);
const outputs = fc.constantFrom(
  ...["@new.json", "@deep/er/new.json", `@${"x".repeat(250)}`, "@text.txt/new.json", "@folder.npy"],
  ...[
    "@new/",
    "@new/.",
    "@new/..",
    "@nowhere.json",
    "@loop.csv",
    "@endless.csv",
    "@x.npy",
    "@x.csv",
  ],
  ...["", "/dev/null", "@a\0b", `@${"x".repeat(300)}`, "@.."],
);
const lists = fc.constantFrom(
  ...["2", "2-4", "1,2", "4", "5", "0", "2-1000000", "0-1000000", "1000001", "9".repeat(400), "-1"],
  ...[
    "",
    ",",
    "2-",
    "a",
    "2;3",
    "0,1;2,3",
    "0,0",
    "0-1;1",
    "1.5",
    "2--3",
    "\n",
    "0-3;",
    "3-2",
    "٣",
  ],
  ...[Array(3000).fill("0-1000000").join(";"), Array(3000).fill("2-999999").join(",")],
  `${"1,".repeat(20_000)}1`,
  ...[
    "a",
    "a-d",
    "x0-x2",
    '"a,b"',
    '"a,b"-c-d',
    "c-d",
    "b-a",
    '"',
    '"a',
    '"a"b',
    "id;class",
    "0 1",
  ],
  `${'"a'.repeat(5000)}`,
  `${"a-".repeat(5000)}b`,
);
const words = fc.constantFrom(
  ...[
    "exact",
    "greedy",
    "exhaustive",
    "copula",
    "ordinal",
    "none",
    "model",
    "class-gaussian",
    "one-hot",
    "bits",
    "nats",
    "csv",
  ],
  ...[
    "index",
    "average",
    "random",
    "json",
    "table",
    "1",
    "0",
    "7",
    "4294967295",
    "4294967296",
    "1e9",
  ],
  ...["NaN", "Infinity", "-1", "", "class", "id", "__proto__", "constructor", "\u001b[31m", "a\nb"],
);
/** Values of an option: mostly such that fit it. */
const valuesOf = (name: string): fc.Arbitrary<string> => {
  switch (name) {
    case "features":
    case "labels":
    case "target":
    case "multiplets-file":
      return fc.oneof(
        { weight: 9, arbitrary: inputs },
        fc.constantFrom("@all.csv", "@multiplets.txt"),
      );
    case "groups":
      return fc.constantFrom(
        "@y.csv",
        "@y.npy",
        "@missing.csv",
        "video",
        "id",
        "class",
        "x0",
        "4",
        '"a"',
        "",
      );
    case "label-column":
      return fc.oneof(
        words,
        fc.constantFrom("video", "id", "x0", "a", '"a,b"', "a-b", "c-d", "9", "@"),
      );
    case "ignore-label":
      return fc.constantFrom(
        "0",
        "-100",
        "k1",
        "1,2",
        "",
        ",",
        "NaN",
        "0-2",
        '"k1"',
        "\u001b",
        "1;2",
      );
    case "output":
      return outputs;
    case "sizes":
    case "multiplets":
    case "blocks":
    case "columns":
    case "without":
      return lists;
    // Two that fit do nothing but to start threads.
    case "workers":
      return fc.constantFrom("1", "0", "1025", "-1", "two", "", "1e3", "9".repeat(400));
    default:
      return words;
  }
};
const flags = [
  ...["no-bias-correction", "drop-degenerate", "drop-samples", "header", "no-header", "continuous"],
  "help",
];
const named = fc.constantFrom(
  ...[
    "labels",
    "target",
    "label-column",
    "target-column",
    "label-encoding",
    "sizes",
    "search",
    "workers",
    "top",
    "seed",
  ],
  ...[
    "multiplets",
    "blocks",
    "units",
    "ties",
    "format",
    "output",
    "features",
    "columns",
    "without",
  ],
  ...["groups", "ignore-label", "multiplets-file", "input-format", "exhaustive-up-to"],
);
const option = fc.oneof(
  {
    weight: 12,
    arbitrary: named.chain((name) =>
      fc.tuple(valuesOf(name), fc.boolean()).map(([value, glued]) =>
        glued ? [`--${name}=${value}`] : [`--${name}`, value]
      )
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...flags.slice(0, -1)).map((flag) => [`--${flag}`]) },
  fc.constantFrom(...flags.map((flag) => [`--${flag}=1`]), ["--help"], ["-h"], ["--"], ["x"], [""]),
  fc.constantFrom(["--__proto__=1"], ["--constructor", "1"], ["--colour"], ["--a\nb"], ["--sizes"]),
);

Deno.test(
  "any options of analyze: a result in one place, or status 2 and one line",
  permitted,
  async () => {
    await withFiles(async (folder) => {
      const start = fc.constantFrom(
        ["--features", "@x.npy"],
        ["--features", "@x.npy", "--target", "@y.npy"],
        ["--features", "@x.csv", "--target", "@y.csv", "--target-column", "class"],
        ["--features", "@all.csv", "--label-column", "class", "--without", "id", "--drop-samples"],
        [],
      );
      const lines = fc.tuple(start, fc.array(option, { maxLength: 4 }))
        .map(([first, more]) => ["analyze", ...first, ...more.flat()]);
      const { worked, refused } = await fuzz(
        lines,
        { seed: 1, cases: CASES.commandLine.analyze, memory: 2 ** 28 },
        (args) => endsWell(inside(args, folder), folder),
      );
      ok(worked > 50 && refused > 50, `${worked} worked, ${refused} were refused`);
    });
  },
);

Deno.test(
  "files with something changed: a result, or status 2 and one line that names the file",
  permitted,
  async () => {
    await withFiles(async (folder) => {
      const changed = fc.oneof(
        mutatedBytes(featuresNpy).map((bytes) => ({ name: "x.npy", bytes })),
        mutatedBytes(featuresCsv).map((bytes) => ({ name: "x.csv", bytes })),
        mutatedBytes(targetNpy).map((bytes) => ({ name: "y.npy", bytes })),
        mutatedBytes(targetCsv).map((bytes) => ({ name: "y.csv", bytes })),
      );
      const formats = fc.constantFrom("json", "csv", "table");
      const { worked, refused } = await fuzz(
        fc.tuple(changed, formats, fc.boolean()),
        { seed: 2, cases: CASES.commandLine.files },
        async ([{ name, bytes }, format, drop]) => {
          await Deno.writeFile(join(folder, name), bytes);
          const [x, y] = name.startsWith("x") ? [name, "y.npy"] : ["x.npy", name];
          const args = ["analyze", "--features", `@${x}`, "--target", `@${y}`, "--format", format];
          if (y.endsWith(".csv")) args.push("--target-column", "class");
          if (drop) args.push("--drop-degenerate", "--output", "@new.txt");
          const worked = await endsWell(inside(args, folder), folder);
          await Deno.writeFile(join(folder, name), FILES[name]!);
          return worked;
        },
      );
      ok(worked > 20 && refused > 50, `${worked} worked, ${refused} were refused`);
    });
  },
);

/** Commands that take a configuration, and what each refuses before it begins. */
const configured = [
  "train",
  "search-layers",
  "retrain-subnetworks",
  "reproduce",
  "report",
  "refresh",
];
const harmless = fc.constantFrom(
  ["--preset", "smoke"],
  ["--set", "networks=2"],
  ["--set=epochs=1"],
  ["--workers", "1"],
  [],
);
const wrong = fc.oneof(
  fc.constantFrom("", "huge", "__proto__", "smoke\n", "x".repeat(5000)).map((value) =>
    value === "" ? ["--preset=\u0007"] : [`--preset=${value}`]
  ),
  fc.constantFrom(
    ...["networks", "=3", "networks=0", "networks=1e15", "epochs=-1", "batchSize=4294967296"],
    ...["hiddenWidths=[1e12]", "hiddenWidths=[65536,65536]", "hiddenWidths=[]", "seed=1e99"],
    ...["learningRate=NaN", "learningRate=1e999", "__proto__=1", "constructor=1", "network=3"],
    ...["draws=1e15", "samples=3", 'samples={"__proto__":1}', "trainer=gpu", "dataset=../x"],
    ...[
      `initialisation=${" ".repeat(20_000)}x`,
      `strategies=${"[".repeat(20_000)}`,
      "a\nb=1",
      "\0",
    ],
    ...[
      "preset\n=3",
      `hiddenWidths=${"[".repeat(9000)}${"]".repeat(9000)}`,
      "keepRemovedBias=\u001b[2J",
    ],
  ).map((value) => ["--set", value]),
  fc.constantFrom("0", "-1", "1025", "two", "", "NaN", "9".repeat(400)).map((
    value,
  ) => [`--workers=${value}`]),
  fc.constantFrom(["--colour"], ["--__proto__=1"], ["x"], [""], ["--set"], ["--preset"], ["-x"]),
);

Deno.test("the other commands refuse what is wrong before they begin", permitted, async () => {
  const others = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.tuple(
        fc.constantFrom(...configured),
        fc.array(harmless, { maxLength: 2 }),
        wrong,
      ).map(([name, more, bad]) => [name, ...more.flat(), ...bad]),
    },
    fc.constantFrom(["data", "x"], ["data", "--force"], ["typecheck", "--fix"], ["typecheck", ""]),
    fc.constantFrom(["store", "x"], ["store", "prune"], ["store", "prune", "a\nb", "--yes"]),
    fc.constantFrom(["reproduce", "--only", "nonsense"], ["reproduce", "--only="], ["figure9"]),
    fc.constantFrom(["__proto__"], ["constructor"], ["a\nb"], ["x".repeat(1e5)], ["--preset"], [
      "\0",
    ]),
  );
  await inFolder((folder) =>
    withVariables({ MULTIPLET_DATA: folder, MULTIPLET_REPORTS: folder }, async () => {
      const { worked } = await fuzz(
        others,
        { seed: 3, cases: CASES.commandLine.others },
        (args) => endsWell(args, folder),
      );
      equal(worked, 0);
    })
  );
});
