import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { jupyterOutput, SubnetworkBars } from "../../../lib/reports/notebook/mod.ts";

/** The last text shown after some reports. */
async function shownAfter(
  ...reports: Parameters<SubnetworkBars["listen"]>[0][]
): Promise<string[]> {
  let text = "";
  const output = jupyterOutput((_type, { data }) => {
    text = (data as Record<string, string>)["text/plain"]!;
    return Promise.resolve();
  }, 0);
  const bars = new SubnetworkBars({ output, now: () => 0 });
  for (const progress of reports) bars.listen(progress);
  await bars.finish();
  return text.split("\n");
}

Deno.test("a bar for the choices of neurons, and one for the re-trainings", async () => {
  deepEqual(
    await shownAfter(
      { phase: "selecting", done: 0, total: 3, kept: 0 },
      { phase: "selecting", done: 3, total: 3, kept: 1 },
      { phase: "retraining", done: 60, total: 240, kept: 0 },
    ),
    [
      "Sub-networks",
      "neurons chosen, networks  100 %  3 of 3, 1 kept from before",
      "sub-networks re-trained  25 %  60 of 240",
    ],
  );
});

Deno.test("no bar for nothing to do", async () => {
  deepEqual(
    await shownAfter(
      { phase: "selecting", done: 0, total: 0, kept: 0 },
      { phase: "retraining", done: 0, total: 0, kept: 0 },
    ),
    ["Sub-networks"],
  );
});
