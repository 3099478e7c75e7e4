/** The functions that stand for methods of newer standards. */
import { deepStrictEqual as deepEqual, rejects, strictEqual as equal } from "node:assert/strict";
import {
  fromHex,
  getOrInsertComputed,
  groupBy,
  toHex,
  withResolvers,
} from "../../lib/bundles/older.ts";

/** A map as in Node 20. */
const oldMap = () =>
  Object.assign(new Map<string, number>(), { getOrInsertComputed: undefined }) as unknown as Map<
    string,
    number
  >;

/** What each function does with a runtime that has the method, and with one that has not. */
for (
  const { name, map, mapKind, promiseKind, bytes, bytesKind } of [
    {
      name: "with the methods",
      map: () => new Map<string, number>(),
      mapKind: Map,
      promiseKind: Promise,
      bytes: Uint8Array.of(0, 10, 255),
      bytesKind: Uint8Array,
    },
    {
      name: "without them",
      map: oldMap,
      mapKind: {},
      promiseKind: {},
      bytes: Object.assign(Uint8Array.of(0, 10, 255), {
        toHex: undefined,
      }) as unknown as Uint8Array,
      bytesKind: {},
    },
  ]
) {
  Deno.test(`${name}: a value is made once per key, from the key`, () => {
    const own = map();
    equal(getOrInsertComputed(own, "four", ({ length }) => length), 4);
    equal(getOrInsertComputed(own, "four", () => 5), 4);
    deepEqual([...own.entries()], [["four", 4]]);
  });

  Deno.test(`${name}: groups have the order of their first items`, () => {
    const groups = groupBy(mapKind, new Set([3, 1, 4, 5]), (item, index) => (item + index) % 2);
    deepEqual([...groups], [[1, [3]], [0, [1, 4, 5]]]);
  });

  Deno.test(`${name}: a promise is settled from outside`, async () => {
    const { promise, resolve } = withResolvers<number>(promiseKind);
    resolve(7);
    equal(await promise, 7);
    const { promise: failed, reject } = withResolvers(promiseKind);
    reject(new RangeError("settled"));
    await rejects(failed, RangeError);
  });

  Deno.test(`${name}: hexadecimal digits`, () => {
    equal(toHex(bytes), "000aff");
    deepEqual([...fromHex(bytesKind, "000aFF")], [0, 10, 255]);
  });
}
