/**
 * The way out of a cell: to Jupyter inside the Deno kernel, to the terminal elsewhere.
 * @module
 */

/** One output in several formats, by MIME type; the front end takes the richest that it knows. */
export type MimeBundle = Readonly<Record<string, string>>;

/** Where outputs go. Injected in tests; {@link currentOutput} finds the right one. */
export interface Output {
  /** Shows an output; with an `id` it can be replaced later. */
  display(bundle: MimeBundle, id?: string): Promise<void>;
  /** Replaces the output that was displayed with this `id`. */
  update(bundle: MimeBundle, id: string): Promise<void>;
  /** Resolves when everything displayed so far has left the kernel. */
  settle(): Promise<void>;
}

/**
 * Milliseconds between the last output of a cell and its end. The Deno kernel can report a cell as
 * finished before its outputs are sent, and front ends drop what comes later: at 0 ms up to 24 of 60
 * runs lost one, from 20 ms on none did.
 */
const SETTLE_MS = 40;

/** Sends a message of the Jupyter protocol on the channel that front ends listen to. */
export type Broadcast = (
  messageType: string,
  content: Record<string, unknown>,
) => Promise<void>;

/** An output that speaks the Jupyter protocol. */
export function jupyterOutput(broadcast: Broadcast, settleMs: number = SETTLE_MS): Output {
  const content = (data: MimeBundle, id: string | undefined) => ({
    data,
    metadata: {},
    transient: id === undefined ? {} : { display_id: id },
  });
  return {
    display: (bundle, id) => broadcast("display_data", content(bundle, id)),
    update: (bundle, id) => broadcast("update_display_data", content(bundle, id)),
    settle: () => new Promise((resolve) => setTimeout(resolve, settleMs)),
  };
}

/** An output that prints the plain text of what is displayed, and nothing of live displays. */
export function textOutput(print: (text: string) => void): Output {
  return {
    display(bundle, id) {
      if (id === undefined) print(bundle["text/plain"] ?? "");
      return Promise.resolve();
    },
    update: () => Promise.resolve(),
    settle: () => Promise.resolve(),
  };
}

/** Whether this code runs inside the Deno kernel. */
export function inKernel(): boolean {
  try {
    // Outside the kernel Deno throws on the mere look.
    return Deno.jupyter !== undefined;
  } catch {
    return false;
  }
}

/** Jupyter inside the Deno kernel, standard output elsewhere. */
export function currentOutput(): Output {
  return inKernel()
    // Deno's types promise a promise; Deno 2.9 returns nothing.
    ? jupyterOutput(async (type, content) => await Deno.jupyter.broadcast(type, content))
    : textOutput((text) => console.log(text));
}
