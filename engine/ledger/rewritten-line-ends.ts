import type { LedgerFiles } from './ledger-files.ts';
import type { LedgerDamage } from './ledger-finding.ts';
import { epochOfSegment } from './segment.ts';

/** How the same ledger reads from other files. */
export type DamageIn = (files: LedgerFiles) => Promise<LedgerDamage | null>;

/**
 * The damage with its cause, where each line of its segment ends with CR LF: Git or an editor did that. If nothing is
 * wrong in that segment with LF, nobody changed what was written; else that damage is told, where it stands.
 */
export async function withCause(damage: LedgerDamage, files: LedgerFiles, damageIn: DamageIn): Promise<LedgerDamage> {
  const { segment } = damage;
  if (segment === null || !isRewritten(await textOf(files, segment))) return damage;
  const left = await damageIn(withPlainEnds(files));
  return left?.segment === segment
    ? { ...left, text: `${left.text}; its line ends were rewritten as CR LF besides` }
    : lineEnds(segment);
}

function lineEnds(segment: string): LedgerDamage {
  const text =
    "had its line ends rewritten as CR LF, probably by Git's core.autocrlf or by an editor: nothing else in it is wrong";
  // Git takes a file back that is not there; one that it believes to be as it left it stays as it is.
  const cure =
    'Nothing is written to a ledger in this state. Where no .gitattributes has the line `*.jsonl -text`, put it into ' +
    `one in its folder, and there take the file back from Git: mv ${segment} ${segment}.crlf && git checkout -- ${segment} (the same for each ` +
    'other that is named then). Lines that no commit has yet stand only in the copy: where Git gives back fewer, ' +
    `turn CR LF into LF instead: tr -d '\\r' < ${segment}.crlf > ${segment}. Then remove the copy.`;
  return { severity: 'error', code: 'ledger-edited', segment, line: null, text, cure };
}

function withPlainEnds(files: LedgerFiles): LedgerFiles {
  const plain = new Map<string, Buffer | null>();
  const plainOf = async (name: string): Promise<Buffer | null> => {
    const text = await textOf(files, name);
    return isRewritten(text) ? Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1') : null;
  };
  const read: LedgerFiles['read'] = async (name, from, length) => {
    if (epochOfSegment(name) === undefined) return await files.read(name, from, length);
    const bytes = plain.get(name) ?? (plain.has(name) ? null : await plainOf(name));
    plain.set(name, bytes);
    return bytes === null ? await files.read(name, from, length) : bytes.subarray(from, from + length);
  };
  return { ...files, read };
}

function isRewritten(text: string): boolean {
  return text.includes('\r\n') && !/(?<!\r)\n/.test(text);
}

/** In bytes. What is longer is damaged without a cause: only as a whole could it be looked at. */
const mostBytes = 64 * 1024 * 1024;

/** One character for each byte, so that all bytes are told apart. */
async function textOf(files: LedgerFiles, segment: string): Promise<string> {
  const bytes = await files.read(segment, 0, mostBytes + 1);
  return bytes === null || bytes.length > mostBytes ? '' : Buffer.from(bytes).toString('latin1');
}
