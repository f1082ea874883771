import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setup } from '../support/build-once.ts';
import { type Ran, rollcall } from '../support/cli.ts';
import { sandboxFor } from '../support/cli-sandbox.ts';
import { type OpenSandbox, openSandbox } from '../support/cli-stage.ts';
import {
  applyProgram,
  begunAtFullSpeed,
  expectPlainWords,
  expectSound,
  type Ground,
  type Left,
  leftBy,
  newRound,
  type Round,
} from './support/round.ts';

/** `npm test` kills once, where most is lost; `test:slow` at every request of the first example and some of the other. */
const slow = process.env['ROLLCALL_SLOW'] === '1';
/** Every single one of the other example too. */
const every = process.env['ROLLCALL_KILL_EVERY'] === '1';

const ways = ['before', 'after'] as const;

interface Point {
  /** A request, or a record of the ledger. */
  readonly at: 'request' | 'record';
  readonly number: number;
  readonly when: string;
}

function killing({ at, number, when }: Point) {
  return at === 'request'
    ? { env: { KILL_AT_REQUEST: String(number), KILL_REQUEST_WHEN: when }, preloads: ['kill-at-request.mjs'] }
    : { env: { KILL_AT: String(number), KILL_WHEN: when }, preloads: ['kill-at-record.mjs'] };
}

/** Kills an apply there and lets others go on. False where the apply ended before it came so far. */
async function survives(ground: Ground, point: Point, alone: Left): Promise<boolean> {
  const said = `killed ${point.when} ${point.at} ${point.number}`;
  const round = await newRound(ground);
  const first = await applyProgram(round, killing(point));
  if (first.code !== null) {
    expect(first.code, `${said}: ${first.stderr}`).toBe(0);
    return false;
  }
  const second = await applyAfter(round);
  expect(second.code, `${said}: ${second.stdout}${second.stderr}`).toBe(0);
  expectPlainWords(second);
  expect(await leftBy(round), said).toEqual(alone);
  await expectSound(round.folder);
  const planned = await rollcall(['plan', '--sandbox', round.sandbox.url, '--format', 'json'], {
    folder: round.folder,
  });
  expect(JSON.parse(planned.stdout), said).toMatchObject({ changes: [] });
  expect(readdirSync(join(round.folder, '.rollcall/runs')).length, said).toBeGreaterThan(0);
  return true;
}

/**
 * The next apply. What it finds out of the killed one's calls changes the plan, and somebody has to consent to that one:
 * an apply that needs a consent is then refused once, and does nothing.
 */
async function applyAfter(round: Round): Promise<Ran> {
  const second = await applyProgram(round);
  return second.code === 4 ? await applyProgram(round) : second;
}

/** What one apply makes that nobody disturbs. */
async function alone(ground: Ground): Promise<Left> {
  const round = await newRound(ground);
  expect(await applyProgram(round)).toMatchObject({ code: 0 });
  return await leftBy(round);
}

const mostPoints = 400;
const invited = ['ada@acme.example', 'ben@acme.example'];
const invitation = "You've been invited to join a Webex Connect account";

/** Goes through the points until the apply is over before it is killed. Gives how many there were. */
async function surviveAll(
  ground: Ground,
  points: { readonly at: Point['at']; readonly when: string; readonly step: number },
) {
  const expected = await alone(ground);
  let killed = 0;
  for (let number = 1; number <= mostPoints; number += points.step) {
    if (!(await survives(ground, { ...points, number }, expected))) break;
    killed += 1;
  }
  process.stdout.write(`killed ${points.when} ${killed} of its ${points.at}s\n`);
  return killed;
}

describe('an apply of the first example that is killed at a request', () => {
  let sandbox: OpenSandbox;
  let ground: Ground;

  beforeAll(async () => {
    setup();
    sandbox = await openSandbox();
  });
  afterAll(() => sandbox.close());

  it('that was carried out: the next apply invites nobody twice', { timeout: 120_000 }, async () => {
    ground = { begun: await begunAtFullSpeed(), sandbox };
    const expected: Left = {
      people: [
        ...invited.map((who) => `acme-connect: ${who}: invited, Full access: JOIN THE TEAM`),
        'acme-connect: owner@acme.example: active, Owner: ',
      ],
      landed: [['acme-connect', 2]],
      mails: invited.map((who) => `${who}: ${invitation}`),
    };
    expect(await survives(ground, { at: 'request', number: 4, when: 'after' }, expected)).toBe(true);
  });

  it.runIf(slow).each(ways)('at each one, %s it was carried out', { timeout: 900_000 }, async (when) => {
    ground = { begun: await begunAtFullSpeed(), sandbox };
    // Whether it is our sandbox, who is there, once more before the first change, and the two invitations.
    expect(await surviveAll(ground, { at: 'request', when, step: 1 })).toBeGreaterThanOrEqual(5);
  });
});

/** Its plan makes people, gives licences and roles, and assigns a customer, at two portals. */
describe('an apply of the fourth example that is killed', () => {
  it.runIf(slow || every).each([
    ['request', 'before'],
    ['request', 'after'],
    ['record', 'before'],
    ['record', 'torn'],
    ['record', 'after'],
  ] as const)('at a %s, %s it was carried out', { timeout: 7_200_000 }, async (at, when) => {
    const begun = await begunAtFullSpeed('04-webex-contact-center');
    const ground = { begun, sandbox: await sandboxFor(begun) };
    expect(await surviveAll(ground, { at, when, step: every ? 1 : 9 })).toBeGreaterThanOrEqual(3);
  });
});
