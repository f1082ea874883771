import { LedgerError } from '../../engine/ledger/ledger-error.ts';
import { memoryLedgerFiles } from '../../engine/ledger/memory-ledger-files.ts';
import { readChain } from '../../engine/ledger/read-chain.ts';
import { verifyLedger } from '../../engine/ledger/verify-ledger.ts';
import { formatAddress } from '../../engine/model/address.ts';
import { canonicalJson } from '../../engine/model/canonical-json.ts';
import type { DeclaredKind } from '../../engine/model/declared.ts';
import type { Json } from '../../engine/model/json.ts';
import { LeaseLostError } from '../../engine/model/ledger.ts';
import type { LedgerLine } from '../../engine/model/ledger-entry.ts';
import type { Plan } from '../../engine/model/plan.ts';
import { type Problem, ProviderError } from '../../engine/model/provider-error.ts';
import type { RunReport } from '../../engine/model/run-report.ts';
import { addressIn, wholeOf } from './lives.ts';
import { ledgerId } from './rollcall.ts';
import type { World } from './world.ts';

/** The ledger is sound, and holds everything that it ever promised to keep. */
export async function judgeLedger(world: World): Promise<void> {
  const lines = new Map<number, LedgerLine>();
  const { damage } = await readChain(ledgerOf(world), (line) => void lines.set(line.seq, line));
  if (damage !== null) {
    world.broken.push(`the ledger is not sound: ${damage.code} ${damage.segment} ${damage.text}`);
    return;
  }
  for (const [seq, entry] of world.promised) {
    const kept = lines.get(seq)?.entry;
    if (textOf(kept) === textOf(entry)) continue;
    world.broken.push(`the ledger lost what it promised: entry ${seq}, ${entry.type}, is ${kept?.type ?? 'gone'}`);
    return;
  }
}

/** By the command that people verify a ledger with. */
export async function judgeVerification(world: World): Promise<void> {
  const { sound, findings } = await verifyLedger(ledgerOf(world));
  if (!sound) world.broken.push(`the ledger does not verify: ${findings.map(({ text }) => text).join('; ')}`);
}

export function ledgerOf({ disk }: World): Parameters<typeof verifyLedger>[0] {
  const files = memoryLedgerFiles();
  for (const name of disk.names()) files.contents.set(name, disk.read(name) ?? new Uint8Array());
  return { files, ledgerId };
}

function textOf(entry: unknown): string {
  return entry === undefined ? '' : canonicalJson(entry as Json);
}

export function judgeReport(world: World, report: RunReport): void {
  world.said.push(JSON.stringify(report));
  for (const { address, verdict, result } of [...report.items, ...report.recovered]) {
    if (!('problem' in result) || !isDefect(result.problem)) continue;
    if (/ledger|lease|heartbeat/iu.test(result.problem.text)) continue;
    world.broken.push(`a defect in ${verdict} ${formatAddress(address)}: ${result.problem.text}`);
  }
}

/** Also where what became of the call was looked up afterwards, so that the defect stands only in the words. */
function isDefect({ code, text }: Problem): boolean {
  return code === 'bug' || /\b(Type|Range|Reference|Syntax)Error: /u.test(text);
}

/** A run may end because of what happened to it, never because of a defect. */
export function judgeFailure(world: World, error: unknown): void {
  const text = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
  world.said.push(text);
  const isExpected = error instanceof LedgerError || error instanceof LeaseLostError || error instanceof ProviderError;
  if (error instanceof LedgerError && /^(ledger-|segment-|unknown|foreign|lost)/u.test(error.code)) {
    world.broken.push(`a run found the ledger damaged: ${error.message}`);
  } else if (!isExpected && !(error instanceof Error && error.message === 'interrupted')) {
    world.broken.push(`a run broke off: ${text}`);
  }
}

export interface Ending {
  readonly plan: Plan | null;
  readonly report: RunReport | null;
  /** Changes and mails of the last run, when all should have come right before. */
  readonly effects: number;
}

/** What holds when nothing has gone wrong for a while. */
export function judgeEnd(world: World, { plan, report, effects }: Ending): void {
  const { broken } = world;
  if (plan === null || report === null) {
    broken.push('the last run made no plan, or no report');
    return;
  }
  if (effects > 0) broken.push(`the last run changed ${effects} things at portals that had nothing left to do`);
  if (!isShortOfSeats(plan)) judgePlan(world, plan);
  judgeOccasions(world);
  judgeSecrets(world);
}

