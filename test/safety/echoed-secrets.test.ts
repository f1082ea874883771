import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConformanceSubject } from '../../engine/conformance/index.ts';
import type { HttpResponse } from '../../engine/model/deps.ts';
import { type AnswerStage, openAnswerStage } from '../fuzz/support/answer-stage.ts';
import { ibmConnectionsSubject } from '../support/ibm-connections-subject.ts';
import { maas360Subject } from '../support/maas360-subject.ts';
import { scimmySubject } from '../support/scim-scimmy-subject.ts';
import { webexConnectSubject } from '../support/webex-connect-subject.ts';
import { webexSubject } from '../support/webex-subject.ts';
import { secretsIn } from './support/secrets-in.ts';

const subjects: readonly (readonly [name: string, subject: () => ConformanceSubject])[] = [
  ['Webex Connect', () => webexConnectSubject('adapter')],
  ['Webex', () => webexSubject()],
  ['IBM Connections by the panel', () => ibmConnectionsSubject('panel')],
  ['IBM Connections at IBM itself', () => ibmConnectionsSubject('service')],
  ['MaaS360', () => maas360Subject()],
  ['SCIM', () => scimmySubject({ leavers: 'delete' })],
];

/** `npm test` shows one form for each portal and two of its kinds; `npm run test:slow` all. */
const all = process.env['ROLLCALL_SLOW'] === '1';

const forms: readonly (readonly [name: string, form: (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['for a URL', encodeURIComponent],
  ['in base64', (text) => Buffer.from(text).toString('base64')],
  ['in base64 behind two other bytes', (text) => Buffer.from(`u:${text}`).toString('base64url')],
  ['in JSON', (text) => JSON.stringify({ text })],
  ['in hexadecimal', (text) => Buffer.from(text).toString('hex')],
  ['in HTML', (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')],
];

/** The error of a careless portal, or of a proxy that prints what it was sent. */
function echo(secrets: readonly string[], form: (text: string) => string, answer: HttpResponse): HttpResponse {
  const said = secrets.map((text) => form(text)).join(' | ');
  const body = JSON.stringify({ message: `bad request: ${said}`, detail: said, description: said, code: said });
  return { status: 400, headers: { ...answer.headers, trackingid: said, 'x-echo': said }, body };
}

describe.each(subjects)('%s, whose errors repeat what it was sent', (name, subject) => {
  const turn = subjects.findIndex(([other]) => other === name);
  const shown = all ? forms : forms.slice(turn, turn + 1);
  let stage: AnswerStage;
  beforeAll(async () => {
    stage = await openAnswerStage(subject());
  });
  afterAll(() => stage.close());

  test.each(shown)('%s', async (_form, form) => {
    const seen = new Set<string>();
    for (const kind of all ? stage.kinds : stage.kinds.slice(0, 2)) {
      // Once the very first answer, which may be that of a login, and once the last that a read asks for.
      for (const skipped of [0, 1, 2]) {
        let requests = 0;
        const { observation } = await stage.readThrough({
          kind,
          only: false,
          change: (_url, answer, request) => {
            requests += 1;
            const secrets = secretsIn(request);
            for (const secret of secrets) seen.add(secret);
            return requests > skipped ? echo(secrets, form, answer) : answer;
          },
        });
        const said = JSON.stringify(observation.problem);
        for (const secret of seen) expect(leakIn(said, secret, form), `${kind}: ${said}`).toBe(false);
      }
    }
    expect(seen.size).toBeGreaterThan(0);
  });
});

/** The whole of it as it was echoed, or any readable half. */
function leakIn(said: string, secret: string, form: (text: string) => string): boolean {
  const echoed = form(secret);
  const half = secret.slice(0, Math.ceil(secret.length / 2));
  return said.includes(secret) || said.includes(echoed) || (half.length >= 8 && said.includes(half));
}
