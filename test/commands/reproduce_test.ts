import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { inFolder } from "../in_folder.ts";
import { withVariables } from "../with_variables.ts";
import { permitted } from "../permitted.ts";
import { runCaptured } from "./captured.ts";

const refused: [string[], RegExp][] = [
  [
    ["--only", "nonsense"],
    /^--only takes paper, wide, trust, maps, readings, all, training, layers, subnetworks, got "nonsense"$/,
  ],
  [
    ["--only", "toString"],
    /^--only takes paper, wide, trust, maps, readings, all, training, layers, subnetworks, got "toString"$/,
  ],
  [
    ["--only", ""],
    /^--only takes paper, wide, trust, maps, readings, all, training, layers, subnetworks, got ""$/,
  ],
  [["--workers", "none"], /workers is an integer from 1 to 1024, got "none"$/],
  [["--only", "subnetworks", "--set", "draws=0"], /randomSubsets/],
  [["--only", "figure2", "--set", "draws=0"], /randomSubsets/],
  [["--only", "wide", "--set", "calls=0"], /calls, got 0/],
  [["--only", "wide", "--set", "controls=[]"], /Unrecognized key: "controls".*otherWidths/],
  [["--only", "wide", "--set", 'subnetworkSizes=["k*"]'], /subnetworkSizes/],
  [
    ["--only", "wide", "--set", "hiddenWidths=[1000,100]"],
    /layer of 1.?000 units.*Possible: layers of/,
  ],
];

for (const [args, message] of refused) {
  Deno.test(
    `reproduce ${args.join(" ")} ends with status 2 before anything is begun`,
    permitted,
    () =>
      inFolder((folder) =>
        withVariables({ MULTIPLET_DATA: folder, MULTIPLET_REPORTS: folder }, async () => {
          const { status, text } = await runCaptured(["reproduce", "--preset", "smoke", ...args]);
          equal(status, 2);
          equal(message.test(text), true, text);
          deepEqual([...Deno.readDirSync(folder)], []);
        })
      ),
  );
}
