/** The check of what tests execute. */
import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { fileCoverage, hasCode, suffices, totalCoverage } from "./coverage.ts";

const LCOV = `SF:/lib/a.ts
FN:1,a
FNDA:5,a
BRDA:2,1,0,0
BRDA:2,1,1,5
BRDA:3,2,0,-
DA:1,5
DA:2,0
DA:3,12
LH:2
LF:3
end_of_record
SF:/lib/b.ts
DA:7,1
end_of_record
`;

Deno.test("lines and branches are counted by file, and added up", () => {
  const files = fileCoverage(LCOV);
  deepEqual([...files], [
    ["/lib/a.ts", { lines: [2, 3], branches: [1, 3] }],
    ["/lib/b.ts", { lines: [1, 1], branches: [0, 0] }],
  ]);
  deepEqual(totalCoverage(files.values()), { lines: [3, 4], branches: [1, 3] });
});

Deno.test("97 of 100 lines and branches suffice, fewer of one of them do not", () => {
  equal(suffices({ lines: [97, 100], branches: [97, 100] }), true);
  equal(suffices({ lines: [96, 100], branches: [100, 100] }), false);
  equal(suffices({ lines: [100, 100], branches: [96, 100] }), false);
  equal(suffices({ lines: [1, 1], branches: [0, 0] }), true);
});

Deno.test("a module of types and of names from elsewhere has no code", () => {
  equal(
    hasCode('import { a } from "./a.ts";\nexport type B = typeof a;\nexport * from "./c.ts";\n'),
    false,
  );
  for (
    const line of ["export const a = 1;", "async function a() {}", "export abstract class A {}"]
  ) {
    equal(hasCode(`/** Words. */\n${line}\n`), true);
  }
});
