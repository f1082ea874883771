import type { Deps, HttpResponse } from '../../engine/model/deps.ts';
import { TransportError } from '../../engine/model/deps.ts';
import type { PortalLimits } from '../../engine/model/declaration.ts';
import type { Json } from '../../engine/model/json.ts';
import type { Secret } from '../../engine/model/secret.ts';
import { AnswerTooLargeError } from './answer-too-large-error.ts';
import { type AnswerVerdict, type ClassifyAnswer, classifyByStatus, type RawAnswer } from './answer-verdict.ts';
import { joinUrl, parseBaseUrl } from './base-url.ts';
import { createDoorErrors, type DoorErrors } from './door-errors.ts';
import { createPatience, type Patience } from './door-patience.ts';
import type { DoorAnswer, DoorRequest } from './door-request.ts';
import { checkHeaders } from './header-check.ts';
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts';
import { createRedactor } from './redaction.ts';
import type { TokenSession } from './token-session.ts';

export interface DoorOptions {
  readonly baseUrl: string;
  readonly deps: Pick<Deps, 'clock' | 'sleep' | 'random' | 'transport' | 'signal'>;
  readonly limits: Pick<PortalLimits, 'requestsPerSecond' | 'requestTimeout'>;
  /** Sent with each request. */
  readonly headers: Readonly<Record<string, string | Secret>>;
  /** Every secret that a portal could echo; none leaves the door in an error. */
  readonly secrets: readonly Secret[];
  /** Where requests carry a token that has first to be asked for, and that ends. */
  readonly session?: TokenSession;
  /** Whether an answer says that the token is over, so that another one may help; each 401 where this is left out. */
  readonly isTokenOver?: (answer: HttpResponse) => boolean;
  readonly classify?: ClassifyAnswer;
  /** Shared with another door to the same portal, so that both together keep its rate; else one of its own. */
  readonly limiter?: RateLimiter;
}

/** What was tried so far, repetitions included, but not what was held back. */
export interface RequestCounts {
  readonly reads: number;
  readonly writes: number;
}

export interface HttpDoor {
  /**
   * One request with all its repetitions. Reads are repeated after a failure of the network or the portal; limits are
   * waited out; a write is repeated only where it surely was not carried out.
   *
   * @throws ProviderError `ambiguous` for a write whose answer was lost, else as the answer says.
   */
  readonly request: (request: DoorRequest) => Promise<DoorAnswer>;
  readonly counts: () => RequestCounts;
  /** How the door words what failed: for an answer in which the portal answers many things at once. */
  readonly errors: DoorErrors;
}

/** The largest answer that is read, in characters. */
const maximumAnswer = 32 * 1_048_576;

/**
 * The one way to a portal: rate, retries, limits, redaction and the reading of answers are decided here and nowhere
 * else. No redirect is followed.
 *
 * @throws ProviderError `invalid` for a base URL and `auth` for a credential that cannot be used at all.
 */
