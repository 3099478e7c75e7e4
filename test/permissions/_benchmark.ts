/**
 * A benchmark of next to nothing, run as `bench/tiny.ts` of a checkout, that also tries what benchmarks
 * are not for. Prints what came of that.
 */
const { loadEmbeddedMnist } = await import(import.meta.resolve("../lib/data/mod.ts"));
const { measure, report } = await import(import.meta.resolve("./harness.ts"));

const { train } = (await loadEmbeddedMnist()).parts;
const run = () => void train.inputs.slice(0, 784);
const timings = await measure([{ name: "copy of a digit", units: 1, run }], 3);
await report("tiny", { work: "copy", time: "ns" }, timings);
for (
  const way of [
    () => Deno.writeTextFile("data/written", ""),
    () => Deno.connect({ hostname: "127.0.0.1", port: 9 }),
  ]
) {
  await way().then(() => console.log("open"), ({ message }) => console.log(message));
}
