import type { Secret } from '../../engine/model/secret.ts';

/** Takes every given secret out of a text, plain or in an encoding that a portal or a proxy may echo. */
export type Redact = (text: string) => string;

/** A secret shorter than this stands in words and host names by chance: it is hidden only as a word of its own. */
const shortestSecret = 8;

/** A piece shorter than this is no trace of a secret, and hiding it would make every text unreadable. */
const shortestTrace = 6;

/** A longer form is looked for as it stands: a pattern of many of them would be too large for any engine. */
const longestInPattern = 4_096;

/**
 * Must be asked before a text is cut: half a secret is not found any more. A secret of fewer than six characters is
 * only hidden where it stands plainly, and one of fewer than eight only as a word of its own.
 */
export function createRedactor(secrets: readonly Secret[]): Redact {
  const forms = new Map<string, string>();
  const long: string[] = [];
  for (const secret of secrets) {
    const text = secret.reveal();
    const short = text.length < shortestSecret;
    for (const form of formsOf(text)) {
      if (form.length > longestInPattern) long.push(form);
      else forms.set(form, short && form === text ? asWord(form) : escaped(form));
    }
  }
  const withoutLong: Redact = (text) => long.reduce((shorter, form) => shorter.replaceAll(form, '«secret»'), text);
  if (forms.size === 0) return withoutLong;
  const longestFirst = [...forms].sort(([left], [right]) => right.length - left.length);
  const pattern = new RegExp(longestFirst.map(([, source]) => source).join('|'), 'giu');
  return (text) => withoutLong(text).replace(pattern, '«secret»');
}

function formsOf(text: string): string[] {
  if (text === '') return [];
  const bytes = Buffer.from(text, 'utf8');
  const json = JSON.stringify(text).slice(1, -1);
  const encoded = [encodeURIComponent(text), formEncoded(text), json, htmlEscaped(text), bytes.toString('hex')];
  const traces = [...encoded, ...base64Forms(bytes)].filter((form) => form.length >= shortestTrace);
  return [text, ...traces];
}

/**
 * What the secret looks like inside a longer base64 text: three ways to stand between the groups of four, without the
 * characters that its neighbours decide.
 */
function base64Forms(bytes: Buffer): string[] {
  const forms: string[] = [];
  for (const offset of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const rest = (offset + bytes.length) % 3;
    const inner = text.slice(offset === 0 ? 0 : offset + 1, rest === 0 ? undefined : -1);
    forms.push(inner, inner.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

function formEncoded(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1);
}

function htmlEscaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const letter = '[\\p{L}\\p{N}]';

/** A label of a host name, and a part of an address, is no word of its own. */
function asWord(form: string): string {
  return `(?<!${letter}|${letter}[.@-])${escaped(form)}(?!${letter}|[.@-]${letter})`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
