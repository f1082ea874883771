import { existsSync, renameSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Deps } from '../../model/deps.ts';
import { createLedger } from '../../ledger/create-ledger.ts';
import { withdrawLedger } from '../../ledger/withdraw-ledger.ts';
import { safeText } from '../../render/safe-text.ts';
import { CliFailure } from '../cli-failure.ts';
import { systemReason } from '../file-failure.ts';
import { ledgerFilesAt } from '../ledger-access.ts';
import { asideOf } from '../ledger-aside.ts';
import { notice } from '../notice.ts';
import type { Screen } from '../screen.ts';
import type { Draft } from '../whole-file.ts';

export interface LedgerBeginning {
  readonly folder: string;
  /** From the workspace on. */
  readonly path: string;
  readonly id: string;
  /** The id of the ledger that is left behind, null where rollcall.yaml gives none; left out where none may be. */
  readonly old?: string | null;
  /** The text of rollcall.yaml with the id in it. */
  readonly draft: Draft;
  readonly deps: Pick<Deps, 'clock'>;
  readonly screen: Screen;
}

/** Two folders, from the workspace on. */
interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Begins a ledger and puts its id into rollcall.yaml: both, or neither. An old one is moved away only when the new one
 * is on the disk, and moved back where the id cannot be put in its place: it is all that is known of who owns what.
 *
 * @throws CliFailure, LedgerError with what could not be written.
 */
export async function beginLedger(beginning: LedgerBeginning): Promise<void> {
  try {
    await begin(beginning);
  } finally {
    beginning.draft.drop();
  }
}

async function begin(beginning: LedgerBeginning): Promise<void> {
  const { folder, id, old, draft, deps, screen } = beginning;
  const { path, aside } = asideOf({ folder, path: beginning.path, id: old ?? 'without-id' });
  const leaves = old !== undefined && existsSync(join(folder, path));
  const fresh = leaves ? `${path}-${id}` : path;
  const files = ledgerFilesAt({ folder, path: fresh });
  const moved: Move[] = [];
  try {
    if (leaves && existsSync(join(folder, aside))) {
      throw new CliFailure(`${aside} is there already`, { cure: 'Move it away first.' });
    }
    await createLedger({ files, ledgerId: id, deps });
    for (const move of leaves ? [[path, aside] as const, [fresh, path] as const] : []) moved.push(moveIn(folder, move));
    draft.place();
  } catch (error) {
    if (leaves) moveBack(moved, beginning);
    await takeBack({ files, ledgerId: id }, join(folder, fresh));
    throw error;
  }
  if (!leaves) return;
  screen.out(
    `The old ledger stands in ${safeText(aside)} now. What it owned is owned no longer: the next plan adopts what the ` +
      'manifests give; what they give no more stays at the portals, and is not removed (plan --show unmanaged).\n',
  );
}

function moveIn(folder: string, [from, to]: readonly [string, string]): Move {
  try {
    renameSync(join(folder, from), join(folder, to));
    return { from, to };
  } catch (error) {
    throw new CliFailure(`${from} cannot be moved to ${to}: ${systemReason(error)}`, {
      cure:
        'Mend that, then run the same command again. Or let the old ledger stay where it is: give ledger.path in ' +
        'rollcall.yaml another folder, take ledger.id out, and run rollcall init.',
      cause: error,
    });
  }
}

function moveBack(moved: readonly Move[], { folder, screen }: LedgerBeginning): void {
  const [first] = moved;
  try {
    for (const { from, to } of moved.toReversed()) renameSync(join(folder, to), join(folder, from));
    notice(screen, 'No new ledger was begun: the old one stands where it stood.');
  } catch (error) {
    const why = `could not be moved back: ${systemReason(error)}`;
    const cure = `Put it back in the place of ${first?.from} before anything else: rollcall.yaml still has its id.`;
    notice(screen, `The old ledger stands in ${first?.to} now and ${why}. ${cure}`);
  }
}

/** What cannot be taken back does no harm: nobody knows its id. */
async function takeBack(ledger: Parameters<typeof withdrawLedger>[0], place: string): Promise<void> {
  try {
    await withdrawLedger(ledger);
    rmdirSync(place);
  } catch {
    // The error that is told is why nothing was begun.
  }
}
