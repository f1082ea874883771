interface PlainRequestInput {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>> | Headers;
  readonly body?: string | undefined;
}

/** What a portal in this very program is asked: a text, without the streams and signals that a real network needs. */
export function plainRequest({ url, method, headers, body = '' }: PlainRequestInput): Request {
  const text = (): Promise<string> => Promise.resolve(body);
  const json = async (): Promise<unknown> => JSON.parse(body);
  const asked = { url, method, headers: new Headers(headers), text, json };
  // Emulators read nothing else of a request.
  return asked as unknown as Request;
}

/** What portals answer with meanwhile is a text too: a tenth of a simulation's time went into streams of one piece. */
export async function withPlainAnswers<Value>(work: () => Promise<Value>): Promise<Value> {
  const whole = globalThis.Response;
  globalThis.Response = PlainResponse as unknown as typeof Response;
  try {
    return await work();
  } finally {
    globalThis.Response = whole;
  }
}

class PlainResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly #text: string;

  constructor(text: string | null = null, init: ResponseInit = {}) {
    if (text !== null && typeof text !== 'string') throw new TypeError('a plain answer is a text');
    this.status = init.status ?? 200;
    this.headers = new Headers(init.headers);
    this.#text = text ?? '';
    if (text === null || this.headers.has('content-type')) return;
    this.headers.set('content-type', 'text/plain;charset=UTF-8');
  }

  get body(): string {
    return this.#text;
  }

  text(): Promise<string> {
    return Promise.resolve(this.#text);
  }

  clone(): PlainResponse {
    return new PlainResponse(this.#text, this);
  }
}
