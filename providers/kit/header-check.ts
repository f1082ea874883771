import { ProviderError } from '../../engine/model/provider-error.ts';
import type { Secret } from '../../engine/model/secret.ts';

/**
 * A credential read from a file often ends with a line break. Found before the first request, because the network
 * stack would only call it an invalid argument.
 *
 * @throws ProviderError `auth` without the value.
 */
export function checkHeaders(headers: Readonly<Record<string, string | Secret>>): void {
  for (const [name, value] of Object.entries(headers)) {
    const text = typeof value === 'string' ? value : value.reveal();
    if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(text)) continue;
    throw new ProviderError('auth', `The credential sent as ${name} holds characters that no HTTP header can carry.`, {
      cure: 'Look for a line break, a space at its end or a letter outside of ASCII in the credential.',
    });
  }
}
