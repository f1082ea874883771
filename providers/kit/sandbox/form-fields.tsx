import type { Child } from 'hono/jsx';

/** One thing to mend in a form. */
export interface FieldError {
  readonly field: string;
  readonly text: string;
}

export interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'tel' | 'password';
  readonly value?: string;
  readonly hint?: string;
  readonly readOnly?: boolean;
  readonly autoComplete?: string;
  readonly errors?: readonly FieldError[];
}

/** A labelled text box with its hint and its errors tied to it; the first box in error gets the focus. */
export function TextField(props: TextFieldProps) {
  const mine = errorsOf(props.name, props.errors);
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      {props.hint === undefined ? null : (
        <p class="hint" id={`${props.name}-hint`}>
          {props.hint}
        </p>
      )}
      <input
        id={props.name}
        name={props.name}
        type={props.type ?? 'text'}
        value={props.value ?? ''}
        readonly={props.readOnly === true}
        autocomplete={props.autoComplete ?? 'off'}
        {...invalidMarks(props, mine)}
      />
      <Errors name={props.name} errors={mine} />
    </div>
  );
}

export interface SelectFieldProps {
  readonly name: string;
  readonly label: string;
  /** The text of the empty choice; none where it is left out. */
  readonly placeholder?: string;
  readonly choices: readonly (string | { readonly value: string; readonly label: string })[];
  readonly value?: string;
  readonly errors?: readonly FieldError[];
}

export function SelectField(props: SelectFieldProps) {
  const mine = errorsOf(props.name, props.errors);
  return (
    <div class="field">
      <label for={props.name}>{props.label}</label>
      <select id={props.name} name={props.name} {...invalidMarks(props, mine)}>
        {props.placeholder === undefined ? null : <option value="">{props.placeholder}</option>}
        {props.choices.map((choice) => {
          const { value, label } = typeof choice === 'string' ? { value: choice, label: choice } : choice;
          return (
            <option value={value} selected={value === props.value}>
              {label}
            </option>
          );
        })}
      </select>
      <Errors name={props.name} errors={mine} />
    </div>
  );
}

export interface ChoiceFieldProps {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly string[];
  readonly chosen: readonly string[];
  readonly errors?: readonly FieldError[];
}

/** Check boxes of which several may be chosen. */
export function ChoiceField(props: ChoiceFieldProps) {
  const mine = errorsOf(props.name, props.errors);
  return (
    <fieldset class="field" {...(mine.length === 0 ? {} : { 'aria-describedby': `${props.name}-error` })}>
      <legend>{props.label}</legend>
      {props.choices.map((choice, index) => (
        <label class="choice">
          <input
            type="checkbox"
            id={index === 0 ? props.name : `${props.name}-${index}`}
            name={props.name}
            value={choice}
            checked={props.chosen.includes(choice)}
          />
          {choice}
        </label>
      ))}
      <Errors name={props.name} errors={mine} />
    </fieldset>
  );
}

/** What is wrong, first on the page, each line leading to its field. */
export function ErrorSummary({ errors, children }: { errors: readonly FieldError[]; children?: Child }) {
  if (errors.length === 0) return null;
  return (
    <div class="notice bad" role="alert">
      {children ?? <strong>Please mend this:</strong>}
      <ul>
        {errors.map(({ field, text }) => (
          <li>
            <a href={`#${field}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Errors({ name, errors }: { name: string; errors: readonly FieldError[] }) {
  if (errors.length === 0) return null;
  return (
    <ul class="error" id={`${name}-error`}>
      {errors.map(({ text }) => (
        <li>{text}</li>
      ))}
    </ul>
  );
}

function errorsOf(name: string, errors: readonly FieldError[] = []): readonly FieldError[] {
  return errors.filter(({ field }) => field === name);
}

function invalidMarks(
  { name, errors = [], hint }: Pick<TextFieldProps, 'name' | 'errors' | 'hint'>,
  mine: readonly FieldError[],
): Record<string, string | boolean> {
  const described = [hint === undefined ? '' : `${name}-hint`, mine.length === 0 ? '' : `${name}-error`];
  const by = described.filter((id) => id !== '').join(' ');
  return {
    ...(by === '' ? {} : { 'aria-describedby': by }),
    ...(mine.length === 0 ? {} : { 'aria-invalid': 'true' }),
    ...(mine.length > 0 && errors[0]?.field === name ? { autofocus: true } : {}),
  };
}
