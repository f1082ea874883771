import { ProviderError } from '../model/provider-error.ts';

/** What is known when handing a mail over came to nothing. */
export interface SmtpFailure {
  readonly error: unknown;
  readonly server: string;
  /** Whether any byte of the mail itself was sent: from then on only the server's answer says what became of it. */
  readonly begun: boolean;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
}

interface Facts {
  readonly code: string;
  /** The server's own code; 0 where it gave none. */
  readonly answer: number;
  readonly command: string;
  readonly text: string;
  readonly words: string;
}

const longestWords = 300;

/** A failure of the mail server in the engine's words: above all whether the mail was surely not taken. */
export function failureOf({ error, server, begun, redact }: SmtpFailure): ProviderError {
  if (error instanceof ProviderError) return error;
  const { code, answer, command, text, words } = factsOf(error, redact);
  const said = words === '' ? {} : { portalText: words, ...(answer === 0 ? {} : { portalCode: String(answer) }) };
  if (begun && !isRefusal(answer)) {
    const cure =
      'Ask the person whether the mail came; rollcall status says how to record it. It is never sent again by itself.';
    return new ProviderError('ambiguous', `${server} took the mail and never said what became of it`, {
      ...said,
      cure,
    });
  }
  if (code === 'ETLS' || /certificate/i.test(text)) {
    const cure = 'Check spec.mail.server: its host is the name in the certificate, and security fits its port.';
    return new ProviderError('unavailable', `no safe connection to ${server}: ${text}`, { ...said, cure });
  }
  if (code === 'EAUTH' || command.startsWith('AUTH')) {
    const cure = 'Check user and password of spec.mail.';
    if (answer >= 400 && answer < 500) return notTaken(server, said, text);
    return new ProviderError('auth', `${server} refuses the user or the password`, { ...said, cure });
  }
  if (answer >= 500 || code === 'EENVELOPE' || code === 'EMESSAGE') {
    if (answer >= 400 && answer < 500) return notTaken(server, said, text);
    const cure = 'Correct what the mail server names; the next apply tries it again.';
    return new ProviderError('invalid', `${server} refuses the mail${answer === 0 ? `: ${text}` : ''}`, {
      ...said,
      cure,
    });
  }
  return notTaken(server, said, text);
}

/** RFC 5321, 4.2.1: only these say that it was not taken. What no server says after a mail says nothing. */
function isRefusal(answer: number): boolean {
  return answer >= 400 && answer < 600;
}

function notTaken(server: string, said: { readonly portalText?: string }, text: string): ProviderError {
  const why = said.portalText === undefined ? `: ${text}` : ' for now';
  const cure = 'It surely was not sent; the next apply tries it again.';
  return new ProviderError('unavailable', `${server} did not take the mail${why}`, { ...said, cure });
}

/** The words are redacted whole, and cut after that: half a secret is not found any more. */
function factsOf(error: unknown, redact: (text: string) => string): Facts {
  const { code, responseCode, command, message, response } = error as Record<string, unknown>;
  const words = typeof response === 'string' ? response : '';
  const own = String(message ?? error);
  return {
    code: typeof code === 'string' ? code : '',
    answer: typeof responseCode === 'number' ? responseCode : 0,
    command: typeof command === 'string' ? command : '',
    text: tidy(redact(words === '' ? own : own.replace(`: ${words}`, ''))),
    words: tidy(redact(words)),
  };
}

function tidy(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length > longestWords ? `${line.slice(0, longestWords)}…` : line;
}