export function createHttpDoor(options: DoorOptions): HttpDoor {
  const base = parseBaseUrl(options.baseUrl);
  checkHeaders(options.headers);
  const { deps, limits, session } = options;
  const limiter = options.limiter ?? createRateLimiter(deps, limits.requestsPerSecond);
  const redact = (text: string): string => createRedactor([...options.secrets, ...(session?.secrets() ?? [])])(text);
  const errors = createDoorErrors({ host: base.host, redact });
  const neverAborted = new AbortController().signal;
  const counts = { reads: 0, writes: 0 };

  async function request(asked: DoorRequest): Promise<DoorAnswer> {
    const patience = createPatience({ deps, limiter, asked, errors });
    let renewed = false;
    for (;;) {
      const given = (await session?.headers()) ?? noHeaders;
      await patience.turn();
      const reply = await sendOnce(asked, given);
      const { classify, isTokenOver = isUnauthorized } = options;
      if (session !== undefined && !renewed && !(reply instanceof TransportError) && isTokenOver(reply)) {
        // What is not let in does nothing: a write may be sent again, once, with another token.
        renewed = true;
        session.refused(given);
        continue;
      }
      const answer = await judged({ reply, asked, patience, errors, classify, now: deps.clock.now() });
      if (answer !== undefined) return answer;
    }
  }

  async function sendOnce(asked: DoorRequest, given: Headers): Promise<HttpResponse | TransportError> {
    counts[asked.writes ? 'writes' : 'reads'] += 1;
    const text = asked.payload?.text ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
    const body = text === undefined ? {} : { body: text };
    try {
      return await deps.transport.send({
        method: asked.method,
        url: urlOf(base, asked),
        headers: { ...acceptOf(asked), ...contentType(asked), ...options.headers, ...given, ...asked.headers },
        timeout: limits.requestTimeout,
        signal: asked.signal === undefined || asked.signal === deps.signal ? neverAborted : asked.signal,
        ...(asked.writes ? { writes: true } : {}),
        ...body,
      });
    } catch (error) {
      if (error instanceof AnswerTooLargeError) throw errors.unreadable(asked, error.message);
      if (!(error instanceof TransportError)) throw error;
      if (error.heldBack) counts[asked.writes ? 'writes' : 'reads'] -= 1;
      return error;
    }
  }

  return { request, counts: () => ({ ...counts }), errors };
}

interface Judging {
  readonly reply: HttpResponse | TransportError;
  readonly asked: DoorRequest;
  readonly patience: Patience;
  readonly errors: DoorErrors;
  readonly classify: ClassifyAnswer | undefined;
  readonly now: number;
}

/** The answer; undefined where the same is to be asked again, after the wait that has just passed. */
async function judged({ reply, asked, patience, errors, classify, now }: Judging): Promise<DoorAnswer | undefined> {
  if (reply instanceof TransportError) {
    if (asked.writes && reply.delivered === 'maybe') throw errors.lost(asked, reply.message);
    return patience.afterFailure(reply.message);
  }
  if (reply.body.length > maximumAnswer) throw errors.unreadable(asked, `it has over ${maximumAnswer} characters`);
  const answer = rawAnswer(reply);
  const verdict: AnswerVerdict = classify?.(answer) ?? classifyByStatus(answer, now);
  switch (verdict.verdict) {
    case 'taken':
      if (answer.json === undefined && answer.body.trim() !== '' && asked.expects !== 'text') {
        throw errors.unreadable(asked, 'it is no JSON', answer);
      }
      return { status: answer.status, headers: answer.headers, json: answer.json ?? null, text: answer.body };
    case 'busy':
      return patience.afterLimit(verdict);
    case 'failed':
      if (asked.writes && verdict.acted === 'maybe') throw errors.lost(asked, errors.words(verdict, answer));
      return patience.afterFailure(errors.words(verdict, answer));
    case 'refused':
      throw errors.refused(asked, verdict, answer);
  }
}

function rawAnswer(reply: HttpResponse): RawAnswer {
  return { ...reply, json: parsed(reply.body) };
}

function parsed(body: string): Json | undefined {
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

function urlOf(base: URL, { path, query, rawQuery }: DoorRequest): string {
  const url = joinUrl(base, path, query);
  return rawQuery === undefined ? url : `${url}?${rawQuery}`;
}

type Headers = Readonly<Record<string, string | Secret>>;

const noHeaders: Headers = {};

function isUnauthorized({ status }: HttpResponse): boolean {
  return status === 401;
}

function acceptOf(asked: DoorRequest): Headers {
  return asked.expects === 'text' ? {} : { accept: 'application/json' };
}

function contentType(asked: DoorRequest): Readonly<Record<string, string>> {
  if (asked.payload !== undefined) return { 'content-type': asked.payload.type };
  return asked.body === undefined ? {} : { 'content-type': 'application/json' };
}
