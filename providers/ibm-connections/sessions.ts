import type { Deps } from '../../engine/model/deps.ts';
import { minute, second } from '../../engine/model/instant.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import type { HttpDoor } from '../kit/http-door.ts';
import { answerReader } from '../kit/json-answer.ts';
import { createTokenSession, type TokenSession } from '../kit/token-session.ts';
import { assumed } from './assumptions.ts';

export interface Login {
  readonly user: Secret;
  readonly password: Secret;
}

/** `Authorization: Basic`, as RFC 7617 has it. */
export function basic({ user, password }: Login): Secret {
  return new Secret(`Basic ${Buffer.from(`${user.reveal()}:${password.reveal()}`, 'utf8').toString('base64')}`);
}

/** The marketplace's token: given for a password and the gateway's key, for so many seconds as it says. */
export function purchaseSession(clock: Deps['clock'], login: HttpDoor, marketplace: string): TokenSession {
  return createTokenSession({
    clock,
    async obtain() {
      const body = { marketplace };
      const answer = await login.request({ operation: 'log in', method: 'POST', path: '/token', body, writes: false });
      const read = answerReader("The marketplace's token");
      const given = read.object(answer.json);
      const token = new Secret(read.text(given, 'token'));
      return { token, lifetime: read.count(given, 'expiresInSeconds') * second };
    },
    headersOf: (token) => ({ authorization: new Secret(`Bearer ${token.reveal()}`) }),
  });
}

/** Documented: a panel token lives 5 to 30 minutes, and does not say how long. A refused one is renewed anyway. */
const panelTokenLifetime = 5 * minute;

/**
 * The panel's token, by XML-RPC: `pem.APS.getAccountToken` with the one struct that these methods take.
 *
 * @throws ProviderError `auth` where the panel gives none.
 */
export function panelSession(clock: Deps['clock'], login: HttpDoor, account: number): TokenSession {
  return createTokenSession({
    clock,
    async obtain() {
      const { text } = await login.request({
        operation: 'log in',
        method: 'POST',
        path: assumed.tokenPath.value,
        payload: { type: 'text/xml', text: tokenCall(account) },
        expects: 'text',
        writes: false,
      });
      const token = memberOf(text, assumed.tokenMember.value);
      if (token !== undefined) return { token: new Secret(token), lifetime: panelTokenLifetime };
      const said = memberOf(text, 'error_message') ?? memberOf(text, 'faultString') ?? 'no token in the answer';
      throw new ProviderError('auth', 'The panel gives no token.', {
        portalText: said.slice(0, 300),
        cure: 'Check panelUser and panelPassword, and that this machine is on the allow-list of the panel.',
      });
    },
    headersOf: (token) => ({ 'aps-token': token }),
  });
}

function tokenCall(account: number): string {
  const member = `<member><name>account_id</name><value><int>${account}</int></value></member>`;
  const params = `<params><param><value><struct>${member}</struct></value></param></params>`;
  return `<?xml version="1.0"?><methodCall><methodName>pem.APS.getAccountToken</methodName>${params}</methodCall>`;
}

/** One text member of the answer's struct; tokens and messages hold no markup. */
function memberOf(xml: string, name: string): string | undefined {
  const at = xml.indexOf(`<name>${name}</name>`);
  if (at < 0) return undefined;
  const value = /^\s*<value>\s*(?:<string>)?([^<]*)/u.exec(xml.slice(at + `<name>${name}</name>`.length));
  const text = value?.[1]?.trim();
  return text === undefined || text === '' ? undefined : text;
}
