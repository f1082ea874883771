import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { placeholders } from '../model/placeholders.ts';
import { LedgerError } from '../ledger/ledger-error.ts';
import { nodeLedgerFiles } from '../ledger/node-ledger-files.ts';
import { parseHeader } from '../ledger/segment.ts';
import { readHeads } from '../ledger/segment-plan.ts';
import { shellWord } from './next-commands.ts';

export interface KnownLedger {
  readonly folder: string;
  /** From the workspace on. */
  readonly path: string;
  /** As rollcall.yaml gives it. */
  readonly id: string;
}

/** Where a ledger of this id goes when another takes its place. Two paths from the workspace on. */
export function asideOf({ folder, path, id }: KnownLedger): { readonly path: string; readonly aside: string } {
  const plain = relative(folder, join(folder, path));
  return { path: plain, aside: `${plain}-${id}` };
}

/**
 * Does what reads a ledger. Where it is not in its place, but where `init --new-ledger` moves it to, that command was
 * stopped half way: the error says so, and how to go on or back.
 */
export async function pointingAside<T>(known: KnownLedger, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof LedgerError) || (error.code !== 'lost-ledger' && error.code !== 'foreign-ledger'))
      throw error;
    const { path, aside } = asideOf(known);
    if ((await idIn(known.folder, aside)) !== known.id) throw error;
    const { code, segment, line } = error;
    const message = `${error.message}. It stands in ${aside}: a rollcall init --new-ledger was stopped half way`;
    throw new LedgerError(message, { code, segment, line, cure: await cureOf(known, { path, aside }), cause: error });
  }
}

async function cureOf(
  { folder, id }: KnownLedger,
  { path, aside }: { readonly path: string; readonly aside: string },
): Promise<string> {
  const inTheWay = existsSync(join(folder, path));
  const away = inTheWay ? `mv ${shellWord(path)} ${shellWord(`${path}-set-aside`)} && ` : '';
  const back = `To bring it back, in the workspace's folder: ${away}mv ${shellWord(aside)} ${shellWord(path)}`;
  const found = await idIn(folder, path);
  const on =
    found === undefined
      ? `rollcall init --new-ledger --why ${placeholders.reason}`
      : `write the new one's id into rollcall.yaml in place of ${id}: ledger: { id: ${found} }`;
  return `${back}. Or begin anew, by which what was owned becomes unmanaged: ${on}`;
}

/** Of the ledger in a folder; undefined where there is none, or none that can be read. */
async function idIn(folder: string, path: string): Promise<string | undefined> {
  const heads = await readHeads(nodeLedgerFiles(join(folder, path))).catch(() => null);
  const begun = heads?.find((head) => head.text !== null);
  const header = parseHeader(begun?.text ?? '');
  return header !== undefined && 'ledgerId' in header ? header.ledgerId : undefined;
}
