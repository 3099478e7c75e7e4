import { strictEqual as equal, throws } from "node:assert/strict";
import { ConfigError, parseWorkers, workersFromEnvironment } from "../../lib/paper/mod.ts";

const environment = (text?: string) => ({
  get: (name: string) => name === "WORKERS" ? text : undefined,
});

Deno.test("a number of workers is an integer from 1 to 1024", () => {
  equal(parseWorkers("1"), 1);
  equal(parseWorkers("1024"), 1024);
  for (const text of ["", "0", "1025", "-1", "1.5", "2e1", "0x2", " 2", "two", "NaN", "Infinity"]) {
    throws(
      () => parseWorkers(text),
      (error: Error) => error instanceof ConfigError && error.message.endsWith(`got "${text}"`),
    );
  }
});

Deno.test("WORKERS decides; without it there is one for each core", () => {
  equal(workersFromEnvironment(environment("3")), 3);
  equal(workersFromEnvironment(environment()), navigator.hardwareConcurrency);
  equal(workersFromEnvironment(environment("")), navigator.hardwareConcurrency);
  throws(() => workersFromEnvironment(environment("all")), ConfigError);
});
