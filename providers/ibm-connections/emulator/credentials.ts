/** What a run of Rollcall against the sandbox has in the place of every credential. */
export const sandboxWord = 'sandbox';

/** Whether an `Authorization: Basic` header carries a password that is accepted. Any user name will do. */
export function isBasic(header: string | undefined): boolean {
  const encoded = /^Basic (\S+)$/iu.exec(header ?? '')?.[1];
  if (encoded === undefined) return false;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1) === sandboxWord && text.includes(':');
}

/** The token of an `Authorization: Bearer` header; empty where there is none. */
export function bearerOf(header: string | undefined): string {
  return /^Bearer (\S+)$/iu.exec(header ?? '')?.[1] ?? '';
}
