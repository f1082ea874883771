import type { Limits, Portal, PortalSpec, Rails } from '../../schemas/types/portal.ts';
import type { Workspace as WorkspaceForm } from '../../schemas/types/workspace.ts';
import type { CredentialReference, MailDeclaration, PortalDeclaration, PortalLimits } from '../model/declaration.ts';
import type { RailLimits } from '../model/harm.ts';
import { day, minute, second } from '../model/instant.ts';
import type { JsonObject } from '../model/json.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { durationOf } from './duration.ts';

export type WorkspaceDefaults = NonNullable<WorkspaceForm['defaults']>;

const builtInLimits: PortalLimits = {
  requestsPerSecond: 5,
  concurrency: 4,
  settle: 10 * minute,
  requestTimeout: 30 * second,
  invitationRounds: 3,
  invitationCooldown: day,
};

export interface PortalParts {
  readonly document: ManifestDocument<'Portal'>;
  readonly defaults: WorkspaceDefaults;
  readonly settings: JsonObject;
  readonly baseUrls: Readonly<Record<string, string>>;
}

/** A portal as declared, still without its people. */
export function portalBase(parts: PortalParts): PortalDeclaration {
  const { document, defaults } = parts;
  const portal: Portal = document.value;
  const { spec } = portal;
  const mail = mailOf(spec);
  return {
    name: portal.metadata.name,
    provider: spec.provider,
    settings: parts.settings,
    baseUrls: parts.baseUrls,
    credentials: credentialsOf(spec.credentials ?? {}),
    login: spec.login ?? defaults.login ?? 'both',
    limits: { ...builtInLimits, ...limitsOf(defaults.limits), ...limitsOf(spec.limits) },
    rails: railsOf(defaults.rails, spec.rails),
    protected: spec.protected ?? [],
    contacts: spec.contacts ?? {},
    precedence: spec.precedence ?? [],
    retire: spec.retire ?? false,
    people: [],
    licenses: [],
    ended: [],
    origin: originOf(document, ['metadata', 'name']),
    ...(spec.account === undefined ? {} : { account: spec.account }),
    ...(mail === undefined ? {} : { mail }),
  };
}

function limitsOf(limits: Limits | undefined): Partial<PortalLimits> {
  const { settle, requestTimeout, invitationCooldown, ...numbers } = limits ?? {};
  return {
    ...numbers,
    ...(settle === undefined ? {} : { settle: durationOf(settle) }),
    ...(requestTimeout === undefined ? {} : { requestTimeout: durationOf(requestTimeout) }),
    ...(invitationCooldown === undefined ? {} : { invitationCooldown: durationOf(invitationCooldown) }),
  };
}

/** The portal's own come first, class by class. */
function railsOf(...given: readonly (Rails | undefined)[]): RailLimits {
  let rails: RailLimits = {};
  for (const one of given) {
    const { window, ...limits } = one ?? {};
    const { within, ...runs } = window ?? {};
    const span = within === undefined ? {} : { within: durationOf(within) };
    rails = { ...rails, ...limits, ...(window === undefined ? {} : { window: { ...rails.window, ...runs, ...span } }) };
  }
  return rails;
}

function credentialsOf(given: NonNullable<PortalSpec['credentials']>): Record<string, CredentialReference> {
  const references: Record<string, CredentialReference> = {};
  for (const [name, { env, file, pending }] of Object.entries(given)) {
    if (env !== undefined) references[name] = { env };
    else if (file !== undefined) references[name] = { file };
    else if (pending !== undefined) references[name] = { pending };
  }
  return references;
}

/** Templates are read later: that takes a library which most workspaces do not need. */
function mailOf({ mail }: PortalSpec): MailDeclaration | undefined {
  if (mail === undefined) return undefined;
  const { server, from, replyTo } = mail;
  const { host, security = 'starttls' } = server;
  const { user, password } = credentialsOf({
    ...(mail.user === undefined ? {} : { user: mail.user }),
    ...(mail.password === undefined ? {} : { password: mail.password }),
  });
  return {
    server: { host, security, port: server.port ?? usualPorts[security] },
    login: user === undefined || password === undefined ? null : { user, password },
    from,
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

const usualPorts = { tls: 465, starttls: 587, none: 25 } as const;
