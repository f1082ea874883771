import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../engine/model/json.ts';
import { publicId } from '../../providers/webex/ids.ts';
import { change, failure, orgId, type Reply, wire, writing } from './wire.ts';

const jobs = `/v1/identity/organizations/${publicId('ORGANIZATION', orgId)}/jobs/sendActivationEmails`;
const reset = change('user', 'ada@acme.example', { verdict: 'reset', before: {}, after: {}, request: 'reset/1' });

function job(latestExecutionStatus: string, more: JsonObject = {}): JsonObject {
  const counts = { userResendInviteSent: 1, userResendInviteFailed: 0, userResendInviteSkipped: 0, totalUsers: 1 };
  return { id: 'job-1', latestExecutionStatus, latestExecutionExitCode: 'UNKNOWN', counts, ...more };
}

const failed = {
  counts: { userResendInviteSent: 0, userResendInviteFailed: 1, userResendInviteSkipped: 0, totalUsers: 1 },
};

function webexWith(status: Reply, errors: JsonObject = { items: [] }) {
  return wire(({ method, path }) => {
    if (method === 'POST') return { status: 202, json: job('STARTING') };
    return path.includes('/errors') ? { json: errors } : status;
  });
}

describe('activation mails', () => {
  test('are asked for by a job, which is asked after', async () => {
    const one = webexWith({ json: job('STARTED') });
    const outcome = await one.writer.reset(reset, writing);
    expect(outcome).toMatchObject({ outcome: 'accepted', ref: 'job-1' });
    expect(await one.reader.poll('user', 'job-1')).toBeNull();
    expect(one.lines()).toEqual([`POST ${jobs}`, `GET ${jobs}/job-1/status`]);
  });

  test.each(['STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'])('are under way while the job is %s', async (state) => {
    expect(await webexWith({ json: job(state) }).reader.poll('user', 'job-1')).toBeNull();
  });

  test('are sent when the job is completed', async () => {
    const one = webexWith({ json: job('COMPLETED') });
    expect(await one.reader.poll('user', 'job-1')).toEqual({ outcome: 'done', observed: null });
    expect(one.lines()).toHaveLength(1);
  });

  test('that were sent within a day are not sent again, which is no error', async () => {
    const suppressed = {
      error: { key: '304', message: [{ code: 'ATLAS-600199', description: 'has already received …' }] },
    };
    const one = webexWith({ json: job('COMPLETED', failed) }, { items: [{ itemNumber: 1, ...suppressed }] });
    expect(await one.reader.poll('user', 'job-1')).toEqual({ outcome: 'done', observed: null });
    expect(one.lines()[1]).toBe(`GET ${jobs}/job-1/errors?max=50`);
  });

  test('that failed for another reason are told, with Webex’s own words', async () => {
    const message = [{ code: 'ATLAS-1', description: 'mailbox unknown' }];
    const one = webexWith({ json: job('COMPLETED', failed) }, { items: [{ itemNumber: 1, error: { message } }, {}] });
    expect(await failure(one.reader.poll('user', 'job-1'))).toMatchObject({
      code: 'invalid',
      portalCode: 'ATLAS-1',
      portalText: 'mailbox unknown',
      message: expect.stringContaining('1 of the activation mails'),
    });
  });

  test.each(['FAILED', 'ABANDONED', 'SOMETHING_NEW'])('of a job that ended as %s are not sent', async (state) => {
    const one = webexWith({ json: job(state) });
    expect(await failure(one.reader.poll('user', 'job-1'))).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(state),
    });
  });

  test('for several people are one job: it is for everybody, and there is only one at a time', async () => {
    const one = webexWith({ json: job('COMPLETED') });
    await one.writer.reset(reset, writing);
    expect(await one.writer.reset(reset, writing)).toMatchObject({ outcome: 'accepted', ref: 'job-1' });
    expect(one.lines()).toEqual([`POST ${jobs}`]);
    await one.reader.poll('user', 'job-1');
    await one.writer.reset(reset, writing);
    expect(one.lines().filter((line) => line.startsWith('POST'))).toHaveLength(2);
  });

  test('are not asked for over a job of somebody else', async () => {
    const one = wire(() => ({ status: 409, json: { message: 'A job is running.' } }));
    expect(await failure(one.writer.reset(reset, writing))).toMatchObject({ code: 'conflict' });
  });
});

test('nothing else is asked after', async () => {
  expect(await failure(webexWith({}).reader.poll('role', 'x'))).toMatchObject({ code: 'contract' });
});