/** More seats are given than were bought: such a plan is refused as a whole, until somebody buys or edits. */
export function isShortOfSeats({ rails }: Plan): boolean {
  return rails.some(({ rail, verdict }) => rail === 'seats-short' && verdict === 'refused');
}

/** By more than `clockTolerance`; a clock that is askew is so by less. */
const wrongClocks = ['clock-back', 'clock-forward'] as const;

/** Nothing is left to do, nobody has more than the manifests give, and who has less is explained. */
function judgePlan(world: World, plan: Plan): void {
  const { broken, watch } = world;
  const { gives, declared } = world.meaning();
  const changes = plan.changes.map(({ verdict, address }) => `${verdict} ${formatAddress(address)}`);
  if (changes.length > 0) broken.push(`it does not converge: ${changes.join(', ')}`);
  const explained = new Set(plan.standing.map(({ address }) => formatAddress(address)));
  const isExplained = (address: string): boolean => explained.has(address) || explained.has(wholeOf(address));
  // That a thing is unmanaged explains nothing where a Rollcall made it: then it has forgotten what is its own. Only what
  // comes about after it must have been visible, of a call whose answer was lost, can nobody know for its own; and by
  // clocks that are apart, what is too new to be shown passes for gone (docs/reliability.md, window 9).
  const agree = !wrongClocks.some((what) => world.struck.has(what));
  const strangers = new Set(
    plan.standing.filter(({ verdict }) => verdict === 'unmanaged').map(({ address }) => formatAddress(address)),
  );
  // Who was invited to an account that somebody made by hand keeps it: it is in the plan, and not Rollcall's to remove.
  const strange = new Set(
    world.portals
      .flatMap(({ name, rows }) => rows().filter((row) => strangers.has(addressIn(name, row))))
      .map(({ id }) => id),
  );
  for (const { address, id, isLate } of watch.leftOver(gives)) {
    if (!isExplained(address) && !strange.has(id) && agree) broken.push(`somebody keeps what nobody gives: ${address}`);
    else if (strangers.has(address) && !isLate && agree)
      broken.push(`a Rollcall made it, and knows nothing of it: ${address}`);
  }
  const usable = world.portals.flatMap(({ name, rows }) =>
    rows()
      .filter(({ isSpent }) => isSpent !== true)
      .map((row) => addressIn(name, row)),
  );
  const there = new Set(usable);
  const over = new Set(declared.flatMap(addressesOver));
  for (const address of over) {
    if (there.has(address) && !isExplained(address)) broken.push(`in use, though its time is over: ${address}`);
  }
  for (const address of gives) {
    if (over.has(address)) continue;
    if (!there.has(address) && !isExplained(address)) broken.push(`nobody says why it is not there: ${address}`);
  }
}

/** Of what is to be there, but out of use: a trial that has ended. */
function addressesOver({ kind, resources }: DeclaredKind): string[] {
  const over = resources.filter(({ attributes }) => kind.isSpent(attributes));
  return over.map(({ address }) => formatAddress(address));
}

/** Each mail of the engine's own once, each reset at most as often as it was asked for. */
function judgeOccasions({ mails, asked, portals, broken }: World): void {
  const occasions = mails.map(({ occasion, to }) => `${occasion} to ${to}`);
  for (const one of occasions.filter((each, index) => occasions.indexOf(each) !== index)) {
    broken.push(`a mail sent twice: ${one}`);
  }
  for (const portal of portals) {
    const resets = portal.mails().filter(({ what }) => what === 'reset');
    for (const to of new Set(resets.map((mail) => mail.to))) {
      const count = resets.filter((mail) => mail.to === to).length;
      const most = asked.get(`${portal.name} ${to}`)?.size ?? 0;
      if (count > most) broken.push(`reset ${count} times, asked for ${most}: ${to} at ${portal.name}`);
    }
  }
}

function judgeSecrets({ disk, said, mails, broken }: World): void {
  const all = [disk.text(), ...said, JSON.stringify(mails)];
  if (all.some((text) => text.includes('canary-'))) broken.push('a credential stands in what was kept or shown');
}
