import { instantOf } from '../../../../engine/model/instant.ts';
import type { JsonObject } from '../../../../engine/model/json.ts';
import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import { linkNext, numberIn, refuse, succeed } from '../answers.ts';
import type { Api } from '../api-context.ts';
import { findUser } from '../control-hub-state.ts';
import type { ActivationJob, ControlHub } from '../control-hub-state.ts';
import { conflict, isRefusal, notFound } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { readOrgId, readWireId, wireId } from '../wire-ids.ts';
import { startActivationJob } from './activation-job.ts';

/** The activation mails again, for all. Live guides have `/v1` in front, the description has not; both are served. */
export function addJobRoutes(api: Api): void {
  const { app, operation } = api;
  for (const start of ['', '/v1']) {
    const jobs = `${start}/identity/organizations/:org/jobs/sendActivationEmails`;
    app.post(jobs, operation({ name: 'activation.start', writes: true, act: (c) => begin(api, c) }));
    app.get(`${jobs}/:job/status`, operation({ name: 'activation.status', writes: false, act: (c) => status(api, c) }));
    app.get(`${jobs}/:job/errors`, operation({ name: 'activation.errors', writes: false, act: (c) => errors(api, c) }));
  }
}

function begin(api: Api, c: EmulatorContext): Response {
  const hub = api.hub();
  if (!isOurs(hub, c)) return refuse(api.voice(c), notFound('The organization'));
  const job = startActivationJob(hub);
  if (job === null) return refuse(api.voice(c), conflict('A job of this kind is running for the organization.'));
  return succeed(api.voice(c), wireJob(hub, job), 202);
}

function status(api: Api, c: EmulatorContext): Response {
  const job = jobIn(api.hub(), c);
  return isRefusal(job) ? refuse(api.voice(c), job) : succeed(api.voice(c), wireJob(api.hub(), job));
}

function errors(api: Api, c: EmulatorContext): Response {
  const hub = api.hub();
  const job = jobIn(hub, c);
  if (isRefusal(job)) return refuse(api.voice(c), job);
  const size = numberIn(c.req.query('max'), { least: 1, most: Math.min(50, hub.settings.mostPerPage), byDefault: 50 });
  const start = numberIn(c.req.query('start'), { least: 0, most: Number.MAX_SAFE_INTEGER, byDefault: 0 });
  if (start + size < job.suppressed.length) linkNext(c, { start: String(start + size) });
  const items = job.suppressed.map((one, index) => wireError(hub, { ...one, number: index + 1 }));
  return succeed(api.voice(c), { items: items.slice(start, start + size) });
}

function isOurs({ settings }: ControlHub, c: EmulatorContext): boolean {
  return readOrgId(c.req.param('org') ?? '') === settings.orgId;
}

function jobIn(hub: ControlHub, c: EmulatorContext): ActivationJob | Refusal {
  const job = hub.jobs.get(readWireId('JOB_ID', c.req.param('job') ?? '') ?? '');
  return job === undefined || !isOurs(hub, c) ? notFound('The job') : job;
}

function wireJob(hub: ControlHub, job: ActivationJob): JsonObject {
  const { settings } = hub;
  const orgId = wireId('ORGANIZATION', settings.orgId);
  const word = job.isDone ? 'COMPLETED' : 'STARTED';
  const end = job.isDone ? { endTime: instantOf(job.endsAt) } : {};
  const execution = {
    id: job.number,
    startTime: instantOf(job.startedAt),
    ...end,
    lastUpdated: instantOf(job.isDone ? job.endsAt : job.startedAt),
    statusMessage: word,
    exitCode: job.isDone ? 'COMPLETED' : 'UNKNOWN',
    createdTime: instantOf(job.startedAt),
    timeElapsed: `PT${job.isDone ? (job.endsAt - job.startedAt) / 1000 : 0}S`,
  };
  return {
    name: 'resendinviteemail',
    id: wireId('JOB_ID', job.id),
    trackingId: `NA_${job.id}`,
    sourceUserId: wireId('PEOPLE', findUser(hub, settings.owner)?.id ?? 'nobody'),
    sourceCustomerId: orgId,
    targetCustomerId: orgId,
    instanceId: job.number,
    jobExecutionStatus: [execution],
    latestExecutionStatus: word,
    latestExecutionExitCode: execution.exitCode,
    counts: {
      userResendInviteSent: job.sent,
      userResendInviteFailed: 0,
      userResendInviteSkipped: job.suppressed.length,
      totalUsers: job.sent + job.suppressed.length,
    },
    allowAdminInviteEmails: settings.activationMails,
  };
}

/** The suppression in the documented form. */
function wireError(hub: ControlHub, one: { userId: string; email: string; number: number }): JsonObject {
  const { userId, email, number } = one;
  const received = 'has already received an invitation email in last 24 hours';
  const by = findUser(hub, hub.settings.owner)?.id ?? 'nobody';
  const description = `Re-send invite for ${userId} by ${by} is suppressed as the user ${userId} ${received} ; Error with ${email}.`;
  return {
    itemNumber: number,
    trackingId: `NA_${userId}_${number}`,
    error: { key: '304', message: [{ description, code: 'ATLAS-600199' }] },
  };
}
