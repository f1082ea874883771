import { minute } from '../../../engine/model/instant.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { SandboxMail } from '../../../providers/kit/sandbox/inbox.ts';
import type { SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { createMaas360Emulator } from '../../../providers/maas360/emulator/index.ts';
import type { Maas360Emulator, Maas360EmulatorOptions } from '../../../providers/maas360/emulator/index.ts';
import type { Account, Administrator } from '../../../providers/maas360/emulator/portal-state.ts';
import { operations } from '../../../providers/maas360/parameters.ts';
import type { OperationName } from '../../../providers/maas360/parameters.ts';
import { drivenWorld } from '../../sandbox/support/driven-world.ts';

/** A JSON object of any shape, for tests that look into answers. */
export type Row = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of JSON; empty where the answer is none. */
  readonly body: Row;
}

export interface Sending {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const partner = '30001111';
export const robot = '30001111_robot';
export const eva = 'eva@nordic.example';
export const goodPassword = 'Right-Horse7';

export const json = { accept: 'application/json' };

export interface Lab {
  readonly world: SandboxWorld;
  readonly emulator: Maas360Emulator;
  readonly send: (method: string, path: string, sending?: Sending) => Promise<Answer>;
  /** An operation of the table, by the names of the wire, as the robot and for the partner's account or another. */
  readonly call: (name: OperationName, parameters?: Row, billingId?: string) => Promise<Answer>;
  readonly mails: (to: string) => readonly SandboxMail[];
  readonly account: (name: string) => Account;
  readonly person: (userName: string) => Administrator;
  /** Plays a step, and gives what was wrong in one line; empty where nothing was. */
  readonly play: (step: string, email: string, answers?: JsonObject) => Promise<string>;
}

type LabOptions = Partial<Omit<Maas360EmulatorOptions, 'world'>>;

export const nordic = {
  name: 'nordic',
  contacts: { owner: eva },
  settings: { billingId: partner },
  account: robot,
} as const;

/** Nordic, a business partner that is onboarded, in a world that only the test moves. */
export function lab(options: LabOptions = {}): Lab {
  const world = drivenWorld();
  const emulator = createMaas360Emulator({ portal: nordic, accountName: 'Nordic', ...options, world });
  const send: Lab['send'] = async (method, path, { headers = {}, body } = {}) => {
    const init = { method, headers, ...(body === undefined ? {} : { body }) };
    const response = await emulator.app.fetch(new Request(`http://sandbox.test${path}`, init), {});
    const text = await response.text();
    const body_ = text.startsWith('{') ? (JSON.parse(text) as Row) : {};
    return { status: response.status, headers: response.headers, text, body: body_ };
  };
  let token = '';
  let renewAt = 0;
  return {
    world,
    emulator,
    send,
    call: async (name, parameters = {}, billingId = partner) => {
      if (world.now() >= renewAt) {
        token = await tokenOf(send);
        renewAt = world.now() + 50 * minute;
      }
      const headers = { ...json, authorization: `MaaS token="${token}"` };
      return await send(
        operations[name].method,
        pathOf(name, billingId, parameters),
        requestOf(name, headers, parameters),
      );
    },
    mails: (to) => world.inbox.list({ to }, 100),
    account: (name) => {
      const found = [...emulator.state().accounts.values()].find((one) => one.name === name);
      if (found === undefined) throw new Error(`no account ${name}`);
      return found;
    },
    person: (userName) => {
      const found = emulator.state().administrators.get(userName.toLowerCase());
      if (found === undefined) throw new Error(`no administrator ${userName}`);
      return found;
    },
    play: async (step, email, answers = {}) => {
      const result = await emulator.play(step, email, answers);
      return result.played ? '' : result.problems.map(({ field, text }) => `${field}: ${text}`).join(' ');
    },
  };
}

function pathOf(name: OperationName, billingId: string, parameters: Row): string {
  const path = operations[name].path.replace('{billingId}', billingId);
  return operations[name].method === 'GET' ? `${path}?${formOf(parameters)}` : path;
}

function requestOf(name: OperationName, headers: Readonly<Record<string, string>>, parameters: Row): Sending {
  if (operations[name].method === 'GET') return { headers };
  return { headers: { ...headers, 'content-type': form }, body: formOf(parameters) };
}

export const form = 'application/x-www-form-urlencoded';

export function formOf(parameters: Row): string {
  return new URLSearchParams(
    Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** What asks for a token: the robot of Nordic, unless it is said otherwise. */
export function authRequest(change: Row = {}): string {
  const asked = {
    billingID: partner,
    platformID: '3',
    appID: `com.${partner}.api`,
    appVersion: '1.0',
    appAccessKey: 'sandbox',
    userName: robot,
    password: 'sandbox',
    ...change,
  };
  return JSON.stringify({ authRequest: { maaS360AdminAuth: asked } });
}

export const auth2 = `/auth-apis/auth/2.0/authenticate/customer/${partner}`;

export async function tokenOf(send: Lab['send'], change: Row = {}): Promise<string> {
  const billingId = String(change['billingID'] ?? partner);
  const path = `/auth-apis/auth/2.0/authenticate/customer/${billingId}`;
  const { body } = await send('POST', path, { headers: json, body: authRequest(change) });
  return String((body['authResponse'] as Row)['authToken']);
}

/** The parameters of a customer or trial account below Nordic. */
export function customer(name: string, more: Row = {}): Row {
  return {
    accountType: 'Customer',
    accountName: name,
    adminEmailAddress: `it@${name.toLowerCase()}.example`,
    billingId: partner,
    ...more,
  };
}

export function trial(name: string, more: Row = {}): Row {
  return customer(name, { accountType: 'Trial', ...more });
}

/** Makes an account and gives its billing id. */
export async function made({ call }: Lab, parameters: Row): Promise<string> {
  const { body, text } = await call('createCustomer', parameters);
  const id = (body['accountResponse'] as Row | undefined)?.['billingId'];
  if (id === undefined) throw new Error(`not made: ${text}`);
  return String(id);
}
