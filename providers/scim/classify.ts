import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import type { AnswerVerdict, RawAnswer } from '../kit/answer-verdict.ts';
import { member, textMember } from './wire.ts';

const cures: Readonly<Record<number, string>> = {
  401: 'Check the token: it must be one for SCIM provisioning of this tenant, and not expired.',
  403: 'Give the token the right to provision accounts and groups, or use another one.',
  412: 'Somebody else changed it meanwhile. Plan again.',
  413: 'The request was too large. Please report it with the name of the server.',
};

/**
 * Reads the error of a SCIM server in the forms that are about: the standard one (with the status as text or number,
 * with or without scimType), a list of `errors`, and a bare message. Undefined where the status says it all.
 */
export function classifyAnswer({ status, json }: RawAnswer): AnswerVerdict | undefined {
  if (status < 400 || status === 429 || status >= 500 || status === 408 || status === 423 || status === 425) {
    return undefined;
  }
  const { scimType, text } = saidBy(json);
  const portalCode = scimType === undefined ? `HTTP ${status}` : `HTTP ${status} ${scimType}`;
  const cure = cures[status];
  return {
    verdict: 'refused',
    code: codeOf(status, scimType),
    portalCode,
    ...(text === undefined ? {} : { text }),
    ...(cure === undefined ? {} : { cure }),
  };
}

function codeOf(status: number, scimType: string | undefined): 'auth' | 'not-found' | 'conflict' | 'invalid' {
  if (status === 401 || status === 403) return 'auth';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409 || status === 412 || scimType?.toLowerCase() === 'uniqueness') return 'conflict';
  return 'invalid';
}

interface Said {
  readonly scimType: string | undefined;
  readonly text: string | undefined;
}

function saidBy(json: Json | undefined): Said {
  if (!isJsonObject(json)) return { scimType: undefined, text: undefined };
  const inner = errorIn(json);
  const text = textMember(inner, 'detail') ?? textMember(inner, 'description') ?? textMember(inner, 'message');
  return { scimType: textMember(inner, 'scimType'), text };
}

/** The error stands in the body, in its `error`, or in the first of its `errors`. */
function errorIn(json: JsonObject): JsonObject {
  const errors = member(json, 'errors');
  const [first] = Array.isArray(errors) ? (errors as readonly Json[]) : [];
  const single = member(json, 'error');
  if (isJsonObject(single)) return single;
  return isJsonObject(first) ? { ...json, ...first } : json;
}
