/** Parts of the page that appear in tasks of their own, so that none keeps the page from answering. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

/** Shows its children in a later task. */
export function Later({ children }: { readonly children: ComponentChildren }) {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const handle = setTimeout(() => setIsDue(true));
    return () => clearTimeout(handle);
  }, []);
  return isDue ? <>{children}</> : null;
}
