import type { Json } from '../../engine/model/json.ts';
import type { Milliseconds } from '../../engine/model/instant.ts';
import type { ProviderErrorCode } from '../../engine/model/provider-error.ts';
import { retryAfter } from './retry-after.ts';

/** An answer of a portal as it came, and its body as JSON where it is any. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Undefined where the body is empty or no JSON. */
  readonly json: Json | undefined;
}

/**
 * What the door does with an answer.
 * - `taken`: it is what was asked for.
 * - `busy`: the portal's limit; nothing was done, the same may be asked again after a wait.
 * - `failed`: the portal broke. `acted` says whether a write may have happened all the same.
 * - `refused`: asking again would give the same.
 */
export type AnswerVerdict =
  | { readonly verdict: 'taken' }
  | { readonly verdict: 'busy'; readonly wait?: Milliseconds; readonly portalCode?: string; readonly text?: string }
  | { readonly verdict: 'failed'; readonly acted: 'no' | 'maybe'; readonly portalCode?: string; readonly text?: string }
  | Refusal;

export interface Refusal {
  readonly verdict: 'refused';
  readonly code: ProviderErrorCode;
  readonly portalCode?: string;
  /** The portal's own words; the door cuts and redacts them. */
  readonly text?: string;
  readonly cure?: string;
}

/** A portal's own reading of its answers. Undefined leaves the answer to its HTTP status. */
export type ClassifyAnswer = (answer: RawAnswer) => AnswerVerdict | undefined;

/** What the HTTP status alone says (RFC 9110, RFC 6585). */
export function classifyByStatus(answer: RawAnswer, now: number): AnswerVerdict {
  const { status } = answer;
  const portalCode = `HTTP ${status}`;
  const wait = retryAfter(answer.headers['retry-after'], now);
  if (status >= 200 && status < 300) return { verdict: 'taken' };
  if (status === 429 || ((status === 503 || status === 423) && wait !== undefined)) {
    return { verdict: 'busy', portalCode, ...(wait === undefined ? {} : { wait }) };
  }
  if (status === 408 || status === 425) return { verdict: 'failed', acted: 'no', portalCode };
  if (status === 501 || status === 505) return { verdict: 'refused', code: 'contract', portalCode };
  if (status >= 500) return { verdict: 'failed', acted: 'maybe', portalCode };
  if (status === 303) return { verdict: 'failed', acted: 'maybe', portalCode };
  return { verdict: 'refused', portalCode, ...refusalOf(status) };
}

/**
 * Whether a 4xx means that nothing was done. Something between here and the portal may have a status of its own for "the
 * caller went away" (444, 460, 499), which says nothing about what the portal did.
 */
function isRefusal(status: number): boolean {
  return status <= 417 || (status >= 421 && status <= 431) || status === 451;
}

function refusalOf(status: number): Pick<Refusal, 'code' | 'cure'> {
  if (status < 400) {
    return { code: 'contract', cure: 'Redirects are not followed: write the address it points to as the base URL.' };
  }
  if (status === 401) return { code: 'auth', cure: 'Check that the credential is the right one and has not expired.' };
  if (status === 403) return { code: 'auth', cure: 'Give the credential the permission for this, or use another one.' };
  if (status === 407) return { code: 'auth', cure: 'A proxy asks for its own credentials: go past it.' };
  if (status === 404 || status === 410) return { code: 'not-found' };
  if (status === 409 || status === 412 || status === 423) return { code: 'conflict' };
  if (isRefusal(status)) return { code: 'invalid' };
  return { code: 'contract', cure: 'No standard knows this status: look what stands between here and the portal.' };
}
