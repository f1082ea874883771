import { ProviderError, type ProviderErrorOptions } from '../../engine/model/provider-error.ts';
import type { Milliseconds } from '../../engine/model/instant.ts';
import type { AnswerVerdict, RawAnswer, Refusal } from './answer-verdict.ts';
import type { DoorRequest } from './door-request.ts';
import type { Redact } from './redaction.ts';

type Asked = Pick<DoorRequest, 'operation' | 'writes'>;
type Words = Extract<AnswerVerdict, { readonly portalCode?: string; readonly text?: string }>;

/** The errors that leave the door: each says what could not be done and where, none holds a secret. */
export interface DoorErrors {
  /** The portal's code and words, or the failure itself, in one clause. */
  readonly words: (verdict: Words, answer: RawAnswer) => string;
  readonly refused: (asked: Asked, refusal: Refusal, answer: RawAnswer) => ProviderError;
  readonly lost: (asked: Asked, reason: string) => ProviderError;
  readonly unavailable: (asked: Asked, reason: string) => ProviderError;
  readonly limited: (asked: Asked, wait: Milliseconds) => ProviderError;
  /** An answer that nobody can read: for a write, nobody knows what it said. */
  readonly unreadable: (asked: Asked, reason: string, answer?: RawAnswer) => ProviderError;
  readonly stopped: (asked: Asked) => ProviderError;
}

/** Longer texts of a portal are cut: an error page is no explanation. */
const longestText = 300;
const longestCode = 60;
/** More than this is not even looked at for secrets. */
const longestLook = 65_536;

export function createDoorErrors({ host, redact }: { readonly host: string; readonly redact: Redact }): DoorErrors {
  function sane(text: string): string {
    const plain = redact(text.slice(0, longestLook))
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim();
    return plain.length > longestText ? `${plain.slice(0, longestText)}…` : plain;
  }

  function failed(code: ProviderError['code'], text: string, options: ProviderErrorOptions = {}): ProviderError {
    return new ProviderError(code, redact(text), options);
  }

  /** A portal's code goes into sentences: what is longer than a code is cut as any text of the portal. */
  function codeOf(verdict: Words, answer: RawAnswer): string {
    const code = sane(verdict.portalCode ?? '');
    return code === '' ? `HTTP ${answer.status}` : code.slice(0, longestCode);
  }

  function could(asked: Asked): string {
    return `Could not ${asked.operation} at ${host}`;
  }

  return {
    words(verdict, answer) {
      const code = codeOf(verdict, answer);
      const text = sane(verdict.text ?? '');
      return text === '' ? code : `${code} "${text}"`;
    },
    refused(asked, refusal, answer) {
      const portalCode = codeOf(refusal, answer);
      const portalText = sane(refusal.text ?? answer.body);
      const said = portalText === '' ? {} : { portalText };
      const cure = refusal.cure === undefined ? {} : { cure: redact(refusal.cure) };
      const text = `${could(asked)}: the portal refused it (${portalCode}).`;
      return failed(refusal.code, text, { portalCode, ...said, ...cure });
    },
    lost(asked, reason) {
      return failed('ambiguous', `The answer was lost when asking ${host} to ${asked.operation}: ${sane(reason)}.`, {
        cure: 'It may have happened. The next run looks it up before anything else is done about it.',
      });
    },
    unavailable(asked, reason) {
      return failed('unavailable', `${could(asked)}: ${sane(reason)}.`, {
        cure: 'Nothing was changed by this. Check that the portal can be reached, then run again.',
      });
    },
    limited(asked, wait) {
      const seconds = Math.ceil(wait / 1_000);
      return failed('rate-limited', `${could(asked)}: the portal asks to wait ${seconds} s more.`, {
        cure: 'Nothing was done. Run again later, or lower limits.requestsPerSecond of the Portal.',
      });
    },
    unreadable(asked, reason, answer) {
      const said = answer === undefined ? {} : { portalText: sane(answer.body), portalCode: `HTTP ${answer.status}` };
      if (!asked.writes) return failed('contract', `${could(asked)}: the answer cannot be read, ${reason}.`, said);
      const text = `The answer cannot be read after asking ${host} to ${asked.operation}: ${reason}.`;
      const cure = 'It may have happened. The next run looks it up before anything else is done about it.';
      return failed('ambiguous', text, { ...said, cure });
    },
    stopped(asked) {
      return failed('unavailable', `Stopped before asking ${host} to ${asked.operation}; nothing was done.`);
    },
  };
}
