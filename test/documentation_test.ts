/** What the documentation of the public API must have beyond what `deno task docs:lint` asks for. */
import { deepStrictEqual as deepEqual } from "node:assert/strict";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import config from "../deno.json" with { type: "json" };
import { ROOT } from "./sources.ts";
import { permitted } from "./permitted.ts";
import { denoOutput } from "./processes.ts";

/** What of `deno doc --json` is read here. */
interface Documentation {
  readonly nodes: Readonly<Record<string, ModuleDocumentation>>;
}
interface ModuleDocumentation {
  readonly module_doc?: Comment;
  readonly symbols: readonly {
    readonly name: string;
    readonly declarations: readonly {
      readonly kind: string;
      readonly jsDoc?: Comment;
      readonly location: { readonly filename: string };
    }[];
  }[];
}
interface Comment {
  readonly doc?: string;
  readonly tags?: readonly { readonly kind: string }[];
}

/** The documentation of every entry point of the package, by its name in `exports`. */
async function documentation(): Promise<Map<string, ModuleDocumentation>> {
  const args = ["doc", "--quiet", "--json", ...Object.values(config.exports)];
  const { nodes }: Documentation = JSON.parse(await denoOutput(args, { cwd: ROOT }));
  const byPath = new Map(
    Object.entries(nodes).map(([address, module]) => [fileURLToPath(address), module]),
  );
  return new Map(
    Object.entries(config.exports).map(([name, path]) => [name, byPath.get(join(ROOT, path))!]),
  );
}

/** Read once, by the first test. */
let reading: ReturnType<typeof documentation> | undefined;
const modules = () => reading ??= documentation();

/** Entry points whose functions are shown at work by figures and notebooks. */
const SHOWN_ELSEWHERE = [
  "./paper",
  "./verdicts",
  "./figures",
  "./paper/figures",
  "./notebook",
  "./wide",
  "./trust",
  "./maps",
  "./readings",
];

/** Errors and functions that no short example can bring about. */
const WITHOUT_EXAMPLE = [
  "lib/kernels/fused_kernel.ts KernelMemoryError",
  "lib/system/workers/pool.ts serveTasks",
];

Deno.test("every entry point says in a sentence what it is", permitted, async () => {
  const silent = [...await modules()].filter(([, { module_doc }]) => !module_doc?.doc);
  deepEqual(silent.map(([name]) => name), []);
});

Deno.test(
  "every function and class has an example, which is executed as a test",
  permitted,
  async () => {
    const lacking = [...await modules()].filter(([name]) => !SHOWN_ELSEWHERE.includes(name))
      .flatMap(([, { symbols }]) =>
        symbols.flatMap(({ name, declarations }) =>
          declarations
            .filter(({ kind }) => kind === "function" || kind === "class")
            .filter(({ jsDoc }) => !jsDoc?.tags?.some(({ kind }) => kind === "example"))
            .map(({ location }) => `${relative(ROOT, fileURLToPath(location.filename))} ${name}`)
        )
      );
    deepEqual([...new Set(lacking)].sort(), WITHOUT_EXAMPLE);
  },
);
