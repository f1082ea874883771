import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { conformanceCases, type ConformanceSubject } from '../../engine/conformance/index.ts';
import { describedQuirks, liveQuirks } from '../../providers/webex/emulator/quirks.ts';
import { webexSubject } from '../support/webex-subject.ts';
import { always, ofLiveServers, unexplained } from './support/deviations.ts';
import type { Exchange } from './support/open-api.ts';
import { recorded } from './support/recorded.ts';
import { webexDescription } from './support/webex-description.ts';

/** The same portal; what is asked there and answered is kept. */
function listenedTo(subject: ConformanceSubject, exchanges: Exchange[]): ConformanceSubject {
  return {
    ...subject,
    start: async (time, portal) => {
      const started = await subject.start(time, portal);
      if (started.transport === null) throw new Error('the subject has no transport');
      return { ...started, transport: recorded(started.transport, exchanges) };
    },
  };
}

/** Whether a case passes is the conformance test's question. Here only what it said over the wire counts. */
async function runAll(subject: ConformanceSubject): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  for (const one of conformanceCases(listenedTo(subject, exchanges), { turn })) {
    if (one.skip !== undefined) continue;
    await one.run().catch(() => undefined);
  }
  return exchanges;
}

describe.skipIf(webexDescription === null).each([
  ['as live servers are', liveQuirks, [...always, ...ofLiveServers]],
  ['as described', describedQuirks, always],
] as const)('the provider, over all conformance cases, with the emulator %s', (_, quirks, deviations) => {
  const check = webexDescription?.check ?? (() => []);
  let exchanges: readonly Exchange[] = [];
  beforeAll(async () => {
    exchanges = await runAll(webexSubject({ quirks }));
  }, 300_000);

  test('asks and is answered by the description', () => {
    const problems = unexplained(exchanges.flatMap(check), deviations);
    expect([...new Set(problems.map(({ operation, side, text }) => `${operation} ${side}: ${text}`))]).toEqual([]);
  });

  test('does every write that it knows', () => {
    const asked = new Set(exchanges.map(({ method, url }) => `${method} ${withoutIds(new URL(url).pathname)}`));
    expect([...asked]).toEqual(
      expect.arrayContaining([
        'POST /identity/scim/*/v2/Users',
        'PATCH /identity/scim/*/v2/Users/*',
        'PATCH /v1/licenses/users',
        'POST /v1/partner/organizations/*/partnerAdmin/*/assign',
      ]),
    );
  });
});

function withoutIds(pathname: string): string {
  return pathname.replaceAll(/[^/]{25,}|id-\d+/gu, '*');
}
