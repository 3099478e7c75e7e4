import { deepStrictEqual as deepEqual, strictEqual as equal } from "node:assert/strict";
import { trainingProgress } from "../../lib/commands/progress.ts";
import { writtenTo } from "./_written.ts";

const metrics = { epoch: 2, trainLoss: 1, trainAccuracy: 0.99, testLoss: 1, testAccuracy: 0.9573 };
const progress = { index: 4, accepted: 3, requested: 20, step: 30, steps: 120 };

function collect(isTerminal: boolean) {
  const { output, written } = writtenTo(isTerminal);
  return { written, listen: trainingProgress(output) };
}

Deno.test("a log gets one line a network, when it is finished", () => {
  const { written, listen } = collect(false);
  listen(progress);
  listen({ ...progress, metrics });
  listen({ ...progress, accepted: 4, finished: "trained", metrics });
  deepEqual(written, ["network  4  trained  test accuracy 95.73 %  (4 of 20 accepted)\n"]);
});

Deno.test("a terminal sees the share done and the newest accuracy, on the same line", () => {
  const { written, listen } = collect(true);
  listen({ ...progress, metrics });
  listen({ ...progress, step: 60 });
  equal(written[1], "\r\x1b[Knetwork  4   50 %  test accuracy 95.73 %");
});

Deno.test("a terminal sees all networks at work, in the order of seeds", () => {
  const { written, listen } = collect(true);
  listen({ ...progress, index: 5, metrics });
  listen({ ...progress, step: 60, metrics });
  equal(written[1], "\r\x1b[Knetwork  4  50 %  network  5  25 %");
  listen({ ...progress, accepted: 4, finished: "trained", metrics });
  listen({ ...progress, index: 5, step: 90 });
  equal(written[3], "\r\x1b[Knetwork  5   75 %  test accuracy 95.73 %");
});
