/** Files to save. */
import { useEffect, useState } from "preact/hooks";

interface DownloadProps {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** A link that saves a text as a file. */
export function Download({ name, type, text }: DownloadProps) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const own = URL.createObjectURL(new Blob([text], { type }));
    setUrl(own);
    return () => URL.revokeObjectURL(own);
  }, [text]);
  return url === undefined ? null : <a href={url} download={name}>{name}</a>;
}
