import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import {
  CONFIG_OPTIONS,
  configFromOptions,
  notebookVariables,
  workersFromOptions,
} from "../../lib/commands/experiments.ts";
import { UsageError } from "../../lib/request/values.ts";
import { isUserError, parseOptions } from "../../lib/commands/options.ts";
import { DownloadError } from "../../lib/data/sources/download.ts";
import { DatasetError } from "../../lib/data/dataset.ts";
import { IdxError } from "../../lib/data/sources/idx.ts";
import { ConfigError, configFromEnvironment } from "../../lib/paper/mod.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";

const SET = ["networks=2", 'subnetworkSizes=[2, "k* exact", "k*"]', "frozenSizes=[2]"];
const ARGUMENTS = ["--preset", "smoke", ...SET.flatMap((text) => ["--set", text])];

Deno.test("options choose the configuration, and the notebook gets the same one", () => {
  const choice = parseOptions([...ARGUMENTS, "--workers", "3"], CONFIG_OPTIONS);
  const config = configFromOptions(choice);
  equal(config.preset, "smoke");
  equal(config.networks, 2);
  deepEqual(config.subnetworkSizes, [2, "k* exact", "k*"]);
  deepEqual(config.frozenSizes, [2]);
  const variables = notebookVariables(choice);
  deepEqual(configFromEnvironment({ get: (name) => variables[name] }), config);
  equal(variables.WORKERS, "3");
});

Deno.test("a second value of an option that has one is refused, and named", () => {
  const twice = (args: string[], message: RegExp) =>
    throws(
      () => parseOptions(args, { ...CONFIG_OPTIONS, quiet: { type: "boolean" } }),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  twice(
    ["--preset", "smoke", "--set", "seed=2", "--preset=paper"],
    /^--preset is given twice, "smoke" and "paper"; it takes one value$/,
  );
  twice(["--workers", "2", "--workers", "2"], /^--workers is given twice, "2" and "2"/);
  const choice = parseOptions(
    ["--set", "seed=2", "--quiet", "--set", "epochs=1", "--quiet"],
    { ...CONFIG_OPTIONS, quiet: { type: "boolean" } },
  );
  deepEqual({ ...choice }, { set: ["seed=2", "epochs=1"], quiet: true });
});

Deno.test("a value that begins with a dash is a value; with two, it is said how to write it", () => {
  const options = {
    ...CONFIG_OPTIONS,
    list: { type: "string" },
    quiet: { type: "boolean" },
  } as const;
  for (const value of ["-:a", "-a,b", "-1", "-", "-a-b", "-x y"]) {
    equal(parseOptions(["--list", value, "--quiet"], options).list, value);
    equal(parseOptions([`--list=${value}`], options).list, value);
  }
  equal(parseOptions(["--list=--x"], options).list, "--x");
  for (
    const [value, written] of [["--x", "--list=--x"], ["--x y", "'--list=--x y'"], [
      "--quiet",
      "--list=--quiet",
    ]]
  ) {
    throws(
      () => parseOptions(["--list", value!], options),
      new UsageError(
        `--list takes a value, got "${value}" behind it; if that is the value, write ${written}`,
      ),
    );
  }
});

Deno.test(
  "the environment fills in what the options leave out",
  permitted,
  () =>
    withVariables({ PRESET: "smoke", OVERRIDES: "networks=4", WORKERS: "7" }, () => {
      equal(configFromOptions({}).networks, 4);
      equal(configFromOptions({ preset: "embedded" }).preset, "embedded");
      equal(configFromOptions({ set: ["epochs=1"] }).networks, 3);
      equal(workersFromOptions({}), 7);
      equal(workersFromOptions({ workers: "2" }), 2);
      return Promise.resolve();
    }),
);

Deno.test("a number of workers that cannot be is the user's to mend", () => {
  for (const workers of ["0", "two", ""]) {
    throws(() => workersFromOptions({ workers }), ConfigError);
  }
});

Deno.test("errors of files and sizes that were given are the user's to mend, those of servers not", async () => {
  for (const error of [new UsageError(""), new ConfigError(""), new IdxError("x", 0, "", "")]) {
    equal(await isUserError(error), true, error.name);
  }
  equal(
    await isUserError(new DatasetError("a subset of 30000 needs 3000 samples of class 0")),
    true,
  );
  equal(await isUserError(new DownloadError("x.gz", "no mirror delivered the file")), false);
  equal(await isUserError(new TypeError("")), false);
});
