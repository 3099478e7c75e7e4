/** The version of this software. */

/** As `deno.json` has it, which a page cannot read. */
export const VERSION = "0.1.0";
