/** Type declarations of modules, with those of all modules that they need. */
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { ROOT } from "../bundles/bundle.ts";

const LIB = fileURLToPath(new URL("lib", ROOT));

/** Where a declaration names another one. */
const SPECIFIER = /((?:from|import) |import\()"([^"]+)"/g;

/**
 * The declarations that entries and their types need, by their paths below `lib`: `npm/mod.d.ts` of `npm/mod.ts`.
 *
 * @throws Error if one of them needs a package, which users of ours need not have
 */
export function declarations(entries: readonly URL[]): Map<string, string> {
  const paths = entries.map((entry) => fileURLToPath(entry));
  const emitted = new Map<string, string>();
  const program = ts.createProgram(paths, {
    allowImportingTsExtensions: true,
    declaration: true,
    emitDeclarationOnly: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    // Types are checked by `deno task check`; packages, which are not found here, stay out of our types.
    noCheck: true,
    noUncheckedIndexedAccess: true,
    outDir: LIB,
    rootDir: LIB,
    strict: true,
    target: ts.ScriptTarget.ESNext,
    types: [],
  });
  program.emit(undefined, (path, text) => emitted.set(relative(LIB, path), text));
  const needed = new Map<string, string>();
  const visit = (path: string): void => {
    if (needed.has(path)) return;
    const text = emitted.get(path);
    if (text === undefined) throw new Error(`No declarations of lib/${path} were made`);
    needed.set(path, inPackage(text));
    for (const [, , specifier] of withoutComments(text).matchAll(SPECIFIER)) {
      if (!specifier!.startsWith(".")) {
        throw new Error(
          `The types of lib/${path} need "${specifier}": the types of the package can only need each other`,
        );
      }
      visit(join(dirname(path), specifier!.replace(/\.ts$/, ".d.ts")));
    }
  };
  for (const path of paths) visit(relative(LIB, path).replace(/\.ts$/, ".d.ts"));
  return needed;
}

const withoutComments = (text: string) => text.replace(/\/\*.*?\*\//gs, "");

/** What declarations with `Disposable` need where a project's `lib` lacks it. */
const DISPOSABLE = '/// <reference lib="esnext.disposable" />\n';

/** A declaration as it is in the package: other imports, in examples too, which name modules of the Deno package. */
const inPackage = (text: string) =>
  (text.includes("Disposable") ? DISPOSABLE : "") +
  text.replace(SPECIFIER, (_, before, specifier) => {
    const own = specifier.startsWith(".") ? specifier.replace(/\.ts$/, ".js") : specifier;
    return `${before}"${own.replace(/^(@multiplet\/multiplet)\/(?!figures).*/, "$1")}"`;
  });
