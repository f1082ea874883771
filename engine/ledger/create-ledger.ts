import type { Deps } from '../model/deps.ts';
import { digestOf } from '../model/digest.ts';
import { instantOf } from '../model/instant.ts';
import { beginSegment, sealsBefore } from './begin-segment.ts';
import { LedgerError } from './ledger-error.ts';
import type { LedgerFiles } from './ledger-files.ts';
import { ledgerFormat, parseHeader, segmentName } from './segment.ts';
import { readHeads } from './segment-plan.ts';

export interface CreateLedgerOptions {
  readonly files: LedgerFiles;
  readonly ledgerId: string;
  readonly deps: Pick<Deps, 'clock'>;
}

/**
 * Makes a ledger that holds nothing but the header of its first segment. What an interrupted attempt left behind is
 * passed over.
 *
 * @throws LedgerError `ledger-exists` where one stands there already, whatever its id.
 */
export async function createLedger(options: CreateLedgerOptions): Promise<void> {
  const { files, ledgerId, deps } = options;
  const heads = (await readHeads(files)) ?? [];
  for (const { text } of heads) if (text !== null) throw exists(files.place, text);
  const epoch = (heads.at(-1)?.epoch ?? 0) + 1;
  if (!(await files.create(segmentName(epoch)))) throw exists(files.place, null);
  try {
    const { appender } = await beginSegment(files, {
      format: ledgerFormat,
      ledgerId,
      epoch,
      at: instantOf(deps.clock.now()),
      prev: digestOf(''),
      seals: sealsBefore(epoch, null),
      holder: null,
      lease: null,
    });
    await appender.close();
  } catch (error) {
    await removeQuietly(files, segmentName(epoch));
    throw error;
  }
}

/** Nothing was promised of it yet. Where it cannot be removed either, the next attempt passes it over. */
async function removeQuietly(files: LedgerFiles, segment: string): Promise<void> {
  try {
    await files.remove(segment);
  } catch {
    // The first refusal is the one to tell.
  }
}

function exists(place: string, text: string | null): LedgerError {
  const header = text === null ? undefined : parseHeader(text);
  const whose = header !== undefined && 'ledgerId' in header ? ` (${header.ledgerId})` : '';
  return new LedgerError(`There is a ledger in ${place} already${whose}`, {
    code: 'ledger-exists',
    cure: 'Keep it by writing its id into rollcall.yaml, or move the folder away before starting a new one.',
  });
}
