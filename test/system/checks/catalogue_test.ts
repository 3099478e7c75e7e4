import { deepStrictEqual as deepEqual, strictEqual as equal, throws } from "node:assert/strict";
import { catalogue } from "../../../lib/system/checks/catalogue.ts";

class FruitError extends Error {}

const FRUITS = catalogue("fruit", FruitError, [
  { name: "apple", grams: 150 },
  { name: "cherry", grams: 8 },
]);

Deno.test("an entry is found by its name; an unknown name is an error that lists the names", () => {
  equal(FRUITS.get("cherry").grams, 8);
  throws(() => FRUITS.get("toString"), {
    constructor: FruitError,
    message: 'Unknown fruit "toString", use one of apple, cherry',
  });
});

Deno.test("more entries make another catalogue; the first one stays as it is", () => {
  const more = FRUITS.with({ name: "melon", grams: 900 });
  deepEqual(more.names, ["apple", "cherry", "melon"]);
  equal(more.get("melon").grams, 900);
  deepEqual(FRUITS.names, ["apple", "cherry"]);
  throws(() => FRUITS.get("melon"), FruitError);
});

Deno.test("a name that two entries have is an error", () => {
  throws(() => FRUITS.with({ name: "apple", grams: 1 }), /Two entries are called fruit "apple"/);
});
