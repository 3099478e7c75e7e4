/** Where files are dropped or chosen. */
import { useState } from "preact/hooks";
import { byteSize } from "../../system/printable.ts";

/** Larger files may not fit into the memory that a browser gives to a page. */
const LARGE = 1e9;

interface FilesProps {
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
  /** Takes the files of the demonstration; absent in a page without them. */
  readonly onDemonstration: (() => void) | undefined;
}

export function Files({ files, onFiles, onDemonstration }: FilesProps) {
  const [over, setOver] = useState(false);
  /** Later files replace those of the same name. */
  const add = (list: FileList | null | undefined) => {
    const added = [...list ?? []];
    const names = new Set(added.map(({ name }) => name));
    if (added.length > 0) onFiles([...files.filter(({ name }) => !names.has(name)), ...added]);
  };
  return (
    <section
      aria-labelledby="files-title"
      class={over ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        add(event.dataTransfer?.files);
      }}
    >
      <h2 id="files-title">Your activations</h2>
      <p>
        Drop files here, or choose them: features (a row for each sample, a column for each unit),
        and labels if there are some. <b>.npy</b>, <b>.npz</b>, <b>.safetensors</b>,{" "}
        <b>.parquet</b>, <b>.csv</b>{" "}
        and other text, also gzipped. They stay on this machine: this page cannot send anything.
      </p>
      <input
        type="file"
        multiple
        aria-label="Files of features and labels"
        onChange={({ currentTarget }) => add(currentTarget.files)}
      />
      {onDemonstration && files.length === 0 && (
        <p>
          No files at hand?{" "}
          <button type="button" class="small" onClick={onDemonstration}>
            Analyse an example
          </button>{" "}
          <small>
            The first hidden layer of the paper's network: 20 units, 2,000 handwritten digits with
            their labels.
          </small>
        </p>
      )}
      {files.some(({ size }) => size > LARGE) && (
        <p role="status">
          A file of more than {byteSize(LARGE)}{" "}
          may be too large for a browser, or take minutes: the command below has the memory of the
          whole machine, and tells its time before it begins.
        </p>
      )}
      {files.length > 0 && (
        <ul class="files">
          {files.map((file) => (
            <li key={file.name}>
              {file.name}, {byteSize(file.size)}{" "}
              <button
                type="button"
                class="small"
                aria-label={`Remove ${file.name}`}
                onClick={() => onFiles(files.filter((one) => one !== file))}
              >
                remove
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
