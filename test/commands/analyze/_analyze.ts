/** The reference data as files for `analyze`. */
import { join } from "node:path";
import { reference } from "../../information/reference.ts";
import { inFolder } from "../../in_folder.ts";
import { npyFile, utf8 } from "../../data/tables/npy_file.ts";
import { runCaptured } from "../captured.ts";

/** Six variables and a label of the reference data. */
export const { x: columns, label } = reference.data;
const samples = label.length;

/** The six variables of the reference data as a C-ordered or Fortran-ordered .npy file. */
const featuresNpy = npyFile({
  shape: [samples, 6],
  values: Float64Array.from(columns.flat()),
  fortranOrder: true,
});
const targetNpy = npyFile({
  shape: [samples],
  values: BigInt64Array.from(label, BigInt),
  descr: "<i8",
});
const featuresCsv = utf8(
  ["a,b,c,d,e,f", ...label.map((_, i) => columns.map((column) => column[i]).join(","))].join("\n"),
);
const targetCsv = utf8(
  ["id,class", ...label.map((value, i) => `s${i},${value}`)].join("\r\n"),
);

/** Puts the reference files into a folder and gives a function that runs `analyze` there. */
export async function withFiles(
  test: (run: (line: string) => ReturnType<typeof runCaptured>, folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const files = {
      "x.npy": featuresNpy,
      "y.npy": targetNpy,
      "x.csv": featuresCsv,
      "y.csv": targetCsv,
    };
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(join(folder, name), bytes);
    }
    // Names of files are the words with a dot in front of npy, csv, json or txt.
    const words = (line: string) =>
      line.split(" ").map((word) =>
        /\.(npy|npz|csv|json|txt)$/.test(word) ? join(folder, word) : word
      );
    await test((line) => runCaptured(["analyze", ...words(line)]), folder);
  });
}
