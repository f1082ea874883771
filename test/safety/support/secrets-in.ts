import type { HttpRequest } from '../../../engine/model/deps.ts';

/** What this request carries that nobody may see: what is sent as a secret, and what the login's body holds. */
export function secretsIn({ headers, body = '' }: HttpRequest): string[] {
  const sent = Object.values(headers).flatMap((value) => (typeof value === 'string' ? [] : [value.reveal()]));
  const tokens = sent.flatMap((text) => [text.replace(/^(Bearer|MaaS token=)\s*/u, ''), ...passwordIn(text)]);
  const plain = tokens.map((text) => text.replaceAll('"', '')).filter((text) => !text.startsWith('Basic '));
  return [...plain, ...(body.match(/canary-[\w-]+(?:secret|refresh|word-\w*(?:[Kk]ey|[Pp]assword))/gu) ?? [])];
}

function passwordIn(header: string): string[] {
  const encoded = /^Basic (\S+)$/u.exec(header)?.[1];
  if (encoded === undefined) return [];
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  return [decoded.slice(decoded.indexOf(':') + 1)];
}
