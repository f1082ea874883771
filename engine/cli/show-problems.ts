import type { Diagnostic } from '../model/diagnostic.ts';
import { ledgerLossOf } from '../ledger/ledger-loss.ts';
import type { LedgerState } from '../model/ledger.ts';
import type { Plan } from '../model/plan.ts';
import { ProviderError } from '../model/provider-error.ts';
import { warnPastDates } from '../plan/warn-past-dates.ts';
import { warnIdleConsents } from '../plan/warn-idle-consents.ts';
import { renderDiagnostics } from '../render/diagnostics-text.ts';
import { fold } from '../render/fold.ts';
import { line, printLines } from '../render/line.ts';
import { safeLines } from '../render/safe-text.ts';
import { paintWith } from '../render/style.ts';
import { CliFailure, type SourceLine, Unmended } from './cli-failure.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { refusedBySystem } from './file-failure.ts';
import type { Screen } from './screen.ts';
import type { Session } from './session.ts';

/** Warnings of manifests that are otherwise right. */
export function showWarnings(
  session: { readonly warnings: readonly Diagnostic[]; readonly sourceLine: SourceLine },
  screen: Screen,
): void {
  const { columns, colour } = screen;
  const { sourceLine } = session;
  screen.err(renderDiagnostics(session.warnings, { columns, colour, sourceLine }));
}

/** Ends in the past that can hardly be meant as they stand. */
export function showPastDates(session: Session, ledger: LedgerState, screen: Screen): void {
  const { locate, sourceLine } = session;
  const { portals } = session.workspace;
  showWarnings({ warnings: warnPastDates({ portals, ledger, locate }), sourceLine }, screen);
}

/** Consents in the manifests that cover nothing of this plan. A refused plan says it itself. */
export function showIdleConsents(
  session: Session,
  made: { readonly plan: Plan; readonly ledger: LedgerState },
  screen: Screen,
): void {
  const { locate, sourceLine, workspace } = session;
  if (made.plan.idleConsents !== undefined) return;
  showWarnings({ warnings: warnIdleConsents({ consents: workspace.consents, ...made, locate }), sourceLine }, screen);
}

/** Says what went wrong and what to do about it; a stack only with `--debug`. */
export function showProblem(error: unknown, screen: Screen, options: { readonly debug: boolean }): ExitCode {
  const { columns, colour } = screen;
  if (options.debug && error instanceof Error) screen.err(`${safeLines(error.stack ?? error.message).join('\n')}\n`);
  if (error instanceof Unmended) {
    screen.err(renderDiagnostics(error.diagnostics, { columns, colour, sourceLine: error.sourceLine }));
    return error.exitCode;
  }
  if (isAbort(error)) {
    screen.err('Interrupted.\n');
    return exitCodes.interrupted;
  }
  const { message, cure } = wordsOf(error);
  const style = { columns, hang: 2 };
  const lines = [
    ...fold(line(['error: ', 'bad'], sentence(message)), style),
    ...(cure === undefined ? [] : fold(line(`→ ${cure}`), { ...style, indent: 2, hang: 4 })),
  ];
  screen.err(printLines(lines, paintWith(colour)));
  return error instanceof CliFailure ? error.exitCode : exitCodes.error;
}

function wordsOf(error: unknown): { readonly message: string; readonly cure: string | undefined } {
  if (error instanceof CliFailure || error instanceof ProviderError)
    return { message: error.message, cure: error.cure };
  const loss = ledgerLossOf(error);
  if (loss !== undefined) return { message: loss.text, cure: loss.cure };
  const refused = refusedBySystem(error);
  if (refused !== undefined) return refused;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    message: `something unexpected: ${text}`,
    cure: 'This is a defect of Rollcall. Please report it with the command, rollcall --version, and the output of --debug.',
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
