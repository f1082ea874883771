import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { Workspace } from '../model/declaration.ts';
import type { Deps } from '../model/deps.ts';
import { minute, second } from '../model/instant.ts';
import type { LedgerState, LedgerWriter } from '../model/ledger.ts';
import { placeholders } from '../model/placeholders.ts';
import { describeHolder } from '../ledger/holder.ts';
import { emptyLedgerState } from '../ledger/fold.ts';
import type { LedgerFiles } from '../ledger/ledger-files.ts';
import { nodeHolder } from '../ledger/node-holder.ts';
import { nodeLedgerFiles } from '../ledger/node-ledger-files.ts';
import { openLedger } from '../ledger/open-ledger.ts';
import { type Holding, readHolding } from '../ledger/read-holding.ts';
import { readLedger } from '../ledger/read-ledger.ts';
import { parseHeader } from '../ledger/segment.ts';
import { readHeads } from '../ledger/segment-plan.ts';
import { isBelow } from '../manifest/inside.ts';
import { hasUnseen } from '../render/safe-text.ts';
import { durationText } from '../render/time-text.ts';
import { CliFailure } from './cli-failure.ts';
import { pointingAside } from './ledger-aside.ts';
import { missingEnd } from './ledger-witness.ts';
import { notice } from './notice.ts';
import type { Screen } from './screen.ts';

export interface LedgerPlace {
  readonly folder: string;
  readonly path: string;
}

/** @throws CliFailure where the path leaves the workspace, by its words or by a symbolic link. */
export function ledgerFilesAt({ folder, path }: LedgerPlace): LedgerFiles {
  if (hasUnseen(path)) {
    throw new CliFailure(`The ledger's folder ${path} has an invisible character in its name`, {
      cure: 'Write ledger: { path: … } in rollcall.yaml with letters, digits, hyphens and slashes.',
    });
  }
  const place = resolve(folder, path);
  const inside = relative(folder, place);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) {
    throw new CliFailure(`The ledger's folder ${path} lies outside of the workspace`, {
      cure: 'Write ledger: { path: … } in rollcall.yaml as a folder inside of the workspace.',
    });
  }
  const real = realPlace(place);
  if (real === undefined || !isBelow(realpathSync(folder), real)) {
    throw new CliFailure(`The ledger's folder ${path} leads out of the workspace by a symbolic link, or to nowhere`, {
      cure: 'Replace the link by the folder itself: whoever can write there could write the history.',
    });
  }
  return nodeLedgerFiles(place);
}

/** A path, also one of which only the beginning exists, with all links followed; undefined for a link to nowhere. */
function realPlace(place: string): string | undefined {
  try {
    return realpathSync(place);
  } catch {
    const parent = dirname(place);
    if (parent === place || lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink() === true) return undefined;
    const above = realPlace(parent);
    return above === undefined ? undefined : join(above, basename(place));
  }
}

function ledgerFilesOf(workspace: Workspace): LedgerFiles {
  return ledgerFilesAt({ folder: workspace.folder, path: workspace.ledger.path });
}

/**
 * What the ledger says, without holding it. A workspace without a ledger owns nothing yet.
 *
 * @throws CliFailure where a ledger stands there whose id the workspace does not give; LedgerError where it is damaged.
 */
export async function ledgerStateOf(workspace: Workspace, screen: Screen): Promise<LedgerState> {
  const { id } = workspace.ledger;
  const files = ledgerFilesOf(workspace);
  if (id === undefined) {
    await assertNoLedger(workspace, files);
    return emptyLedgerState(null);
  }
  const known = { folder: workspace.folder, path: workspace.ledger.path, id };
  const { state, findings } = await pointingAside(known, () => readLedger({ files, ledgerId: id }));
  for (const { text, cure } of findings) notice(screen, `The ledger: ${text} ${cure}`);
  const missing = await missingEnd(workspace.folder, state);
  if (missing !== undefined) notice(screen, `The ledger: ${missing}. ${shorterCure}`);
  const holding = await readHolding(files, state, nodeHolder(''));
  if (holding !== null) notice(screen, holdingText(holding));
  return state;
}

