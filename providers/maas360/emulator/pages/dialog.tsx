import type { Child } from 'hono/jsx';

export interface DialogProps {
  readonly heading: string;
  /** The page below, which can be seen but neither reached nor read out while the dialog is open. */
  readonly behind: Child;
  readonly children?: Child;
}

/** A pop-up on a page, without a script: both lie in one cell of a grid, and what is behind is inert. */
export function Dialog({ heading, behind, children }: DialogProps) {
  return (
    <div style="display:grid;align-items:start;justify-items:center">
      <div inert aria-hidden="true" style="grid-area:1/1;width:100%;opacity:.7;filter:blur(3px)">
        {behind}
      </div>
      <dialog open aria-labelledby="dialog-heading" style={boxStyle}>
        <h1 id="dialog-heading">{heading}</h1>
        {children}
      </dialog>
    </div>
  );
}

const boxStyle =
  'grid-area:1/1;position:relative;inset:auto;z-index:1;width:100%;max-width:30rem;margin:2rem 0;padding:1.25rem;' +
  'color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:8px;' +
  'box-shadow:0 12px 40px rgb(20 33 58/.35)';
