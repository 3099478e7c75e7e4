/** The code of `docs/python.md`, run by real NumPy and pandas. */
import {
  deepStrictEqual as deepEqual,
  match,
  ok,
  rejects,
  strictEqual as equal,
} from "node:assert/strict";
import { join } from "node:path";
import { type AnalysisResult, ranked } from "../../lib/analysis/mod.ts";
import { runProcess, SetupError } from "../../lib/reports/jupyter/process.ts";
import { inFolder } from "../in_folder.ts";
import { ROOT } from "../sources.ts";
import { testPython } from "./_environment.ts";

const python = await testPython();
const ignore = python === undefined;

const guide = await Deno.readTextFile(join(ROOT, "docs/python.md"));
const [exporting, analysing, using] = [...guide.matchAll(/^```python\n(.*?)^```$/gms)]
  .map(([, code]) => code!);

/** The function of the guide with this checkout in place of the reader's. */
const library = analysing!.replace(
  'MULTIPLET = Path("multiplet")',
  `MULTIPLET = Path(${JSON.stringify(ROOT)})`,
);

/** Runs Python code in a folder and returns what it prints. */
async function run(code: string, cwd: string): Promise<string> {
  const result = await runProcess(python!, { args: ["-c", code], cwd });
  if (result.code !== 0) throw new Error(result.stderr);
  return result.stdout;
}

/** What the command itself says about the files that the Python code left in the folder. */
async function command(folder: string, options: readonly string[]): Promise<AnalysisResult> {
  const files = [
    ["--features", join(folder, "activations.npy")],
    ["--labels", join(folder, "labels.npy")],
  ].flat();
  const { code, stdout, stderr } = await runProcess(Deno.execPath(), {
    args: ["task", "--quiet", "analyze", ...files, ...options],
    cwd: ROOT,
  });
  equal(code, 0, stderr);
  return JSON.parse(stdout);
}

/** Four columns and labels, kept as files; `table` is made from them, and printed as JSON. */
const script = (call: string) =>
  `${library}
rng = np.random.default_rng(7)
signals = rng.normal(size=(300, 4))
activations = np.column_stack([signals[:, :3], signals[:, 0] + signals[:, 1] + 0.5 * signals[:, 3]])
labels = (signals[:, 2] > 0).astype(int)
np.save("activations.npy", activations)
np.save("labels.npy", labels)
table = ${call}
# pandas has NaN where a row lacks what others have.
rows = [{name: value for name, value in row.items() if value == value} for row in table.to_dict("records")]
print(json.dumps([rows, table.attrs]))
`;

/** The rows of the DataFrame that a result must become. */
const rowsOf = ({ sizes }: AnalysisResult) =>
  sizes.flatMap((own) =>
    (["synergy", "redundancy"] as const).flatMap((extreme) =>
      ranked(own[extreme]).map((one, at) => ({ size: own.size, extreme, rank: at + 1, ...one }))
    )
  );

Deno.test(
  "the DataFrame has every multiplet of the command's JSON",
  { ignore },
  () =>
    inFolder(async (folder) => {
      const printed = await run(script("analyze(activations, labels)"), folder);
      const [rows, attributes] = JSON.parse(printed);
      const { warnings, units, search, featureNames, ...result } = await command(folder, []);
      deepEqual(rows, rowsOf({ warnings, units, search, featureNames, ...result }));
      equal(rows.length, 6);
      deepEqual(attributes, { warnings, units, search, featureNames });
    }),
);

Deno.test(
  "labels of every kind, groups and missing values",
  { ignore },
  () =>
    inFolder(async (folder) => {
      const [named, boolean, hot, gaps] = JSON.parse(
        await run(
          `${script("analyze(activations, labels)")}
frame = pd.DataFrame(activations, columns=["a", "b", "c", "d"]).assign(kind=np.where(labels == 1, "on", "off"))
frame.loc[[3, 5], "b"] = np.nan
values = lambda table: table[["oInformation", "targetContribution"]].to_numpy().tolist()
named = analyze(activations, frame["kind"], groups=np.arange(300) // 2)
gaps = analyze(frame, label_column="kind", drop_samples=True, ignore_label="none")
print("\\n" + json.dumps([
    [values(named), named.attrs["classNames"]],
    [values(analyze(activations.astype("float32"), labels == 1)), None],
    [values(analyze(activations, np.eye(2)[labels])), values(table)],
    gaps.attrs["notices"],
]))`,
          folder,
        ).then((text) => text.trimEnd().split("\n").at(-1)!),
      );
      deepEqual(named[1], ["off", "on"]);
      deepEqual([hot[0], named[0]], [hot[1], hot[1]]);
      equal(boolean[0].length, 6);
      match(gaps.join(), /Left out 2 of 300 samples with a missing value: 1 column, "b" \(2\)/);
    }),
);

Deno.test(
  "options are passed on, names of columns are kept",
  { ignore },
  () =>
    inFolder(async (folder) => {
      const call = 'analyze(pd.DataFrame(activations, columns=["a", "b", "c", "d"]), labels, ' +
        'sizes="2-3", top=3, label_encoding="one-hot", no_bias_correction=True)';
      const [rows, attributes] = JSON.parse(await run(script(call), folder));
      const options = "--sizes 2-3 --top 3 --label-encoding one-hot --no-bias-correction".split(
        " ",
      );
      deepEqual(rows, rowsOf(await command(folder, options)));
      equal(rows.length, 12);
      deepEqual(attributes.featureNames, ["a", "b", "c", "d"]);
    }),
);

Deno.test(
  "a DataFrame without names of columns has as many samples as rows",
  { ignore },
  () =>
    inFolder(async (folder) => {
      const compared = `${script("analyze(activations, labels)")}
whole = np.rint(activations * 1000).astype(int)
found = [analyze(values(whole), labels, sizes=2) for values in (pd.DataFrame, np.asarray)]
print("\\n" + json.dumps([table["oInformation"].tolist() for table in found]))`;
      const printed = await run(compared, folder);
      const [frame, array] = JSON.parse(printed.trimEnd().split("\n").at(-1)!);
      deepEqual(frame, array);
    }),
);

Deno.test(
  "an error of the command becomes one of Python, with its message",
  { ignore },
  () =>
    inFolder((folder) =>
      rejects(
        () => run(script('analyze(activations, labels, sizes="9")'), folder),
        (error: Error) => {
          match(error.message, /RuntimeError: [^]*Multiplet sizes are integers in 1\.\.4, got 9/);
          return true;
        },
      )
    ),
);

Deno.test(
  "the example of use prints the planted synergy",
  { ignore },
  () =>
    inFolder(async (folder) => {
      const printed = await run(`${library}\n${using}`, folder);
      ok(printed.includes("[0, 1, 2]") && printed.trimEnd().endsWith("[]"), printed);
      // Ω(X), the column behind Ω(X, y).
      match(printed, /3 +synergy +\S+ +-0\.\d+/);
    }),
);

Deno.test("the code for PyTorch is Python", { ignore }, async () => {
  ok(exporting!.includes("def export_layer("));
  const code = `import ast, sys\nast.parse(${JSON.stringify(exporting)})`;
  equal(await run(code, "."), "");
});

Deno.test("without an environment the tests are skipped, in CI they fail", async () => {
  const fails = () => Promise.reject(new SetupError("no Python"));
  equal(await testPython(fails, false), undefined);
  await rejects(() => testPython(fails, true), SetupError);
  await rejects(() => testPython(() => Promise.reject(new TypeError("x")), false), TypeError);
});
