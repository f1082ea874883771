import type { Workspace } from '../model/declaration.ts';
import type { Deps } from '../model/deps.ts';
import type { Provider } from '../model/provider.ts';
import { type Problem, problemOf } from '../model/provider-error.ts';
import { Secret } from '../model/secret.ts';
import { type ReadLink, readLinkOf } from '../observe/observe-all.ts';
import type { WriteLink } from '../pipeline.ts';
import { counted } from '../render/words.ts';
import { type CredentialSource, resolveCredentials } from './credentials.ts';
import { notice } from './notice.ts';
import { sandboxToken } from './sandbox-mode.ts';
import type { Screen } from './screen.ts';

export interface LinkOptions extends CredentialSource {
  readonly workspace: Workspace;
  readonly providers: readonly Provider[];
  readonly deps: Deps;
  readonly sandbox: boolean;
  /** Where what looks wrong and is no error is told. */
  readonly screen: Pick<Screen, 'columns' | 'err'>;
}

/** Shorter than this no portal gives out: it is a slip, or the name of the secret in place of its value. */
const shortestCredential = 8;

/** A connection to each portal, or the reason why there is none. One that fails leaves the others alone. */
export function connectPortals(options: LinkOptions): Map<string, WriteLink> {
  return new Map(options.workspace.portals.map((portal) => [portal.name, linkTo(portal, options)]));
}

/** The same without anything that writes: all that a plan may hold. */
export function readLinksOf(links: ReadonlyMap<string, WriteLink>): Map<string, ReadLink> {
  return new Map([...links].map(([name, link]) => [name, readLinkOf(link)]));
}

function linkTo(portal: Workspace['portals'][number], options: LinkOptions): WriteLink {
  const provider = options.providers.find(({ name }) => name === portal.provider);
  if (provider === undefined) {
    const text = `There is no provider ${portal.provider}.`;
    return { connection: null, problem: { code: 'invalid', text, cure: 'rollcall providers lists them.' } };
  }
  const names = provider.credentialNames(portal.settings);
  const pending = pendingStep(portal, names);
  if (pending !== undefined) return { connection: null, problem: null, pending };
  const resolved = options.sandbox ? sandboxCredentials(names) : resolveCredentials(portal, names, options);
  if (resolved.credentials === null)
    return { connection: null, problem: withWayOut(resolved.problem, provider, portal) };
  if (!options.sandbox) warnOfShort(portal, resolved.credentials, options.screen);
  try {
    const { credentials } = resolved;
    return { connection: provider.connect({ portal, credentials, deps: options.deps }), problem: null };
  } catch (error) {
    return { connection: null, problem: problemOf(error) };
  }
}

/** What must be done first, where one of the credentials does not exist yet; in the sandbox as well. */
function pendingStep(portal: Workspace['portals'][number], names: readonly string[]): string | undefined {
  for (const name of names) {
    const reference = Object.hasOwn(portal.credentials, name) ? portal.credentials[name] : undefined;
    if (reference !== undefined && 'pending' in reference) return reference.pending;
  }
  return undefined;
}

function warnOfShort(
  portal: Workspace['portals'][number],
  credentials: Readonly<Record<string, Secret>>,
  screen: LinkOptions['screen'],
): void {
  for (const [name, secret] of Object.entries(credentials)) {
    const { length } = secret.reveal();
    if (length >= shortestCredential) continue;
    const size = counted(length, 'character');
    notice(screen, `warning: the credential ${name} of ${portal.name} has only ${size}: hardly the whole of it.`);
  }
}

function withWayOut(problem: Problem, provider: Provider, portal: Workspace['portals'][number]): Problem {
  const way = provider.withoutCredentials?.(portal.settings);
  return way === undefined ? problem : { ...problem, cure: `${problem.cure ?? ''} ${way}`.trim() };
}

function sandboxCredentials(names: readonly string[]) {
  const credentials = Object.fromEntries(names.map((name) => [name, new Secret(sandboxToken)]));
  return { credentials, problem: null };
}
