import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import type { ProviderErrorCode } from '../../engine/model/provider-error.ts';
import type { AnswerVerdict, RawAnswer, Refusal } from '../kit/answer-verdict.ts';

/** Codes that say "done" or "queued". */
const successes: ReadonlySet<string> = new Set(['0', '1000', '1002']);

/** The documented codes that refuse for good. */
const refusals: Readonly<Record<string, ProviderErrorCode>> = {
  7000: 'invalid',
  7001: 'auth',
  7002: 'auth',
  7003: 'invalid',
  7004: 'invalid',
  7010: 'auth',
  7011: 'invalid',
  7012: 'invalid',
  7015: 'conflict',
  7025: 'invalid',
};

const tokenCure = 'Check the token: it must be valid for this organisation and not expired.';

const cures: Readonly<Record<string, string>> = {
  7001: tokenCure,
  7002: tokenCure,
  7010: 'Let an Owner add the address that Rollcall works from to the IP allow-list (Settings, Tenant settings).',
};

/**
 * Reads the portal's envelope: the code in the body counts before the HTTP status, which may be 200 for a failure.
 * Undefined where the body says nothing that the status does not.
 */
export function classifyAnswer(answer: RawAnswer): AnswerVerdict | undefined {
  const said = envelopeOf(answer.json);
  if (said === undefined) return refusedByStatus(answer, answer.body);
  const { code, description } = said;
  const portalCode = code;
  if (code === '7020') return { verdict: 'busy', portalCode };
  if (code === '7005' || code === '7006') return { verdict: 'failed', acted: 'maybe', portalCode, text: description };
  if (code === '7019') return { verdict: 'failed', acted: 'no', portalCode, text: description };
  const refusal = Object.hasOwn(refusals, code) ? refusals[code] : undefined;
  if (refusal !== undefined) {
    return { verdict: 'refused', code: refusal, portalCode, text: description, ...cureOf(code, description) };
  }
  if (answer.status >= 300) return refusedByStatus(answer, description);
  if (successes.has(code)) return undefined;
  return { verdict: 'refused', code: 'contract', portalCode, text: description };
}

interface Envelope {
  readonly code: string;
  readonly description: string;
}

/** The code stands in the body, or in its `response`, which may be a list. */
function envelopeOf(json: Json | undefined): Envelope | undefined {
  if (!isJsonObject(json)) return undefined;
  const inner = json['response'];
  const [first] = (Array.isArray(inner) ? inner : [inner]) as readonly (Json | undefined)[];
  return codeOf(json) ?? (isJsonObject(first) ? codeOf(first) : undefined);
}

function codeOf(object: JsonObject): Envelope | undefined {
  const { code, description } = object;
  if (typeof code !== 'string' && typeof code !== 'number') return undefined;
  return { code: String(code), description: typeof description === 'string' ? description : '' };
}

/** What the status says, with a cure of this portal. Failures of the server are the door's matter. */
function refusedByStatus({ status }: RawAnswer, text: string): Refusal | undefined {
  const portalCode = `HTTP ${status}`;
  if (status === 400) return { verdict: 'refused', code: 'invalid', portalCode, text, ...cureOf('', text) };
  if (status === 401) return { verdict: 'refused', code: 'auth', portalCode, text, cure: tokenCure };
  if (status === 404) return { verdict: 'refused', code: 'not-found', portalCode, text };
  if (status === 409) return { verdict: 'refused', code: 'conflict', portalCode, text };
  if (status !== 403) return undefined;
  const cure =
    'The token speaks for somebody who may not do this: only Owner and Full access change teammates, ' +
    'and only an Owner invites an Owner.';
  return { verdict: 'refused', code: 'auth', portalCode, text, cure };
}

function cureOf(code: string, text: string): { readonly cure?: string } {
  if (/domain not in allowed list/i.test(text)) {
    return {
      cure:
        'Correct the address, or let an Owner add its domain under Settings, Tenant settings ' +
        '(sub-domains have to be listed by themselves).',
    };
  }
  if (/disposable/i.test(text)) return { cure: 'Use an address at a domain that is not for throw-away mail.' };
  const cure = Object.hasOwn(cures, code) ? cures[code] : undefined;
  return cure === undefined ? {} : { cure };
}
