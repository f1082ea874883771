import type { JsonObject } from '../../../engine/model/json.ts';
import { createIbmConnectionsEmulator } from '../../../providers/ibm-connections/emulator/index.ts';
import type {
  IbmConnectionsEmulator,
  IbmConnectionsEmulatorOptions,
} from '../../../providers/ibm-connections/emulator/index.ts';
import type { SandboxMail } from '../../../providers/kit/sandbox/inbox.ts';
import type { SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { drivenWorld } from '../../sandbox/support/driven-world.ts';

/** A JSON object of any shape, for tests that look into answers. */
export type Row = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Row;
}

export interface Call {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject | string;
}

export interface MarketLab {
  readonly world: SandboxWorld;
  readonly emulator: IbmConnectionsEmulator;
  readonly send: (method: string, path: string, call?: Call) => Promise<Answer>;
  /** The plane purchase, with a token of its own. */
  readonly buy: (method: string, path: string, body?: JsonObject | string) => Promise<Answer>;
  /** The plane panel, as the provider. */
  readonly bus: (method: string, path: string, body?: JsonObject | string) => Promise<Answer>;
  readonly mails: (to: string) => readonly SandboxMail[];
}

export const basic = `Basic ${btoa('sandbox:sandbox')}`;
export const key = { 'x-subscription-key': 'sandbox' };
export const acme = '1000001';

type LabOptions = Partial<Omit<IbmConnectionsEmulatorOptions, 'world'>>;

/** A reseller with the customer `1000001`, Acme, of grace@acme.example, in a world that only the test moves. */
export function marketLab(options: LabOptions = {}): MarketLab {
  const world = drivenWorld();
  const portal = {
    name: 'acme',
    contacts: { owner: 'grace@acme.example' },
    settings: { customer: { id: acme, name: 'Acme' } },
  };
  const emulator = createIbmConnectionsEmulator({ portal, ...options, world });
  const send: MarketLab['send'] = async (method, path, { headers = {}, body } = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const init = { method, headers, ...(body === undefined ? {} : { body: text }) };
    const response = await emulator.app.fetch(new Request(`http://sandbox.test${path}`, init), {});
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(answer) };
  };
  let bearer = '';
  return {
    world,
    emulator,
    send,
    buy: async (method, path, body) => {
      if (bearer === '') {
        const { body: given } = await send('POST', '/purchase/token', {
          headers: { ...key, authorization: basic },
          body: { marketplace: 'eu' },
        });
        bearer = `Bearer ${String(given['token'])}`;
      }
      const headers = { ...key, authorization: bearer };
      return await send(method, `/purchase${path}`, body === undefined ? { headers } : { headers, body });
    },
    bus: async (method, path, body) => {
      const headers = { 'aps-token': 'sandbox' };
      return await send(method, `/panel/aps/2${path}`, body === undefined ? { headers } : { headers, body });
    },
    mails: (to) => world.inbox.list({ to }, 100),
  };
}

function parsed(text: string): Row {
  if (text === '') return {};
  return text.startsWith('{') || text.startsWith('[') ? (JSON.parse(text) as Row) : { text };
}

export const base = { mpn: 'IBM-CONN-S2', quantity: 20 } as const;
export const docs = { mpn: 'IBM-CONN-DOCS', quantity: 5 } as const;

/** Orders for Acme and lets everything become active; gives the subscription's id. */
export async function bought({ buy, world }: MarketLab, products: readonly JsonObject[] = [base]): Promise<string> {
  const { body } = await buy('POST', '/orders', { type: 'sales', customerId: acme, products });
  world.advance(60_000);
  const order = await buy('GET', `/orders/${String(body['id'])}`);
  if (order.body['status'] !== 'completed') throw new Error(`not completed: ${JSON.stringify(order.body)}`);
  return String(order.body['subscriptionId']);
}
