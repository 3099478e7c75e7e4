/** What a quantity means, one click away. */
import { type TermName, TERMS } from "../terms.ts";

/** A button that shows what a quantity is, above all else; the key Escape closes it. */
export function Term({ name, place }: { readonly name: TermName; readonly place: string }) {
  const { title, text } = TERMS[name];
  const id = `term-${name}-${place}`;
  return (
    <>
      <button
        type="button"
        class="term"
        popovertarget={id}
        aria-label={`Explain: ${title}`}
      >
        ?
      </button>
      <div id={id} popover="auto" class="explanation">
        <p>
          <b>{title}</b>
        </p>
        <p>{text}</p>
      </div>
    </>
  );
}

/** All of them. */
export function Glossary() {
  return (
    <details>
      <summary>What the quantities mean</summary>
      <dl>
        {Object.entries(TERMS).map(([name, { title, text }]) => (
          <>
            <dt key={name}>{title}</dt>
            <dd>{text}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}
