import { createSandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import type { SandboxWorld } from '../../../providers/kit/sandbox/sandbox-world.ts';
import type { SandboxMail } from '../../../providers/kit/sandbox/inbox.ts';
import { createWebexEmulator } from '../../../providers/webex/emulator/index.ts';
import type { WebexEmulator } from '../../../providers/webex/emulator/index.ts';
import type { EmulatedPortal, WebexChoices } from '../../../providers/webex/emulator/org-settings.ts';

export const orgId = '0a11ce00-0000-4000-8000-00000000000a';
export const coreUser = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ciscoUser = 'urn:scim:schemas:extension:cisco:webexidentity:2.0:User';
export const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
export const goodPassword = 'Right-Horse7';

export interface Answer {
  readonly status: number;
  // The tests look into answers of every shape.
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** One request and its answer, as texts. */
export interface LabExchange {
  readonly method: string;
  readonly url: string;
  readonly requestBody: string;
  readonly status: number;
  readonly answerBody: string;
}

export interface HubLab {
  /** Everything that was asked and answered. */
  readonly exchanges: readonly LabExchange[];
  readonly world: SandboxWorld;
  readonly emulator: WebexEmulator;
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** A SCIM route of the organisation: `/Users`. */
  readonly scim: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  /** Creates `<name>@acme.example` by SCIM and gives the raw id. */
  readonly create: (name: string, more?: Record<string, unknown>) => Promise<string>;
  readonly patch: (id: string, ...operations: readonly object[]) => Promise<Answer>;
  /** The id of the licence whose name begins so. */
  readonly licence: (name: string) => Promise<string>;
  readonly mails: (to: string) => readonly SandboxMail[];
  readonly advance: (milliseconds: number) => void;
}

/** An organisation on a clock that stands still, with ids in order. */
export function hubLab(choices: WebexChoices & { readonly portal?: Partial<EmulatedPortal> } = {}): HubLab {
  let number = 0;
  const world = createSandboxWorld({
    now: () => Date.parse('2026-11-22T08:00:00.000Z'),
    sleep: async () => undefined,
    newId: () => `00000000-0000-4000-8000-${(number += 1).toString(16).padStart(12, '0')}`,
    random: () => 0.5,
  });
  const portal = {
    name: 'acme-hub',
    contacts: { owner: 'grace@acme.example' },
    settings: { orgId },
    ...choices.portal,
  };
  const emulator = createWebexEmulator({ ...choices, portal, world });
  const exchanges: LabExchange[] = [];
  const call: HubLab['call'] = async (method, path, body, headers = {}) => {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const request = new Request(new URL(path, 'http://sandbox.test'), {
      method,
      headers: { authorization: 'Bearer sandbox', 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: sent }),
    });
    const response = await emulator.app.fetch(request, {});
    const text = await response.text();
    const { status } = response;
    exchanges.push({ method, url: request.url, requestBody: body === undefined ? '' : sent, status, answerBody: text });
    const parsed = text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : { text };
    return { status: response.status, body: text === '' ? {} : parsed, headers: response.headers };
  };
  const scim: HubLab['scim'] = (method, path, ...rest) => call(method, `/identity/scim/${orgId}/v2${path}`, ...rest);

  return {
    exchanges,
    world,
    emulator,
    call,
    scim,
    create: async (name, more = {}) => {
      const user = { schemas: [coreUser], userName: `${name}@acme.example`, userType: 'user', ...more };
      const { status, body } = await scim('POST', '/Users', user);
      if (status !== 201) throw new Error(`not created: ${JSON.stringify(body)}`);
      return String(body['id']);
    },
    patch: (id, ...Operations) => scim('PATCH', `/Users/${id}`, { schemas: [patchOp], Operations }),
    licence: async (name) => {
      const items = (await call('GET', '/v1/licenses')).body['items'] as { id: string; name: string }[];
      const found = items.find((one) => one.name.startsWith(name));
      if (found === undefined) throw new Error(`no licence ${name}`);
      return found.id;
    },
    mails: (to) => world.inbox.list({ to }, 100),
    advance: (milliseconds) => world.advance(milliseconds),
  };
}
