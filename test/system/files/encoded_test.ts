import { deepStrictEqual as deepEqual, ok, strictEqual as equal } from "node:assert/strict";
import { encoded } from "../../../lib/system/files/atomic_write.ts";
import { joined } from "../../../lib/system/files/joined.ts";

Deno.test("pieces and the whole text are the same bytes, in arrays of a megabyte or so", () => {
  const pieces = Array.from({ length: 300_000 }, (_, i) => `Ω ${i} 🧠\n`);
  const text = pieces.join("");
  const arrays = [...encoded(pieces)];
  ok(arrays.length > 2 && arrays.length < 10, `${arrays.length} arrays`);
  equal(new TextDecoder("utf-8", { fatal: true }).decode(joined(arrays)), text);
  deepEqual(joined([...encoded(text)]), joined(arrays));
});

Deno.test("pieces are taken as they are needed, so that the text is never held whole", () => {
  let taken = 0;
  const pieces = function* () {
    for (; taken < 100; taken++) yield "x".repeat(1 << 20);
  };
  equal(encoded(pieces()).next().value?.length, 1 << 20);
  equal(taken, 0);
});

Deno.test("nothing is no bytes", () => {
  deepEqual([[...encoded("")], [...encoded([])], [...encoded([""])]], [[], [], []]);
});
