import type { FreezeDeclaration } from '../model/declaration.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { instantOf, lastDayOf } from '../model/instant.ts';
import { originOf } from './document.ts';
import { readPeriod } from './grant-period.ts';
import { didYouMean } from './nearest.ts';
import type { WorkspaceFile } from './workspace-file.ts';

export interface FreezesInput {
  readonly file: WorkspaceFile;
  /** Names of the Portal documents. */
  readonly portals: readonly string[];
  /** The moment that is planned for. */
  readonly at: number;
}

export interface Freezes {
  readonly freezes: readonly FreezeDeclaration[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The times in which nothing is removed. Dates that are wrong and portals that are not there are reported. */
export function freezesOf({ file, portals, at }: FreezesInput): Freezes {
  const { form, document, calendar } = file;
  const freezes: FreezeDeclaration[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, entry] of (form.freeze ?? []).entries()) {
    const path = ['freeze', index];
    const { from, until } = readPeriod({ calendar, document, diagnostics }, entry, path);
    for (const [place, name] of (entry.portals ?? []).entries()) {
      if (portals.includes(name)) continue;
      const hint = didYouMean(name, portals);
      const origin = originOf(document, [...path, 'portals', place]);
      diagnostics.push({ ...unknownPortal(name), origin, ...(hint === undefined ? {} : { hint }) });
    }
    if (from === undefined || until === undefined) continue;
    const origin = originOf(document, path);
    if (until <= at) diagnostics.push({ ...isOver(lastDayOf(instantOf(until))), origin });
    const named = entry.portals ?? [];
    freezes.push({ from: instantOf(from), until: instantOf(until), why: entry.why, portals: named, origin });
  }
  return { freezes, diagnostics };
}

function unknownPortal(name: string): Diagnostic {
  return {
    code: 'freeze-unknown-portal',
    severity: 'error',
    summary: 'A freeze of a portal that does not exist',
    detail: `There is no Portal ${name}: what is meant would not be frozen.`,
    cure: 'Write the name of a Portal document, or leave portals out for all.',
  };
}

function isOver(lastDay: string): Diagnostic {
  return {
    code: 'freeze-over',
    severity: 'warning',
    summary: 'A freeze that is over at the planned moment',
    detail: `Its last day is ${lastDay}; it holds nothing.`,
    cure: 'Take it out once it is over, or correct its dates.',
  };
}
