import type { JsonObject } from '../../../engine/model/json.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import { buildXml } from '../xml.ts';
import type { Quirks, RefusalForm } from './quirks.ts';
import type { Refusal, RefusalKind } from './refusal.ts';
import { isEmptyList, translatedJson } from './translated-json.ts';

/** One answer: a document with one root, in XML or JSON. */
export interface WireAnswer {
  readonly document: JsonObject;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is asked for by `Accept`; otherwise XML for calls of version 1.0 and JSON for 2.0, as seen. */
export function respond(c: EmulatorContext, quirks: Quirks, { document, status = 200, headers }: WireAnswer): Response {
  const isJson = wantsJson(c);
  const text = isJson ? JSON.stringify(translatedJson(document, quirks)) : buildXml(withoutEmptyLists(document));
  const type = isJson ? 'application/json;charset=UTF-8' : 'application/xml;charset=UTF-8';
  return new Response(text, { status, headers: { 'content-type': type, ...headers } });
}

function wantsJson(c: EmulatorContext): boolean {
  const accept = (c.req.header('accept') ?? '').toLowerCase();
  if (accept.includes('application/json')) return true;
  return !accept.includes('xml') && c.req.path.includes('/2.0/');
}

/** An element with nothing in it, where a list has counts but no items. */
function withoutEmptyLists(document: JsonObject): JsonObject {
  const entries = Object.entries(document).map(([name, value]) => {
    return [
      name,
      typeof value === 'object' && value !== null && isEmptyList(value as JsonObject) ? '' : value,
    ] as const;
  });
  return Object.fromEntries(entries);
}

/** Answers that say no under HTTP 200: nothing has changed, whatever the status says. */
const refusedQuietly = new WeakSet<Response>();

export function isQuietRefusal(response: Response): boolean {
  return refusedQuietly.has(response);
}

/** The refusal in the form that the quirks give to its kind. */
export function refuse(c: EmulatorContext, quirks: Quirks, { kind, text }: Refusal): Response {
  const response = respond(c, quirks, refusalAnswer(quirks.refusals[kind], kind, text));
  if (response.status < 300) refusedQuietly.add(response);
  return response;
}

function refusalAnswer(form: RefusalForm, kind: RefusalKind, description: string): WireAnswer {
  switch (form) {
    case 'bad-request':
      return { status: 400, document: { response: { responseCode: responseCodes[kind], description } } };
    case 'failure':
      return { document: failure(description) };
    case 'failure-400':
      return { status: 400, document: failure(description) };
    case 'number':
      return { document: { actionResponse: { actionStatus: 1, description } } };
    case 'forbidden':
      return { status: 403, document: failure(description) };
    case 'unavailable':
      return { status: 503, document: failure(description) };
  }
}

function failure(description: string): JsonObject {
  return { actionResponse: { status: 'Failure', description } };
}

/** 7 was seen, for a name that is taken; the others are ours. */
const responseCodes: Readonly<Record<RefusalKind, number>> = {
  invalid: 1,
  state: 2,
  limit: 3,
  denied: 4,
  copying: 5,
  duplicate: 7,
};

/** An action that was done. */
export function succeed(c: EmulatorContext, quirks: Quirks, description: string): Response {
  const outcome = quirks.actions === 'status' ? { status: 'Success' } : { actionStatus: 0 };
  return respond(c, quirks, { document: { actionResponse: { ...outcome, description } } });
}

/** The auth envelope, which also says why a token is not accepted. */
export function authRefusal(c: EmulatorContext, quirks: Quirks, code: AuthCode): Response {
  const status = code === 1002 ? 200 : 401;
  return respond(c, quirks, { status, document: { authResponse: { errorCode: code, errorDesc: authTexts[code] } } });
}

export type AuthCode = keyof typeof authTexts;

/** The first, second and fourth were seen; the text of 1008 is ours. */
const authTexts = {
  1002: 'Invalid Credentials',
  1007: 'Token expired.',
  1008: 'Invalid billing ID',
  1009: 'Token invalid',
} as const;

/** [inferred] A header announces it; its name, and the status, are not known. */
export function limitReached(c: EmulatorContext, quirks: Quirks): Response {
  const description = 'API limit reached, try after some time';
  const headers = { 'x-api-limit': description };
  return respond(c, quirks, { status: quirks.limitStatus, headers, document: failure(description) });
}
