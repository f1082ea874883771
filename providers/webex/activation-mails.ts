import { second } from '../../engine/model/instant.ts';
import { isJsonObject, type JsonObject } from '../../engine/model/json.ts';
import type { Outcome, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { answerReader } from '../kit/json-answer.ts';
import { objectsIn, textIn } from './classify.ts';
import type { Organisation } from './organisation.ts';

/** "Has already received an invitation email in last 24 hours": nobody is mailed twice, and nothing went wrong. */
const alreadySent = 'ATLAS-600199';

const read = answerReader('The job that sends activation mails');

/** One job at a time in an organisation, and every job is for everybody: who asks while one runs is served by it. */
const running = new WeakMap<Organisation, string>();

/** Has Webex send the activation mails again. What a second job is answered while one runs is published nowhere. */
export function sendActivationMails(organisation: Organisation): Write {
  return async (_change, { signal }) => {
    const known = running.get(organisation);
    if (known !== undefined) return { outcome: 'accepted', ref: known, checkAfter: 2 * second };
    const job = read.text(await organisation.jobs().start(signal), 'id');
    running.set(organisation, job);
    return { outcome: 'accepted', ref: job, checkAfter: 2 * second };
  };
}

/** Null while the job is under way. */
export async function pollActivationMails(organisation: Organisation, job: string): Promise<Outcome | null> {
  const status = await organisation.jobs().status(job);
  const state = textIn(status, 'latestExecutionStatus');
  if (state === 'STARTING' || state === 'STARTED' || state === 'STOPPING' || state === 'UNKNOWN') return null;
  running.delete(organisation);
  if (state !== 'COMPLETED') throw ended(state, textIn(status, 'latestExecutionExitCode'));
  const { userResendInviteFailed: failed } = isJsonObject(status['counts']) ? status['counts'] : {};
  if (failed === 0) return { outcome: 'done', observed: null };
  const { rows } = await organisation.jobs().errors(job);
  const others = rows.flatMap(messagesOf).filter(({ code }) => code !== alreadySent);
  const [first] = others;
  if (first === undefined) return { outcome: 'done', observed: null };
  throw new ProviderError('invalid', `Webex could not send ${others.length} of the activation mails.`, {
    portalCode: first.code,
    portalText: first.text,
    cure: 'Everybody else has theirs. Look at the addresses in Control Hub, then ask again with another id.',
  });
}

function messagesOf(row: JsonObject): readonly { readonly code: string; readonly text: string }[] {
  const { error } = row;
  if (!isJsonObject(error)) return [];
  return objectsIn(error, 'message').map((one) => ({ code: textIn(one, 'code'), text: textIn(one, 'description') }));
}

function ended(state: string, exit: string): ProviderError {
  return new ProviderError('invalid', `The job that sends activation mails ended as ${state} (${exit || 'no code'}).`, {
    cure: 'Ask again with another id, or send the mail in Control Hub: Users, the person, Resend invitation.',
  });
}
