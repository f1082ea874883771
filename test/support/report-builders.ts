import { digestOf } from '../../engine/model/digest.ts';
import type { RunItem, RunReport, RunResult } from '../../engine/model/run-report.ts';
import { location, now } from './plan-builders.ts';

export function runItem(key: string, result: RunResult = { result: 'done' }): RunItem {
  return {
    address: { portal: 'acme-connect', kind: 'teammate', key },
    verdict: 'invite',
    word: 'invite',
    summary: 'Full access',
    at: location,
    result,
  };
}

export function failed(key: string): RunItem {
  const problem = {
    code: 'invalid',
    text: 'The portal refuses the invitation.',
    portalText: 'User domain not in allowed list',
    cure: 'correct the address, or add the domain under Settings',
  } as const;
  return runItem(key, { result: 'failed', problem });
}

export function runReport(more: Partial<RunReport> = {}): RunReport {
  return {
    formatVersion: '1.0',
    run: '2026-11-21T09:14Z-4be1',
    actor: { name: 'os:grace@build-7', how: 'os' },
    startedAt: now,
    finishedAt: '2026-11-21T09:18:02.000Z',
    took: 242_000,
    changeDigest: digestOf('a plan'),
    ending: 'finished',
    exitCode: 0,
    rails: [],
    items: [runItem('ada@acme.example')],
    recovered: [],
    waiting: 1,
    ...more,
  };
}
