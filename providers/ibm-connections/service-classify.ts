import { isJsonObject, type Json, type JsonObject } from '../../engine/model/json.ts';
import type { AnswerVerdict, RawAnswer } from '../kit/answer-verdict.ts';
import { assumed } from './assumptions.ts';

/** The only message code that public material names: the subscriber holds a seat of this subscription already. */
export const alreadyEntitled = 'BZSUS1926E';

/**
 * Reads IBM's answers. Both spellings of the error's keys were seen. The front door answers a first POST with 302 and
 * takes the same again (observed); 503 means busy (documented).
 */
export function classifyService(answer: RawAnswer): AnswerVerdict | undefined {
  if (answer.status === 302) return { verdict: 'busy', wait: 0, portalCode: 'HTTP 302' };
  const said = messageOf(answer.json);
  // Without IBM's own words it is the front door that speaks: a server that is down, not a busy one.
  if (said === undefined) return undefined;
  if (answer.status === 503) return { verdict: 'busy', portalCode: 'HTTP 503' };
  const { code, text } = said;
  const portalCode = code ?? `HTTP ${answer.status}`;
  const words = { portalCode, text };
  if (code === alreadyEntitled) return { verdict: 'refused', code: 'conflict', ...words };
  if (answer.status < 400 || answer.status >= 500) return undefined;
  if (assumed.duplicateAddress.value.test(text)) return { verdict: 'refused', code: 'conflict', ...words };
  if (answer.status === 401 || answer.status === 403)
    return { verdict: 'refused', code: 'auth', cure: cures[answer.status], ...words };
  if (answer.status === 404) return { verdict: 'refused', code: 'not-found', ...words };
  if (answer.status === 409) return { verdict: 'refused', code: 'conflict', ...words };
  return { verdict: 'refused', code: 'invalid', ...words };
}

const cures: Readonly<Record<401 | 403, string>> = {
  401: 'Check serviceUser and servicePassword: a password that a person changed is another one here too.',
  403: 'Let serviceUser be an administrator of the customer, or the vendor (VSR) where subscriptions are ordered.',
};

interface Message {
  readonly code: string | undefined;
  readonly text: string;
}

function messageOf(json: Json | undefined): Message | undefined {
  const said = isJsonObject(json) ? json['BSSResponse'] : undefined;
  if (!isJsonObject(said)) return undefined;
  const action = textOf(said, 'Useraction', 'userAction', 'UserAction');
  const text = textOf(said, 'ResponseMessage', 'responseMessage', 'ExceptionMessage') ?? '';
  return {
    code: textOf(said, 'MessageCode', 'messageId', 'messageCode'),
    text: action === undefined || action === '' ? text : `${text} ${action}`,
  };
}

function textOf(object: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = object[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}
