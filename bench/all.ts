/**
 * All benchmarks, one after the other: `deno task bench`, and `deno task bench --peers` for those
 * beside other libraries too.
 */
const OWN = [
  "sgd-step",
  "search",
  "wide",
  "search-cost",
  "significance",
  "ladder",
  "retraining-sizes",
  "roofline",
  "workers",
];
const PEERS = ["search-peers", "ladder-peers", "multiplet-peers", "ksg-peers", "training-peers"];

const [option, ...rest] = Deno.args;
if (rest.length > 0 || (option !== undefined && option !== "--peers")) {
  console.error(`deno task bench takes nothing or --peers, found: ${Deno.args.join(" ")}`);
  Deno.exit(2);
}
for (const name of option === undefined ? OWN : [...OWN, ...PEERS]) {
  console.log(`\n${name}`);
  const { success, code } = await new Deno.Command("deno", { args: ["task", `bench:${name}`] })
    .spawn().status;
  if (!success) Deno.exit(code);
}
