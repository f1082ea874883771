import type { Evidence } from '../model/gate.ts';
import { dateText } from './time-text.ts';

/** How it is known, where it was not plainly read; undefined where it was. */
export function evidenceText(evidence: Evidence): string | undefined {
  const note = evidence.note === undefined ? '' : `: ${evidence.note}`;
  switch (evidence.grade) {
    case 'read':
      return undefined;
    case 'indirect':
      return evidence.note === undefined ? `indirect ${dateText(evidence.at)}` : `indirect${note}`;
    case 'attested':
      return `attested ${dateText(evidence.at)}${note}`;
    case 'not-observable':
      return `nobody can look; ${evidence.note ?? `last record ${dateText(evidence.at)}`}`;
  }
}
