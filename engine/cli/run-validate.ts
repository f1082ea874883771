import { renderDiagnostics } from '../render/diagnostics-text.ts';
import { counted } from '../render/words.ts';
import { safeJson } from '../render/safe-text.ts';
import { Unmended } from './cli-failure.ts';
import type { CliContext } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { openSession, type Session } from './session.ts';
import { withRuntime } from './with-runtime.ts';

export interface ValidateOptions {
  readonly format: 'text' | 'json';
}

/** Reads the manifests and says all that is wrong with them. No portal is asked, no credential needed. */
export async function runValidate(options: ValidateOptions, context: CliContext): Promise<ExitCode> {
  return await withRuntime(context, async ({ providers, deps }) => {
    const { folder, screen } = context;
    const result = await openSession({ folder, providers, now: deps.clock.now() }).catch(unmended);
    const failed = result instanceof Unmended;
    const diagnostics = failed ? result.diagnostics : result.warnings;
    if (options.format === 'json') {
      screen.out(`${safeJson(JSON.stringify({ valid: !failed, diagnostics }, null, 2))}\n`);
    } else {
      const { columns, colour } = screen;
      screen.err(renderDiagnostics(diagnostics, { columns, colour, sourceLine: result.sourceLine }));
      if (!failed) screen.out(summaryOf(result));
    }
    return failed ? exitCodes.error : exitCodes.done;
  });
}

function unmended(error: unknown): Unmended {
  if (error instanceof Unmended) return error;
  throw error;
}

function summaryOf(session: Session): string {
  const { workspace, declared } = session;
  const people = new Set(workspace.portals.flatMap((portal) => portal.people.map((person) => person.name)));
  let resources = 0;
  for (const kind of declared) resources += kind.resources.length;
  const parts = [
    counted(workspace.documents, 'document'),
    counted(workspace.portals.length, 'portal'),
    counted(people.size, 'person'),
    counted(resources, 'resource'),
  ];
  return `Valid: ${parts.join(', ')}.\n`;
}
