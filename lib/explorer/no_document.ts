/** In place of linkedom in the page, which has a document of its own. */
export function parseHTML(): never {
  throw new Error("A figure in a page needs the page's document");
}
