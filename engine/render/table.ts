import { fold } from './fold.ts';
import { blank, type Line, type Span, widthOf } from './line.ts';

export type Row = readonly Line[];

export interface TableOptions {
  readonly columns: number;
  readonly indent: number;
  /** Where a cell goes that does not fit any more. */
  readonly hang: number;
  readonly gap?: number;
  /** A column is as wide as its widest cell, but a cell wider than this pushes only its own row. */
  readonly widest?: number;
}

/**
 * Rows with aligned columns. A cell that does not fit on the line any more goes on with the next line, and is folded
 * only where it is wider than a whole line. Gives the lines of each row, so that something can stand below it.
 */
export function table(rows: readonly Row[], options: TableOptions): Line[][] {
  const widths = columnWidths(rows, options.widest ?? 44);
  return rows.map((row) => tableRow(row, widths, options));
}

function columnWidths(rows: readonly Row[], widest: number): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      const width = widthOf(cell);
      if (width <= widest) widths[index] = Math.max(widths[index] ?? 0, width);
    }
  }
  return widths;
}

function tableRow(row: Row, widths: readonly number[], options: TableOptions): Line[] {
  const gap = options.gap ?? 2;
  const lines: Span[][] = [];
  let current: Span[] = [blank(options.indent)];
  let used = options.indent;
  for (const [index, cell] of row.entries()) {
    const width = widthOf(cell);
    const padded = Math.max(width, widths[index] ?? 0) + gap;
    if (used + width <= options.columns) {
      current.push(...cell, blank(padded - width));
      used += padded;
      continue;
    }
    if (current.length > 1) lines.push(current);
    const folded = fold(cell, { columns: options.columns, indent: options.hang, hang: options.hang });
    const last = folded.pop() ?? [];
    lines.push(...folded.map((one) => [...one]));
    current = [...last, blank(gap)];
    used = widthOf(current);
  }
  return [...lines, current];
}
