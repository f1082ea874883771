import { describe, expect, test } from 'vitest';
import { aRun, through } from './planted.ts';
import { play, type Spoiling } from './play.ts';
import { ibmPortal } from './portals/ibm-portal.ts';
import { maas360Portal } from './portals/maas360-portal.ts';
import type { Scenario } from './scenario.ts';
import type { Edit } from './simulated-manifest.ts';
import type { MakePortal } from './simulated-portal.ts';

/** Each takes seconds, and the oracles are the same as elsewhere: in the slow run only. */
const slow = process.env['ROLLCALL_SLOW'] === '1';

/** Three people of one portal, each with another variant; one asks for more and then goes, one is given less. */
const scenario: Scenario = {
  chance: 5,
  portals: [0],
  first: [0, 1, 2].map((who): Edit => ({ edit: 'give', who, portal: 0, variant: who })),
  steps: [
    aRun,
    { step: 'edit', edit: { edit: 'ask-reset', who: 1, portal: 0, id: 1 } },
    aRun,
    { step: 'edit', edit: { edit: 'remove', who: 1 } },
    { step: 'edit', edit: { edit: 'give', who: 2, portal: 0, variant: 0 } },
    aRun,
  ],
};

function twice(path: RegExp): Spoiling {
  return through(async (request, send) => {
    const answer = await send(request);
    if (request.method !== 'GET' && path.test(request.url)) await send(request).catch(() => undefined);
    return answer;
  });
}

/** What is sent to this path changes nothing, and is answered as if it did. */
function inVain(path: RegExp): Spoiling {
  return through(async (request, send) => {
    const isSent = request.method === 'GET' || !path.test(request.url);
    return isSent ? send(request) : { status: 204, headers: {}, body: '' };
  });
}

function renamed(path: RegExp, from: string, to: string): Spoiling {
  return through((request, send) => {
    const { body } = request;
    return send(path.test(request.url) && body !== undefined ? { ...request, body: body.replace(from, to) } : request);
  });
}

async function words(make: MakePortal, spoil: Spoiling): Promise<string> {
  return (await play({ scenario, makers: [make], spoil })).broken.join('\n');
}

const ofIbm: readonly (readonly [string, Spoiling, string])[] = [
  ['places each order twice', twice(/\/orders$/u), 'made twice: ibm/subscription/IBM-CONN-S2'],
  ['mails each password twice', twice(/resetPassword$/u), 'reset'],
  [
    'takes no user away',
    inVain(/\/resources\/[^/]+$/u),
    'a Rollcall made it, and knows nothing of it: ibm/panel-user/ben@acme.example',
  ],
  [
    'takes no seat away',
    inVain(/\/seat\//u),
    'a Rollcall made it, and knows nothing of it: ibm/seat/cy@acme.example/D0QBKLL',
  ],
];

const ofMaas360: readonly (readonly [string, Spoiling, string])[] = [
  ['extends each trial twice', twice(/extendAccount/u), 'the trial benFoods lasts too long'],
  ['expires no account', inVain(/expireAccount/u), 'somebody keeps what nobody gives: maas/account/benFoods'],
  [
    'makes another account',
    renamed(/createCustomer/u, 'benFoods', 'umaFoods'),
    'though nobody gives it: maas/account/umaFoods',
  ],
];

describe.runIf(slow).each([
  ['IBM Connections Cloud', ibmPortal, ofIbm],
  ['MaaS360', maas360Portal, ofMaas360],
] as const)('at %s an engine with a bug is found out', (_, make, all) => {
  test.each(all)('that %s', async (_name, spoil, said) => {
    expect(await words(make, spoil)).toContain(said);
  });
});

test.runIf(slow).each([ibmPortal, maas360Portal])('without a bug nothing is found', async (make) => {
  expect(await words(make, {})).toBe('');
});
