import type { NotifyChange } from '../model/change.ts';
import { ProviderError, problemOf } from '../model/provider-error.ts';
import type { RunResult } from '../model/run-report.ts';
import { type ApplyContext, now } from './apply-context.ts';
import { doneAndGone, intentOf } from './record.ts';

/** Hands a mail over once. Without an answer nobody can know, so it is never handed over again by itself. */
export async function sendMail(
  context: ApplyContext,
  change: NotifyChange,
  progress: { called: boolean },
): Promise<RunResult> {
  const { ledger, deps } = context;
  if (deps.mailer === null) {
    const cure = 'Give the Portal a mail server (spec.mail), or leave the mail out.';
    return { result: 'failed', problem: { code: 'invalid', text: 'no mail server is set', cure } };
  }
  const intent = await ledger.append(intentOf(context.run, change));
  ledger.assertHeld();
  progress.called = true;
  try {
    await deps.mailer.send(change.mail, change.address.portal, ledger.assertHeld);
  } catch (error) {
    const problem = problemOf(error);
    const surelyNotSent = error instanceof ProviderError && error.code !== 'ambiguous';
    await ledger.append({ type: surelyNotSent ? 'failed' : 'unknown', intent, problem });
    return { result: surelyNotSent ? 'failed' : 'unknown', problem };
  }
  await ledger.append(
    doneAndGone(intent, { grade: 'indirect', at: now(context), note: 'handed over to the mail server' }),
  );
  return { result: 'done' };
}
