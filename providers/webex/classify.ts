import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import type { ProviderErrorCode } from '../../engine/model/provider-error.ts';
import type { AnswerVerdict, RawAnswer } from '../kit/answer-verdict.ts';
import { licenceCures } from './licence-cures.ts';

/**
 * Reads Webex's answers: `{message, errors, trackingId}` of the gateway, SCIM's own `{status, scimType, detail}`, and
 * `{error: {message: [{code, description}]}}` of older services; any of them may come from any route. Undefined where
 * the status says all there is.
 */
export function classifyAnswer(answer: RawAnswer): AnswerVerdict | undefined {
  const { status } = answer;
  if (status < 400 || status >= 500 || status === 429 || status === 408) return undefined;
  if (status === 423 && answer.headers['retry-after'] !== undefined) return undefined;
  const said = saidIn(answer.json);
  const portalCode = said.code ?? `HTTP ${status}`;
  const isLoginRefused = loginRefusals.has(portalCode);
  const code = isLoginRefused ? 'auth' : isDuplicate(status, said) ? 'conflict' : codeOf(status);
  const cure = isLoginRefused ? renew : (cureOf(portalCode) ?? curesByStatus[status]);
  const text = withTracking(said.text || answer.body, said.tracking ?? answer.headers['trackingid']);
  return { verdict: 'refused', code, portalCode, text, ...(cure === undefined ? {} : { cure }) };
}

interface Said {
  readonly code: string | undefined;
  readonly text: string;
  readonly tracking: string | undefined;
}

function saidIn(json: Json | undefined): Said {
  if (!isJsonObject(json)) return { code: undefined, text: '', tracking: undefined };
  const errors = objectsIn(json, 'errors');
  const older = isJsonObject(json['error']) ? objectsIn(json['error'], 'message') : [];
  const [first] = [...errors, ...older];
  const details = [...errors, ...older].map((one) => textIn(one, 'description'));
  const words = [textIn(json, 'message'), textIn(json, 'detail'), textIn(json, 'error_description'), ...details];
  const code = first?.['errorCode'] ?? first?.['code'] ?? json['scimType'] ?? oauthCode(json);
  return {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : undefined,
    text: [...new Set(words.filter((word) => word !== ''))].join(' '),
    tracking: textIn(json, 'trackingId') || undefined,
  };
}

/** The token's route says `error` as a text: `invalid_grant`. */
function oauthCode(json: JsonObject): string | undefined {
  return textIn(json, 'error') || undefined;
}

/** Who asks Cisco's support about it is asked for this. */
function withTracking(text: string, tracking: string | undefined): string {
  return tracking === undefined || text.includes(tracking) ? text : `${text} (TrackingID ${tracking})`;
}

/** "User already exists" came as 409 with and without `scimType`, and as 400. */
function isDuplicate(status: number, { code, text }: Said): boolean {
  return code === 'uniqueness' || (status === 400 && /already exists/iu.test(text));
}

function codeOf(status: number): ProviderErrorCode {
  if (status === 401 || status === 403) return 'auth';
  if (status === 404 || status === 410) return 'not-found';
  return status === 409 || status === 412 || status === 423 ? 'conflict' : 'invalid';
}

/** Of OAuth (RFC 6749 §5.2); they come with 400 or 401. */
const loginRefusals: ReadonlySet<string> = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client']);

const renew =
  'Check the credentials of the Portal. A refresh token ends after about 90 days without use, and when the service ' +
  'app is authorised anew: take the new one from there.';

const curesByStatus: Readonly<Record<number, string>> = {
  401: renew,
  403:
    'Give the service app the scopes that the README of the provider lists, let a full administrator authorise it ' +
    'again, and take the new refresh token.',
  423: 'Something else works on it now. Apply again later.',
};

/** A portal may name a code as every object names a member: `constructor`. */
function cureOf(code: string): string | undefined {
  return Object.hasOwn(licenceCures, code) ? licenceCures[code] : undefined;
}

export function textIn(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

export function objectsIn(object: JsonObject, name: string): readonly JsonObject[] {
  const value = object[name];
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
