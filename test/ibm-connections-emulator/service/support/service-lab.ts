import type { JsonObject } from '../../../../engine/model/json.ts';
import { createIbmService } from '../../../../providers/ibm-connections/emulator/service/create-ibm-service.ts';
import type { IbmServiceEmulator } from '../../../../providers/ibm-connections/emulator/service/create-ibm-service.ts';
import type { ServiceSettingsInput } from '../../../../providers/ibm-connections/emulator/service/service-settings.ts';
import { createFaults } from '../../../../providers/kit/emulator-faults.ts';
import type { Faults } from '../../../../providers/kit/emulator-faults.ts';
import { createJournal } from '../../../../providers/kit/emulator-journal.ts';
import type { Journal } from '../../../../providers/kit/emulator-journal.ts';
import type { SandboxMail } from '../../../../providers/kit/sandbox/inbox.ts';
import type { SandboxWorld } from '../../../../providers/kit/sandbox/sandbox-world.ts';
import { drivenWorld } from '../../../sandbox/support/driven-world.ts';

export interface Answer {
  readonly status: number;
  // Tests look into answers of every shape.
  readonly body: Record<string, unknown>;
  readonly location: string | null;
}

export interface CallOptions {
  readonly body?: JsonObject | string;
  /** The header `x-operation`. */
  readonly op?: string;
  /** The header `Authorization`; the vendor by default. Null sends none. */
  readonly as?: string | null;
}

export interface ServiceLab {
  readonly world: SandboxWorld;
  readonly service: IbmServiceEmulator;
  readonly journal: Journal;
  readonly faults: Faults;
  /** `path` from `/api/bss` on, or from `/manage` on. */
  readonly call: (method: string, path: string, options?: CallOptions) => Promise<Answer>;
  /** The object in an answer, unwrapped. */
  readonly read: (path: string, wrapping: string) => Promise<Record<string, unknown>>;
  readonly mails: (to: string) => readonly SandboxMail[];
}

export function serviceLab(settings: ServiceSettingsInput = {}): ServiceLab {
  const world = drivenWorld();
  const journal = createJournal();
  const faults = createFaults();
  // Most tests are about something else than the front door.
  const quirks = { firstPostRedirects: false, ...settings.quirks };
  const service = createIbmService({ portal: 'ibm', world, journal, faults, settings: { ...settings, quirks } });
  const call: ServiceLab['call'] = async (method, path, { body, op, as = basic('sandbox') } = {}) => {
    const base = path.startsWith('/manage') ? '' : '/api/bss';
    const request = new Request(`http://sandbox.test${base}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(as === null ? {} : { authorization: as }),
        ...(op === undefined ? {} : { 'x-operation': op }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const response = await service.api.app.fetch(request, {});
    const text = await response.text();
    return {
      status: response.status,
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {},
      location: response.headers.get('location'),
    };
  };
  return {
    world,
    service,
    journal,
    faults,
    call,
    read: async (path, wrapping) => (await call('GET', path)).body[wrapping] as Record<string, unknown>,
    mails: (to) => world.inbox.list({ to }, 100),
  };
}

export function basic(user: string, password = 'sandbox'): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The part of an error body that tests ask about. */
export function errorOf({ body }: Answer): Record<string, unknown> {
  return body['BSSResponse'] as Record<string, unknown>;
}

export function newCustomer(email = 'owner@acme.example'): JsonObject {
  const contact = { GivenName: 'Olga', FamilyName: 'Owner', EmailAddress: email };
  return { Customer: { Organization: { OrgName: 'Acme', AddressSet: [{ City: 'Bern' }], Contact: contact } } };
}

export function newSubscriber(customer: number | string, email: string, more: JsonObject = {}): JsonObject {
  const person = { RoleSet: ['User'], GivenName: 'Ann', FamilyName: 'Lee', EmailAddress: email, ...more };
  return { Subscriber: { CustomerId: customer, Person: person } };
}

export function newOrder(customer: number | string, partNumber: string, quantity: number): JsonObject {
  const item = { PartNumber: partNumber, PartQuantity: quantity, DurationUnits: 'YEARS', DurationLength: 1 };
  return { Order: { CustomerId: customer, OrderItemSet: [item] } };
}
