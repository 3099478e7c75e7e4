/** JavaScript for older runtimes: without `using`, and without the methods that `older.ts` stands for. */
import ts from "typescript";
import * as older from "./older.ts";

/** The file of the package that has the functions of `older.ts`. */
export const OLDER_FILE = "older.js";

const METHODS: ReadonlySet<string> = new Set(Object.keys(older));

/** Compiles a module to ECMAScript 2022. */
export function compiled(source: string, transform?: ts.TransformerFactory<ts.SourceFile>): string {
  const target = ts.ScriptTarget.ES2022;
  return ts.transpileModule(source, {
    fileName: "module.ts",
    compilerOptions: { target, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    transformers: { before: transform ? [transform] : [] },
  }).outputText;
}

/** A bundled module in ECMAScript 2022; `a.groupBy(b)` becomes `groupBy(a, b)` of {@link OLDER_FILE}. */
export function lowered(source: string): string {
  const replaced: ts.TransformerFactory<ts.SourceFile> = (context) => (file) => {
    const visit = (node: ts.Node): ts.Node => {
      const own = ts.visitEachChild(node, visit, context);
      if (!ts.isCallExpression(own) || !ts.isPropertyAccessExpression(own.expression)) return own;
      const { expression: receiver, name } = own.expression;
      if (!METHODS.has(name.text) || ts.isCallChain(own)) return own;
      const { factory } = context;
      const called = factory.createPropertyAccessExpression(
        factory.createIdentifier("__older"),
        name,
      );
      return factory.createCallExpression(called, undefined, [receiver, ...own.arguments]);
    };
    return ts.visitEachChild(file, visit, context);
  };
  // The code that TypeScript puts in place of `using` has the symbol, too.
  const code = compiled(source, replaced).replaceAll("Symbol.dispose", "__older.dispose");
  return code.includes("__older") ? `import * as __older from './${OLDER_FILE}';\n${code}` : code;
}
