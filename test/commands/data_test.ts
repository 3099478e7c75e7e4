import { rejects } from "node:assert/strict";
import { data } from "../../lib/commands/data.ts";
import { UsageError } from "../../lib/commands/options.ts";
import { DatasetError } from "../../lib/data/mod.ts";
import { inFolder } from "../in_folder.ts";
import { permitted } from "../permitted.ts";
import { withVariables } from "../with_variables.ts";

const { signal } = new AbortController();

Deno.test("data sets to download are named; others than those of the catalogue are refused", async () => {
  await rejects(
    data(["mnist", "fashion"], signal),
    new DatasetError('Unknown data set "fashion", use one of mnist, mnist-embedded'),
  );
  await rejects(
    data(["mnist-embedded"], signal),
    new UsageError('Data set "mnist-embedded" needs no download'),
  );
  await rejects(data(["--all"], signal), UsageError);
});

Deno.test(
  "without a name all are brought, each into its folder",
  permitted,
  () =>
    inFolder((folder) =>
      withVariables({ MNIST_DIR: "", MULTIPLET_DATA: folder }, async () => {
        const stopped = AbortSignal.abort(new Error("stopped before the first file"));
        for (const args of [[], ["mnist"]]) {
          await rejects(data(args, stopped), /stopped before the first file/);
        }
      })
    ),
);