function holdingText({ holder, since, how }: Holding): string {
  const who = `The ledger: ${describeHolder(holder)} took it at ${since}`;
  switch (how) {
    case 'stopped':
      return `${who} and was stopped before it gave it back. The next apply goes on from there.`;
    case 'running':
      return `${who} and is at work. What it has under way is shown as without an outcome: wait until it has ended.`;
    case 'unseen':
      return (
        `${who} and has not given it back: that run is at work, or was stopped where this machine cannot see it. What ` +
        'it has under way is shown as without an outcome. An apply finds out, and goes on where it was stopped.'
      );
  }
}

/**
 * The same for who is about to write: what lost its end is not built upon.
 *
 * @throws CliFailure where the workspace has no ledger, or it is shorter than a report of a run knows.
 */
export async function soundStateOf(workspace: Workspace): Promise<LedgerState> {
  const ledgerId = await ledgerIdOf(workspace);
  const known = { folder: workspace.folder, path: workspace.ledger.path, id: ledgerId };
  const { state } = await pointingAside(known, () => readLedger({ files: ledgerFilesOf(workspace), ledgerId }));
  const missing = await missingEnd(workspace.folder, state);
  if (missing === undefined) return state;
  throw new CliFailure(missing, { cure: shorterCure });
}

const shorterCure =
  'Restore the ledger from its newest copy (in Git: the commit that has it whole) before anything is applied: what it ' +
  'forgot would be invited again, or no longer be removed. If it is gone for good, begin another: ' +
  `rollcall init --new-ledger --why ${placeholders.reason}`;

/** Without its id a ledger would not be read, and everybody it provisioned would look like a stranger's work. */
async function assertNoLedger(workspace: Workspace, files: LedgerFiles): Promise<void> {
  const heads = (await readHeads(files)) ?? [];
  const begun = heads.find((head) => head.text !== null);
  if (begun === undefined) return;
  const { path } = workspace.ledger;
  const header = parseHeader(begun.text ?? '');
  const found = header !== undefined && 'ledgerId' in header ? header.ledgerId : undefined;
  const putBack =
    found === undefined
      ? `Put the id back into rollcall.yaml; it is in the header of ${path}/${begun.segment}, where that is not damaged`
      : `Put it back into rollcall.yaml, as the header of ${path}/${begun.segment} gives it: ledger: { id: ${found} }`;
  throw new CliFailure(
    `There is a ledger in ${path}, but rollcall.yaml does not say its id${found === undefined ? '' : ` (${found})`}`,
    { cure: `${putBack}. Or give it up and begin another: rollcall init --new-ledger --why ${placeholders.reason}` },
  );
}

/** @throws CliFailure where the workspace has no ledger yet, or does not say which. */
async function ledgerIdOf(workspace: Workspace): Promise<string> {
  const { id } = workspace.ledger;
  if (id !== undefined) return id;
  await assertNoLedger(workspace, ledgerFilesOf(workspace));
  throw new CliFailure('This workspace has no ledger yet, so nothing that is done could be remembered', {
    cure: 'Begin one: rollcall init',
  });
}

export interface WriterOptions {
  readonly workspace: Workspace;
  readonly deps: Deps;
  readonly screen: Screen;
  /** The actor's name, for others who wait. */
  readonly holder: string;
}

const leaseDuration = 30 * second;

/**
 * Takes the ledger for writing.
 *
 * @throws CliFailure where the workspace has none yet; LedgerError where it is held, lost or damaged.
 */
export async function takeLedger(options: WriterOptions): Promise<LedgerWriter> {
  const { workspace, deps, screen, holder } = options;
  const ledgerId = await ledgerIdOf(workspace);
  const files = ledgerFilesOf(workspace);
  let said = false;
  const timeouts = workspace.portals.map((portal) => portal.limits.requestTimeout);
  return await openLedger({
    files,
    ledgerId,
    holder: nodeHolder(holder),
    deps,
    lease: {
      duration: leaseDuration,
      requestTimeout: Math.max(minute / 2, ...timeouts),
      onWaiting: ({ holder: other, takesOverIn }) => {
        if (said) return;
        said = true;
        const who = other === null ? 'another run' : describeHolder(other);
        const when = durationText(takesOverIn);
        notice(screen, `The ledger is held by ${who}; taken over in ${when} unless it is at work.`);
      },
    },
  });
}
