import { hour } from '../../../../engine/model/instant.ts';
import { userNameOf } from '../control-hub-state.ts';
import type { ActivationJob, ControlHub } from '../control-hub-state.ts';
import { waitsForActivation } from '../lifecycle.ts';
import { sendActivationMail } from '../mails.ts';

/** Documented: nobody gets two activation mails within so long. */
const suppression = 24 * hour;

/** Starts one; null where one runs already. */
export function startActivationJob(hub: ControlHub): ActivationJob | null {
  const isRunning = [...hub.jobs.values()].some(({ isDone }) => !isDone);
  if (isRunning) return null;
  const now = hub.world.now();
  const job: ActivationJob = {
    id: hub.world.newId(),
    number: hub.jobs.size + 1,
    startedAt: now,
    endsAt: now + hub.settings.jobTime,
    isDone: false,
    sent: 0,
    suppressed: [],
  };
  hub.jobs.set(job.id, job);
  return job;
}

/** A job whose time has come sends to everybody who has not come in, and to nobody twice in 24 hours. */
export function passJobTime(hub: ControlHub, now: number): void {
  for (const job of hub.jobs.values()) {
    if (job.isDone || job.endsAt > now) continue;
    job.isDone = true;
    for (const user of hub.users.values()) {
      if (!waitsForActivation(user)) continue;
      const isFresh = user.mailedAt !== null && user.mailedAt + suppression > job.endsAt;
      if (isFresh) {
        job.suppressed.push({ userId: user.id, email: userNameOf(user) });
        continue;
      }
      sendActivationMail(hub, user, job.endsAt);
      job.sent += 1;
    }
  }
}
