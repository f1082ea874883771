import type { Diagnostic, Location, Related } from '../model/diagnostic.ts';
import { displayWidth, headOf } from './display-width.ts';
import { fold } from './fold.ts';
import { emptyLine, type Line, line, printLines } from './line.ts';
import { safeText } from './safe-text.ts';
import { paintWith } from './style.ts';
import { counted } from './words.ts';

export interface DiagnosticsOptions {
  readonly columns: number;
  readonly colour: boolean;
  /** The text of a line of a file, for the drawing; undefined where it cannot be had. */
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

const contextBefore = 30;

/** What the user can mend, each at its place with a drawn caret; at the end how many there are. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: DiagnosticsOptions): string {
  if (diagnostics.length === 0) return '';
  const blocks = diagnostics.map((diagnostic) => diagnosticLines(diagnostic, options));
  const lines = blocks.flatMap((block) => [...block, emptyLine]);
  return printLines([...lines, line(totalText(diagnostics))], paintWith(options.colour));
}

function diagnosticLines(diagnostic: Diagnostic, options: DiagnosticsOptions): Line[] {
  const { columns } = options;
  const style = diagnostic.severity === 'error' ? 'bad' : 'care';
  const title = line([`${diagnostic.severity}[${diagnostic.code}]:`, style], ` ${diagnostic.summary}`);
  const place = placeOf(diagnostic);
  return [
    ...fold(title, { columns, hang: 2 }),
    ...(place === undefined ? [] : fold(line(place), { columns, indent: 2, hang: 4 })),
    ...(diagnostic.at === undefined ? [] : drawing(diagnostic.at, diagnostic.hint, options)),
    ...(diagnostic.at === undefined && diagnostic.hint !== undefined
      ? fold(line(diagnostic.hint), { columns, indent: 2, hang: 4 })
      : []),
    ...paragraph('', diagnostic.detail, columns),
    ...(diagnostic.related ?? []).flatMap((related) => paragraph('', relatedText(related), columns)),
    ...paragraph('→ ', diagnostic.cure, columns),
  ];
}

function paragraph(mark: string, text: string | undefined, columns: number): Line[] {
  return text === undefined ? [] : fold(line(`${mark}${text}`), { columns, indent: 2, hang: 4 });
}

function placeOf(item: Diagnostic | Related): string | undefined {
  if (item.at !== undefined) return `${item.at.file}:${item.at.line}:${item.at.column}`;
  return item.origin === undefined ? undefined : `${item.origin.file}:${item.origin.line}`;
}

function relatedText(related: Related): string {
  const place = placeOf(related);
  return place === undefined ? related.text : `${place}: ${related.text}`;
}

/** The line of the file with a caret under the place, and the hint behind the caret or, without room, below it. */
function drawing(at: Location, hint: string | undefined, options: DiagnosticsOptions): Line[] {
  const source = options.sourceLine(at.file, at.line);
  if (source === undefined) return hint === undefined ? [] : paragraph('', hint, options.columns);
  const margin = `  ${String(at.line).padStart(3)} | `;
  const bar = `${' '.repeat(margin.length - 2)}| `;
  const view = viewOf(source, at, options.columns - margin.length);
  const carets = '^'.repeat(view.length);
  const drawn = line([margin, 'quiet'], view.text);
  const before = ' '.repeat(view.before);
  const room = options.columns - bar.length - view.before - view.length - 1;
  const behind = hint !== undefined && displayWidth(safeText(hint)) <= room ? ` ${hint}` : '';
  const marked = line([bar, 'quiet'], before, [`${carets}${behind}`, 'bad']);
  if (hint === undefined || behind !== '') return [drawn, marked];
  const indent = Math.min(bar.length + view.before, Math.floor(options.columns / 3));
  return [drawn, marked, ...fold(line([hint, 'bad']), { columns: options.columns, indent, hang: indent })];
}

interface View {
  readonly text: string;
  /** Columns before the caret, and columns underlined. */
  readonly before: number;
  readonly length: number;
}

/** The part of the line around the caret that fits. Widths are counted on the safe text, as it is shown. */
function viewOf(source: string, at: Location, columns: number): View {
  const tabless = source.replace(/[\r\n]+$/, '').replaceAll('\t', ' ');
  const start = Math.min(at.column - 1, tabless.length);
  const head = safeText(tabless.slice(0, start));
  const marked = safeText(tabless.slice(start, start + at.length));
  const all = `${head}${marked}${safeText(tabless.slice(start + at.length))}`;
  const whole = displayWidth(all) <= columns;
  const shownHead = whole ? head : tailOf(head, contextBefore);
  const cut = shownHead.length < head.length ? '…' : '';
  const text = `${cut}${shownHead}${all.slice(head.length)}`;
  const before = displayWidth(cut) + displayWidth(shownHead);
  const shown = displayWidth(text) <= columns ? text : `${headOf(text, columns - 1)}…`;
  return { text: shown, before, length: Math.max(1, Math.min(displayWidth(marked), columns - before)) };
}

function tailOf(text: string, columns: number): string {
  const width = displayWidth(text);
  return width <= columns ? text : text.slice(headOf(text, width - columns).length);
}

function totalText(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  const parts = errors > 0 ? [counted(errors, 'error')] : [];
  if (warnings > 0) parts.push(counted(warnings, 'warning'));
  return `${parts.join(', ')}.`;
}
