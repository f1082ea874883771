import { isMap, parseDocument } from 'yaml';
import { manifestText } from '../../manifest/manifest-text.ts';
import { workspaceFile } from '../../manifest/workspace-file.ts';

/**
 * Writes the ledger's id into the text of a `rollcall.yaml`, and leaves all the rest, comments too, as it is. A note
 * becomes a comment at the end. The text must have been read as a manifest.
 *
 * Undefined where the text cannot take it: it is no YAML mapping, or it would not be read any more, because it has
 * invisible characters that were written as escapes.
 */
export function withLedgerId(text: string, id: string, note?: string): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const comment = note === undefined ? '' : `# ${note.replace(/\s+/g, ' ')}\n`;
  if (!document.has('ledger')) {
    const appended = `${text.replace(/\s*$/, '\n')}ledger:\n  id: ${id}\n${comment}`;
    if (ledgerIdOf(appended) === id) return appended;
  }
  document.setIn(['ledger', 'id'], id);
  const changed = `${document.toString({ lineWidth: 0 })}${comment}`;
  return manifestText(Buffer.from(changed), workspaceFile).text === undefined ? undefined : changed;
}

function ledgerIdOf(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length > 0 ? undefined : document.getIn(['ledger', 'id']);
}
