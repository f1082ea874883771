import { isMap, parseDocument } from 'yaml';

/**
 * Writes the ledger's id into the text of a `rollcall.yaml`, and leaves all the rest, comments too, as it is. A note
 * becomes a comment behind the id.
 *
 * Undefined where the text cannot take it: it is no YAML mapping.
 */
export function withLedgerId(text: string, id: string, note?: string): string | undefined {
  const comment = note === undefined ? '' : ` # ${note.replace(/\s+/g, ' ')}`;
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  if (!document.has('ledger') && document.contents.flow !== true) {
    const appended = `${text.replace(/\s*$/, '\n')}ledger:\n  id: ${id}${comment}\n`;
    if (ledgerIdOf(appended) === id) return appended;
  }
  document.setIn(['ledger', 'id'], id);
  const whole = document.toString({ lineWidth: 0 });
  return note === undefined ? whole : whole.replace(`id: ${id}`, `id: ${id}${comment}`);
}

function ledgerIdOf(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : document.getIn(['ledger', 'id']);
}
