import type { Verb } from '../../engine/model/change.ts';
import type { Connection, Outcome, Reader, ReadRequest, ReadResult, Write } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';

/** What can be done with the objects of one kind: everything that its capabilities say, and nothing else. */
export interface Site<Tenant> {
  readonly read: (tenant: Tenant, request: ReadRequest) => Promise<ReadResult>;
  /** Left out where the portal answers at once. */
  readonly poll?: (tenant: Tenant, ref: string) => Promise<Outcome | null>;
  readonly write: Readonly<Partial<Record<Verb, (tenant: Tenant) => Write>>>;
}

export interface Sites<Tenant> {
  readonly provider: string;
  readonly tenant: Tenant;
  /** By the name of the kind. */
  readonly sites: Readonly<Record<string, Site<Tenant>>>;
  /** Left out where the portal cannot say what an order costs. */
  readonly estimate?: Reader['estimate'];
}

/** A connection whose kinds each have a reader and writers of their own. Nothing is asked before one is called. */
export function siteConnection<Tenant>({ provider, tenant, sites, estimate }: Sites<Tenant>): Connection {
  const siteOf = (kind: string): Site<Tenant> => {
    const site = Object.hasOwn(sites, kind) ? sites[kind] : undefined;
    if (site === undefined) throw new TypeError(`${provider} has no kind ${kind}`);
    return site;
  };
  const write = (verb: Verb): Write => {
    return async (change, context) => {
      const make = siteOf(change.address.kind).write[verb];
      if (make !== undefined) return make(tenant)(change, context);
      throw new ProviderError('invalid', `There is no ${verb} of a ${change.address.kind} by an API.`);
    };
  };
  return {
    reader: {
      read: async (kind, request) => siteOf(kind).read(tenant, request),
      estimate: estimate ?? (async () => null),
      async poll(kind, ref) {
        const { poll } = siteOf(kind);
        if (poll !== undefined) return poll(tenant, ref);
        throw new ProviderError('contract', `A ${kind} is answered at once: there is nothing to ask after.`);
      },
    },
    writer: {
      create: write('create'),
      invite: write('invite'),
      update: write('update'),
      reset: write('reset'),
      sync: write('sync'),
      delete: write('delete'),
    },
  };
}
