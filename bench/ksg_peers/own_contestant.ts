/**
 * Our O-information by nearest neighbours as a contestant: `deno run -A own_contestant.ts FILE VARIABLES NEIGHBOURS`.
 * `../peers/ksg_hoi.py` describes what goes in and out; the first line says the version alone.
 */
import { cpuUsage, stdin } from "node:process";
import { createInterface } from "node:readline";
import { ksgMeasures } from "../../lib/information/neighbours/ksg.ts";

const [file, variables, neighbours] = Deno.args;
const values = new Float64Array((await Deno.readFile(file!)).buffer);
const samples = values.length / Number(variables);
const columns = Array.from(
  { length: Number(variables) },
  (_, j) => [values.subarray(j * samples, (j + 1) * samples)],
);

console.log(JSON.stringify({ version: `Deno ${Deno.version.deno}` }));
for await (const _ of createInterface({ input: stdin })) {
  const started = cpuUsage();
  const { oInformation } = ksgMeasures(columns, { neighbours: Number(neighbours) });
  const { user, system } = cpuUsage(started);
  console.log(JSON.stringify({ oInformation, seconds: (user + system) / 1e6 }));
}
