import type { PeopleSummary, PersonSummary } from '../../kit/emulator.ts';
import { forcedStep } from './first-steps.ts';
import { homeTiles } from './home.ts';
import type { Administrator, PortalState } from './portal-state.ts';

/** For the sandbox's start page: those of whom something is waited for first. */
export function summarizePeople(state: PortalState, limit: number): PeopleSummary {
  const waiting: PersonSummary[] = [];
  const others: PersonSummary[] = [];
  const states: Record<string, number> = {};
  for (const administrator of state.administrators.values()) {
    const summary = summarize(state, administrator);
    const word = wordFor(administrator);
    states[word] = (states[word] ?? 0) + 1;
    (summary.waitingFor === '' ? others : waiting).push(summary);
  }
  return { total: state.administrators.size, states, rows: [...waiting, ...others].slice(0, limit) };
}

function summarize({ world, portal }: PortalState, administrator: Administrator): PersonSummary {
  const { userName, account } = administrator;
  const state = `${wordFor(administrator)}, ${account.name}`;
  const waitingFor = waitedFor(administrator);
  if (waitingFor === '') return { who: userName, state, waitingFor };
  return { who: userName, state, waitingFor, link: world.urlOf(portal, '/login') };
}

function wordFor({ isActive, isScriptOnly, isPrimary }: Administrator): string {
  if (!isActive) return 'inactive';
  if (isScriptOnly) return 'script-only';
  return isPrimary ? 'primary' : 'administrator';
}

function waitedFor(administrator: Administrator): string {
  const { isActive, isScriptOnly, lastLoginAt, passwordSetAt, isPasswordTemporary } = administrator;
  if (!isActive || isScriptOnly) return '';
  if (isPasswordTemporary && (lastLoginAt ?? 0) < passwordSetAt) return 'login with the temporary password';
  const step = forcedStep(administrator);
  if (step !== null) return { 'change-password': 'new password', 'complete-profile': 'profile', ibmid: 'IBMid' }[step];
  const isTileWaiting = administrator.tileOpenedAt === null && lastLoginAt !== null;
  return isTileWaiting && homeTiles(administrator).includes('Account Management') ? 'Account Management tile' : '';
}
