import {
  deepStrictEqual as deepEqual,
  notDeepStrictEqual as notDeepEqual,
} from "node:assert/strict";
import { batchOrder } from "../../lib/training/mod.ts";

Deno.test("every epoch visits each sample once, in an order of its own", () => {
  const orders = [1, 2, 3].map((epoch) => batchOrder(1000, 5, epoch));
  for (const order of orders) {
    deepEqual([...order].sort((a, b) => a - b), Array.from({ length: 1000 }, (_, i) => i));
  }
  notDeepEqual(orders[0], orders[1]);
  notDeepEqual(orders[0], batchOrder(1000, 6, 1));
  deepEqual(orders[2], batchOrder(1000, 5, 3));
});
