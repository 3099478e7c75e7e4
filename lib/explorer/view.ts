/** What a reader has chosen to see of a result, as the address of the page has it. */

/** Names in the address begin so; the others are options of the analysis. */
const PREFIX = "view.";

/** What is shown of a result. */
export interface View {
  /** The column by which the table is sorted, with `-` before it for descending. */
  readonly sort?: string;
  /** Only rows with this text. */
  readonly filter?: string;
  /** The row that is opened. */
  readonly open?: string;
}

const NAMES = ["sort", "filter", "open"] as const satisfies (keyof View)[];

/** The view in an address. */
export function viewOf(address: string): View {
  const given = new URLSearchParams(address.replace(/^#/, ""));
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = given.get(PREFIX + name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
}

/** A view as part of an address. */
export function addressOfView(view: View): string {
  const given = NAMES.flatMap((name) => view[name] ? [[PREFIX + name, view[name]!]] : []);
  return new URLSearchParams(given).toString();
}
