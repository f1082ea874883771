import type { JsonObject } from '../../../engine/model/json.ts';
import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import { badRequest } from './refusal.ts';
import type { Refusal } from './refusal.ts';

export type Success = 200 | 201 | 202 | 206;

/** What is needed to say it. */
export interface Voice {
  readonly c: EmulatorContext;
  readonly newId: () => string;
}

/** Every answer carries a `TrackingID`; a client's own is taken over. */
export function trackingId({ c, newId }: Voice): string {
  const id = c.req.header('trackingid') ?? `NA_${newId()}`;
  c.header('TrackingID', id);
  return id;
}

export function succeed(voice: Voice, body: JsonObject, status: Success = 200): Response {
  trackingId(voice);
  return voice.c.json(body, status);
}

export function emptySuccess(voice: Voice, status: 200 | 204): Response {
  trackingId(voice);
  return voice.c.body(null, status);
}

/** The gateway's form: `{message, errors, trackingId}`. */
export function refuse(voice: Voice, refusal: Refusal): Response {
  const { status, message, description, errorCode } = refusal;
  const error = { description: description ?? message, ...(errorCode === undefined ? {} : { errorCode }) };
  return voice.c.json({ message, errors: [error], trackingId: trackingId(voice) }, status);
}

/** The form of RFC 7644: the status is a text. */
export function refuseAsScim(voice: Voice, { status, message, description, scimType }: Refusal): Response {
  trackingId(voice);
  return voice.c.json(
    {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType === undefined ? {} : { scimType }),
      detail: description ?? message,
    },
    status,
  );
}

/** 423: somebody else is at it. Like 429 it says when to come again. */
export function locked(voice: Voice): Response {
  voice.c.header('Retry-After', '1');
  return refuse(voice, { refused: true, status: 423, message: 'The requested resource is temporarily unavailable.' });
}

/** The JSON object in the body. */
export async function readBody(c: EmulatorContext): Promise<JsonObject | Refusal> {
  const malformed = badRequest('The request body is no JSON object.', { scimType: 'invalidSyntax' });
  try {
    const body: unknown = JSON.parse(await c.req.text());
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as JsonObject) : malformed;
  } catch {
    return malformed;
  }
}

/** A `Link` to the next page, with everything else that was asked. */
export function linkNext(c: EmulatorContext, query: Readonly<Record<string, string>>): void {
  const url = new URL(c.req.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  c.header('Link', `<${url.href}>; rel="next"`);
}

/** A number of the query from `least` on, silently clipped at `most`; the default where it is left out or no number. */
export function numberIn(text: string | undefined, given: { least: number; most: number; byDefault: number }): number {
  const number = Number(text ?? '');
  if (text === undefined || text === '' || !Number.isSafeInteger(number)) return given.byDefault;
  return Math.min(given.most, Math.max(given.least, number));
}
