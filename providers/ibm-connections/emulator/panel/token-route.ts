import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { PanelApi } from './panel-context.ts';
import type { Scope } from './resources.ts';
import { failureXml, readCall, successXml } from './xml-rpc.ts';
import type { RpcCall } from './xml-rpc.ts';

export const getToken = 'panel: get a token';

/** Documented: by XML-RPC, with one struct. That `/RPC2` answers at the bus's own address is ours. */
export function addTokenRoute(api: PanelApi): void {
  const act = async (c: EmulatorContext): Promise<Response> => {
    const call = readCall(await c.req.text());
    const xml = call === null ? failureXml('the call cannot be read') : tokenFor(api, call);
    return c.body(xml, 200, { 'Content-Type': 'text/xml; charset=utf-8' });
  };
  api.app.post('/RPC2', api.operation({ name: getToken, writes: false, act }));
}

/** Observed: a failure is an answer as well, with a status other than 0. */
function tokenFor(api: PanelApi, { method, members }: RpcCall): string {
  const scope = scopeFor(api, method, members);
  return typeof scope === 'string' && scope !== 'provider'
    ? failureXml(scope)
    : successXml({ aps_token: api.tokens.issue(scope) });
}

type Found = Scope | `no ${string}`;

/** Documented: account 1 is the provider, who sees everybody. [ours] So does the reseller's account, and user 1. */
function scopeFor({ panel }: PanelApi, method: string, members: ReadonlyMap<string, string>): Found {
  const { market, directory } = panel();
  switch (method) {
    case 'pem.APS.getAccountToken': {
      const id = Number(members.get('account_id'));
      const account = [...market.customers.values()].find(({ accountId }) => accountId === id);
      return id === 1 || String(id) === market.resellerId ? 'provider' : (account ?? `no account ${id}`);
    }
    case 'pem.APS.getUserToken': {
      const id = Number(members.get('user_id'));
      if (id === 1) return 'provider';
      const user = [...directory.users.values()].find(({ userId }) => userId === id);
      return user?.customer ?? `no user ${id}`;
    }
    default:
      return `no method ${method}`;
  }
}
