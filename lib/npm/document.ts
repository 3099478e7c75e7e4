/**
 * In place of linkedom in the npm package: linkedom, loaded only where there is no document, as in Node and in workers.
 */
export const { parseHTML } = globalThis.document === undefined ? await import("linkedom") : {
  parseHTML: (): never => {
    throw new Error("The figures of a page are drawn with the document of the page");
  },
};
