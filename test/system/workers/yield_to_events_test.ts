import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { yieldToEvents } from "../../../lib/system/workers/mod.ts";

Deno.test("messages and timers get through", async () => {
  const seen: string[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => void seen.push("message");
  port2.postMessage("");
  setTimeout(() => seen.push("timer"), 0);
  const started = performance.now();
  while (performance.now() - started < 5);
  for (let turn = 0; turn < 100 && seen.length < 2; turn++) await yieldToEvents();
  port1.close();
  port2.close();
  deepEqual(seen.sort(), ["message", "timer"]);
});
