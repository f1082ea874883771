import type { PortalDeclaration } from '../model/declaration.ts';
import { type Verb, verbs } from '../model/change.ts';
import { minute, second } from '../model/instant.ts';
import type { Provider, ResourceKind } from '../model/provider.ts';
import { fold } from '../render/fold.ts';
import { emptyLine, type Line, line, printLines } from '../render/line.ts';
import { safeJson } from '../render/safe-text.ts';
import { paintWith } from '../render/style.ts';
import type { CliContext } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { withRuntime } from './with-runtime.ts';

export interface ProvidersOptions {
  readonly format: 'text' | 'json';
}

/** What can be provisioned, and what of it is real. Offline, without credentials. */
export async function runProviders(options: ProvidersOptions, context: CliContext): Promise<ExitCode> {
  return await withRuntime(context, async ({ providers }) => {
    const { screen } = context;
    if (options.format === 'json') {
      screen.out(`${safeJson(JSON.stringify(providers.map(valuesOf), null, 2))}\n`);
      return exitCodes.done;
    }
    const lines = providers.flatMap((provider, index) => [
      ...(index === 0 ? [] : [emptyLine]),
      ...providerLines(provider, screen.columns),
    ]);
    screen.out(printLines(lines, paintWith(screen.colour)));
    return exitCodes.done;
  });
}

function providerLines(provider: Provider, columns: number): Line[] {
  const place = { columns, indent: 2, hang: 2 };
  return [
    line([provider.name, 'strong'], `  ${provider.title}`),
    ...fold(line(provider.reality), place),
    ...fold(line(`planes: ${provider.planes.join(', ')}`), place),
    ...kindsOf(provider).flatMap((kind) => kindLines(kind, columns)),
  ];
}

function kindLines(kind: ResourceKind, columns: number): Line[] {
  const can = verbs.filter((verb) => kind.capabilities[verb].can);
  const place = { columns, indent: 4, hang: 6 };
  return [
    line(`  ${kind.kind}`, [`  read: ${readsText(kind)}; by API: ${can.join(', ') || 'nothing'}`, 'quiet']),
    ...reasons(kind).flatMap(([why, cannot]) => fold(line(`not by API: ${cannot.join(', ')}. ${why}`), place)),
  ];
}

function reasons(kind: ResourceKind): [string, Verb[]][] {
  const byReason = new Map<string, Verb[]>();
  for (const verb of verbs) {
    const capability = kind.capabilities[verb];
    if (!capability.can) byReason.set(capability.why, [...(byReason.get(capability.why) ?? []), verb]);
  }
  return [...byReason];
}

function readsText(kind: ResourceKind): string {
  if (kind.reads === 'none') return 'not at all';
  return kind.reads === 'list' ? 'the whole list' : 'one by one';
}

function valuesOf(provider: Provider) {
  const { name, title, reality, planes, settingsSchema } = provider;
  const kinds = kindsOf(provider).map(({ kind, reads, capabilities, schema, grantSchema }) => {
    return { kind, reads, capabilities, schema, grantSchema };
  });
  return { name, title, reality, planes, settingsSchema, kinds };
}

/** As a portal gets them that says nothing about its settings. */
function kindsOf(provider: Provider): readonly ResourceKind[] {
  return provider.kinds(plainPortal(provider));
}

function plainPortal(provider: Provider): PortalDeclaration {
  return {
    name: provider.name,
    provider: provider.name,
    settings: {},
    baseUrls: {},
    credentials: {},
    login: 'both',
    limits: {
      requestsPerSecond: 1,
      concurrency: 1,
      settle: minute,
      requestTimeout: 30 * second,
      invitationRounds: 1,
      invitationCooldown: minute,
    },
    rails: {},
    protected: [],
    contacts: {},
    precedence: [],
    retire: false,
    people: [],
    licenses: [],
    ended: [],
    origin: { file: '', document: 0, path: [], line: 1 },
  };
}
