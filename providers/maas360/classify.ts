import type { AnswerVerdict, ClassifyAnswer, RawAnswer, Refusal } from '../kit/answer-verdict.ts';
import { documentOf, type Failure, failureIn } from './answer.ts';

/** The codes of the auth envelope that public material names. */
export const authCodes = {
  credentials: '1002',
  expired: '1007',
  foreignAccount: '1008',
  unknownToken: '1009',
} as const;

/** The only code of a refusal that is known: the name is taken. */
const duplicate = 'responseCode 7';

/** Words of a refusal that mean a missing right. Assumed: nobody has published what MaaS360 says there. */
const missingRight = /permission|privilege|not authori[sz]ed|not allowed|access right|access denied/i;

export interface Cures {
  /** Who can give more rights. */
  readonly rights: string;
}

/**
 * Reads the answers of MaaS360. HTTP 200 says nothing: failures come under it as well, and as 400 or 401. A code of the
 * portal is never swallowed.
 */
export function classifier(cures: Cures): ClassifyAnswer {
  return (answer) => {
    if (isOverLimit(answer)) return { verdict: 'busy', portalCode: `HTTP ${answer.status}`, text: 'API limit reached' };
    const document = documentOf(answer.body);
    const failure = document === undefined ? undefined : failureIn(document);
    // "Not now" in the portal's own words: nothing was done. What a gateway or a broken server says, its status tells.
    if (answer.status === 503 && failure !== undefined) return { verdict: 'failed', acted: 'no', ...saidOf(failure) };
    if (answer.status >= 500 || answer.status === 429) return undefined;
    if (answer.status === 401) return notLetIn(failure);
    if (answer.status === 403) return noRight(failure, cures);
    if (failure === undefined) return undefined;
    if (missingRight.test(failure.text)) return noRight(failure, cures);
    return { verdict: 'refused', code: codeOf(answer.status, failure), ...saidOf(failure) };
  };
}

/** Observed: a header announces an exceeded limit; its name is not known. */
function isOverLimit({ headers }: RawAnswer): boolean {
  return Object.values(headers).some((value) => /API limit reached/i.test(value));
}

function notLetIn(failure: Failure | undefined): AnswerVerdict {
  const said = failure === undefined ? { portalCode: 'HTTP 401' } : saidOf(failure);
  return { verdict: 'refused', code: 'auth', ...said, cure: cureOf(failure?.code) };
}

function cureOf(code: string | undefined): string {
  if (code === authCodes.foreignAccount) {
    return (
      'The billing id is not one that these credentials may use: compare settings.billingId, and whether the account ' +
      'is below it. Was it told wrongly? Take that word back: rollcall attest --withdraw, with the number that attest printed.'
    );
  }
  return 'A new token was refused as well: check the access key and the script-only administrator in the portal.';
}

function noRight(failure: Failure | undefined, { rights }: Cures): AnswerVerdict {
  const said = failure === undefined ? { portalCode: 'HTTP 403' } : saidOf(failure);
  return { verdict: 'refused', code: 'auth', ...said, cure: rights };
}

function codeOf(status: number, { code }: Failure): Refusal['code'] {
  if (code === duplicate || status === 409) return 'conflict';
  return status === 404 ? 'not-found' : 'invalid';
}

function saidOf({ code, text }: Failure): Pick<Refusal, 'portalCode' | 'text'> {
  return { portalCode: code, text };
}

/** Whether another token may help: it ended, or the portal does not know it. Not where the account is a foreign one. */
export function isTokenOver({ status, body }: Pick<RawAnswer, 'status' | 'body'>): boolean {
  if (status !== 401) return false;
  const document = documentOf(body);
  const code = document === undefined ? undefined : failureIn(document)?.code;
  return code === undefined || code === authCodes.expired || code === authCodes.unknownToken;
}
