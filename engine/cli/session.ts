import { join } from 'node:path';
import type { Workspace } from '../model/declaration.ts';
import type { DeclaredKind } from '../model/declared.ts';
import { type Diagnostic, hasErrors } from '../model/diagnostic.ts';
import type { PortalsReached } from '../model/ledger-entry.ts';
import type { Offboarded } from '../model/ledger.ts';
import type { Provider } from '../model/provider.ts';
import { declareResources } from '../manifest/declare-resources.ts';
import { mailsWithoutServer } from '../manifest/mail-problems.ts';
import { type LoadedWorkspace, loadWorkspace } from '../manifest/load-workspace.ts';
import { createCalendar } from '../manifest/moments.ts';
import { shippedPolicies } from '../policy/shipped/index.ts';
import { checkPolicies } from './check-policies.ts';
import { CliFailure, Unmended } from './cli-failure.ts';
import { portalsReached } from './ledger-portals.ts';
import { atSandbox } from './sandbox-mode.ts';

/** A workspace that was read and found right, as the commands work on it. */
export interface Session {
  readonly workspace: Workspace;
  readonly providers: readonly Provider[];
  readonly declared: readonly DeclaredKind[];
  readonly locate: LoadedWorkspace['locate'];
  readonly sourceLine: LoadedWorkspace['sourceLine'];
  /** What is no error but should be seen. */
  readonly warnings: readonly Diagnostic[];
  /** Where its portals are looked for. */
  readonly reached: PortalsReached;
  /** Everybody who has a document, whatever it gives. */
  readonly users: LoadedWorkspace['users'];
}

export interface SessionOptions {
  readonly folder: string;
  readonly providers: readonly Provider[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The moment to plan for instead, as the user wrote it: a date or an instant. */
  readonly at?: string | undefined;
  /** The sandbox's address, where every portal is to be looked for there. */
  readonly sandbox?: string | undefined;
  /** Who was offboarded by hand, as the ledger has it. */
  readonly offboarded?: readonly Offboarded[];
}

/** @throws Unmended with everything that is wrong with the manifests. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { providers } = options;
  const loaded = await loadAt(options);
  if (loaded.workspace === null) throw new Unmended(loaded.diagnostics, loaded.sourceLine);
  const { workspace: read, locate, sourceLine } = loaded;
  const wrong = await checkPolicies(read, loaded);
  const workspace = options.sandbox === undefined ? read : atSandbox(read, options.sandbox);
  const { declared, diagnostics } = declareResources(workspace, providers);
  // The sandbox takes mails itself.
  const unsent = options.sandbox === undefined ? mailsWithoutServer(declared, locate) : [];
  const all = [...loaded.diagnostics, ...wrong, ...diagnostics, ...unsent];
  if (hasErrors(all)) throw new Unmended(all, sourceLine);
  const reached = portalsReached(options.sandbox);
  const { users } = loaded;
  return { workspace, providers, declared, locate, sourceLine, warnings: all, reached, users };
}

/** A date means its first moment in the time zone of the workspace, which the workspace itself says. */
async function loadAt(options: SessionOptions): Promise<LoadedWorkspace> {
  const { folder, providers, now, at, offboarded = [] } = options;
  const cacheFolder = join(folder, '.rollcall', 'cache');
  const first = await loadWorkspace({ folder, at: now, providers, cacheFolder, shippedPolicies, offboarded });
  if (at === undefined) return first;
  const calendar = createCalendar(first.workspace?.timezone ?? 'UTC');
  const moment = calendar?.startOf(at);
  if (moment === undefined) {
    throw new CliFailure(`--at ${at} is no date and no moment`, {
      cure: 'Write a date, such as 2026-11-27, or a moment, such as 2026-11-27T18:00:00Z.',
    });
  }
  return await loadWorkspace({ folder, at: moment, providers, cacheFolder, shippedPolicies, offboarded });
}

/** The moment that `--at` means, for the plan's scope. */
export function momentOf(at: string, timezone: string): number | undefined {
  return createCalendar(timezone)?.startOf(at);
}
