/** Files to save. */

interface DownloadProps {
  readonly name: string;
  readonly type: string;
  /** The content, made when the file is saved. */
  readonly text: () => string;
}

/** A link that saves a text as a file. */
export function Download({ name, type, text }: DownloadProps) {
  return (
    <a
      href={`#${name}`}
      download={name}
      onClick={({ currentTarget }) => {
        const url = URL.createObjectURL(new Blob([text()], { type }));
        currentTarget.href = url;
        // The browser has begun to save it by then.
        setTimeout(() => {
          currentTarget.href = `#${name}`;
          URL.revokeObjectURL(url);
        }, 10_000);
      }}
    >
      {name}
    </a>
  );
}
