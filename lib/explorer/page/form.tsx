/** The options of an analysis as a form. */
import type { RequestTexts } from "../../request/request.ts";
import { type Field, FIELD_GROUPS } from "./fields.ts";

interface FormProps {
  readonly files: readonly File[];
  readonly texts: RequestTexts;
  readonly onChange: (texts: RequestTexts) => void;
}

export function Form(props: FormProps) {
  return (
    <>
      {FIELD_GROUPS.map(({ title, fields }, at) => (
        <details key={title} open={at === 0}>
          <summary>{title}</summary>
          <div class="fields">
            {fields.map((field) => <FieldInput key={field.name} field={field} {...props} />)}
          </div>
        </details>
      ))}
    </>
  );
}

function FieldInput({ field, files, texts, onChange }: FormProps & { readonly field: Field }) {
  const { name, label, hint, kind } = field;
  const id = `option-${name}`;
  const value = texts[name];
  const change = (next: string | boolean) => {
    const { [name]: _, ...others } = texts;
    onChange(next === "" || next === false ? others : { ...others, [name]: next });
  };
  if (kind === "flag") {
    return (
      <div class="field flag">
        <input
          type="checkbox"
          id={id}
          checked={value === true}
          aria-describedby={`${id}-hint`}
          onChange={({ currentTarget }) => change(currentTarget.checked)}
        />
        <label for={id}>{label}</label>
        <small id={`${id}-hint`}>{hint}</small>
      </div>
    );
  }
  const common = { id, value: String(value ?? ""), "aria-describedby": `${id}-hint` };
  const choices = kind === "file" ? files.map((file) => file.name) : kind;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {choices === "text"
        ? (
          <input
            {...common}
            type="text"
            spellcheck={false}
            autocomplete="off"
            onInput={({ currentTarget }) => change(currentTarget.value)}
          />
        )
        : (
          <select {...common} onChange={({ currentTarget }) => change(currentTarget.value)}>
            <option value="">{kind === "file" ? "none" : "default"}</option>
            {choices.map((choice) => <option key={choice} value={choice}>{choice}</option>)}
          </select>
        )}
      <small id={`${id}-hint`}>{hint}</small>
    </div>
  );
}
