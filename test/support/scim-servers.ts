import type { Server } from 'node:http';
import type { JsonObject } from '../../engine/model/json.ts';

/** A server's objects of one type by their ids. */
export type Table = Map<string, Record<string, JsonObject[string]>>;

export interface ScimStore {
  readonly users: Table;
  readonly groups: Table;
}

export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export interface Scimmy extends RunningServer {
  readonly store: ScimStore;
  readonly server: Server;
}

interface ScimmyModule {
  readonly startScimServer: (options: { readonly token: string }) => Promise<Scimmy>;
}

/** An example's server: SCIMMY with a store in memory, over HTTP on loopback. */
export async function startScimmy(token: string, example = '05-scim'): Promise<Scimmy> {
  const { href } = new URL(`../../examples/${example}/server.mjs`, import.meta.url);
  const loaded: unknown = await import(href);
  return (loaded as ScimmyModule).startScimServer({ token });
}

interface BetterAuthModule {
  readonly startBetterAuthServer: (options: { readonly token: string }) => Promise<RunningServer>;
}

/** Better Auth's SCIM server with its own store in memory, over HTTP on loopback. */
export async function startBetterAuth(token: string): Promise<RunningServer> {
  const { href } = new URL('./scim-better-auth-server.mjs', import.meta.url);
  const loaded: unknown = await import(href);
  return (loaded as BetterAuthModule).startBetterAuthServer({ token });
}
