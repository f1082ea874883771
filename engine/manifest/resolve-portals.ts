import type { PortalDeclaration } from '../model/declaration.ts';
import type { Diagnostic, DocumentPath } from '../model/diagnostic.ts';
import type { JsonObject } from '../model/json.ts';
import type { Provider, ResourceKind } from '../model/provider.ts';
import { type ManifestDocument, originOf } from './document.ts';
import { mailProblems } from './mail-problems.ts';
import { didYouMean } from './nearest.ts';
import { portalBase, type WorkspaceDefaults } from './portal-base.ts';
import { portalUrls } from './portal-urls.ts';
import { checkOf } from './validator.ts';

/** A portal that its provider accepts, with the provider's kinds there. */
export interface ResolvedPortal {
  readonly portal: PortalDeclaration;
  readonly kinds: readonly ResourceKind[];
  readonly document: ManifestDocument<'Portal'>;
}

export interface ResolvedPortals {
  readonly portals: ReadonlyMap<string, ResolvedPortal>;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PortalsInput {
  readonly documents: ReadonlyMap<string, ManifestDocument<'Portal'>>;
  readonly providers: readonly Provider[];
  readonly defaults: WorkspaceDefaults;
}

export function resolvePortals(input: PortalsInput): ResolvedPortals {
  const portals = new Map<string, ResolvedPortal>();
  const diagnostics: Diagnostic[] = [];
  for (const [name, document] of input.documents) {
    const provider = input.providers.find((one) => one.name === document.value.spec.provider);
    if (provider === undefined) {
      diagnostics.push(unknownProvider(document, input.providers));
      continue;
    }
    const found: Diagnostic[] = [];
    const resolved = resolvePortal({ document, provider, defaults: input.defaults, found });
    diagnostics.push(...found);
    if (resolved !== undefined) portals.set(name, resolved);
  }
  return { portals, diagnostics };
}

interface OnePortal {
  readonly document: ManifestDocument<'Portal'>;
  readonly provider: Provider;
  readonly defaults: WorkspaceDefaults;
  readonly found: Diagnostic[];
}

function resolvePortal({ document, provider, defaults, found }: OnePortal): ResolvedPortal | undefined {
  const settings = readSettings(document, provider, found);
  if (settings === undefined) return undefined;
  const needed = provider.credentialNames(settings);
  const urls = portalUrls(document, provider, needed.length > 0);
  found.push(...urls.diagnostics, ...credentialProblems(document, needed), ...mailProblems(document));
  const portal = portalBase({ document, defaults, settings, baseUrls: urls.baseUrls });
  return { portal, kinds: provider.kinds(portal), document };
}

function readSettings(
  document: ManifestDocument<'Portal'>,
  provider: Provider,
  found: Diagnostic[],
): JsonObject | undefined {
  const settings: unknown = structuredClone(document.value.spec.settings ?? {});
  const problems = checkOf(provider.settingsSchema, { fillDefaults: true })(settings);
  for (const { path, ...words } of problems) {
    found.push({ ...words, severity: 'error', origin: originOf(document, ['spec', 'settings', ...path]) });
  }
  // A schema accepted plain values that were read from YAML.
  return problems.length > 0 ? undefined : (settings as JsonObject);
}

function credentialProblems(document: ManifestDocument<'Portal'>, needed: readonly string[]): readonly Diagnostic[] {
  const given = Object.keys(document.value.spec.credentials ?? {});
  const at = (path: DocumentPath) => originOf(document, ['spec', ...path]);
  const unknown = given
    .filter((name) => !needed.includes(name))
    .map((name): Diagnostic => {
      const hint = didYouMean(name, needed);
      return {
        code: 'unknown-credential',
        severity: 'error',
        summary: 'A credential that the provider does not ask for',
        detail: `${name} is not asked for; asked for: ${needed.join(', ') || 'none'}.`,
        cure: 'Correct or remove it.',
        origin: at(['credentials', name]),
        ...(hint === undefined ? {} : { hint }),
      };
    });
  const missing = needed
    .filter((name) => !given.includes(name))
    .map((name): Diagnostic => ({
      code: 'missing-credential',
      severity: 'error',
      summary: 'A credential that the provider asks for is missing',
      detail: `With these settings the provider needs the credential ${name}.`,
      cure: `Add it under credentials, for example ${name}: { env: ${environmentName(document, name)} }.`,
      origin: at(['credentials']),
    }));
  return [...unknown, ...missing];
}

function environmentName(document: ManifestDocument<'Portal'>, name: string): string {
  return `${document.value.metadata.name}_${name}`.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
}

function unknownProvider(document: ManifestDocument<'Portal'>, providers: readonly Provider[]): Diagnostic {
  const names = providers.map(({ name }) => name);
  const hint = didYouMean(document.value.spec.provider, names);
  return {
    code: 'unknown-provider',
    severity: 'error',
    summary: 'A provider that does not exist',
    detail: `There is no provider ${document.value.spec.provider}; there are: ${names.join(', ')}.`,
    cure: 'Write one of them (rollcall providers explains them).',
    origin: originOf(document, ['spec', 'provider']),
    ...(hint === undefined ? {} : { hint }),
  };
}
