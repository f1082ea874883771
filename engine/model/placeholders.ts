/** What the screens print where a person has to write something: `--evidence TICKET`, `--why "…"`. */
export const placeholders = { evidence: 'TICKET', reason: '"…"' } as const;

/** As they come back: without the quotes, typed with dots, and what earlier versions printed. */
const pasted: ReadonlySet<string> = new Set([placeholders.evidence, '…', '...', 'REASON']);

/** Whether somebody pasted what was printed, and did not write anything of their own: it shows nothing. */
export function isPlaceholder(text: string): boolean {
  return pasted.has(text.trim().replace(/^"(.*)"$/, '$1'));
}
