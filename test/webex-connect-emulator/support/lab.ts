import type { JsonObject } from '../../../engine/model/json.ts';
import { createWebexConnectEmulator } from '../../../providers/webex-connect/emulator/index.ts';
import type {
  EmulatedPortal,
  WebexConnectEmulator,
  WebexConnectEmulatorOptions,
} from '../../../providers/webex-connect/emulator/index.ts';
import type { SandboxMail } from '../../../providers/kit/sandbox/inbox.ts';
import type { SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import { drivenWorld } from '../../sandbox/support/driven-world.ts';

export interface Answer {
  readonly status: number;
  // Tests look into answers of every shape.
  readonly body: Record<string, unknown>;
}

export interface Lab {
  readonly world: SandboxWorld;
  readonly emulator: WebexConnectEmulator;
  /** Calls the API as the bearer of a token. */
  readonly call: (method: string, path: string, body?: JsonObject | string, token?: string) => Promise<Answer>;
  /** Invites and gives the invitation's id. */
  readonly invite: (email: string, more?: JsonObject) => Promise<string>;
  readonly list: (query?: string) => Promise<Record<string, unknown>[]>;
  readonly mails: (to: string) => readonly SandboxMail[];
}

export type LabOptions = Partial<Omit<WebexConnectEmulatorOptions, 'portal' | 'world'>> & {
  readonly portal?: Partial<EmulatedPortal>;
  readonly world?: SandboxWorld;
};

export const goodPassword = 'Right-Horse7';

/** A tenant `acme` of grace@acme.example in a world that only the test moves. */
export function lab(options: LabOptions = {}): Lab {
  const world = options.world ?? drivenWorld();
  const portal: EmulatedPortal = {
    name: 'acme',
    contacts: { owner: 'grace@acme.example' },
    login: 'password',
    settings: {},
    ...options.portal,
  };
  const emulator = createWebexConnectEmulator({ ...options, portal, world });
  const call: Lab['call'] = async (method, path, body, token = 'sandbox') => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const request = new Request(`http://sandbox.test/connectapi/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: text }),
    });
    const response = await emulator.app.fetch(request, {});
    const answer = await response.text();
    return { status: response.status, body: answer === '' ? {} : (JSON.parse(answer) as Record<string, unknown>) };
  };
  return {
    world,
    emulator,
    call,
    invite: async (email, more = {}) => {
      const { status, body } = await call('POST', '/teammates/invitations', { email, role: 'Full access', ...more });
      if (status !== 201) throw new Error(`not invited: ${JSON.stringify(body)}`);
      return String(body['inviteId']);
    },
    list: async (query = '') =>
      (await call('GET', `/teammates${query}`)).body['teammates'] as Record<string, unknown>[],
    mails: (to) => world.inbox.list({ to }, 100),
  };
}
