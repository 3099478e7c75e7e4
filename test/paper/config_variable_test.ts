/** The configuration that commands hand to notebooks, and data sets of a catalogue. */
import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { DATASETS } from "../../lib/data/mod.ts";
import { CONFIG_VARIABLE } from "../../lib/paper/settings.ts";
import { ConfigError, configFromEnvironment, PRESETS, resolveConfig } from "../../lib/paper/mod.ts";
import { TOY_BARS } from "../beyond/kept_variance/data.ts";

const environment = (values: Record<string, string>) => ({
  get: (name: string) => values[name],
});

Deno.test("one JSON variable holds a whole configuration, and comes before what a person sets", () => {
  const config = resolveConfig("smoke", {
    networks: 3,
    subnetworkSizes: [2, "k* exact"],
    frozenSizes: [],
  });
  const values = {
    [CONFIG_VARIABLE]: JSON.stringify(config),
    PRESET: "paper",
    OVERRIDES: "networks=1",
  };
  deepEqual(configFromEnvironment(environment(values)), config);
  deepEqual(
    configFromEnvironment(environment({ [CONFIG_VARIABLE]: '{"networks":2}' })),
    { ...PRESETS.embedded, networks: 2 },
  );
});

Deno.test("a variable that is no JSON object, or has unknown names, is an error that shows it", () => {
  for (const text of ["smoke", "[1]", "null", "3", "{"]) {
    throws(
      () => configFromEnvironment(environment({ [CONFIG_VARIABLE]: text })),
      new ConfigError(`MULTIPLET_CONFIG must be a JSON object, got "${text}"`),
    );
  }
  throws(
    () => configFromEnvironment(environment({ [CONFIG_VARIABLE]: '{"network":2}' })),
    (error) => error instanceof ConfigError && /"network", the names are /.test(error.message),
  );
});

Deno.test("the data set is one of the catalogue that is passed in", () => {
  const datasets = DATASETS.with(TOY_BARS);
  const overrides = { dataset: "toy-bars" };
  equal(resolveConfig("smoke", overrides, { datasets }).dataset, "toy-bars");
  throws(
    () => resolveConfig("smoke", overrides),
    (error) =>
      error instanceof ConfigError &&
      /mnist.* at dataset, got "toy-bars"$/.test(error.message),
  );
});
