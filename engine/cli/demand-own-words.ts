import { isPlaceholder } from '../model/placeholders.ts';
import { CliFailure } from './cli-failure.ts';

/** @throws CliFailure for a word that our own screens print to be replaced: the ledger keeps it as evidence. */
export function demandOwnWords(option: string, text: string): void {
  if (!isPlaceholder(text)) return;
  throw new CliFailure(`${option} ${text.trim()} only marks the place where your own words go`, {
    cure: 'Write what shows it (a ticket, a link) or the reason itself: the ledger keeps it for good.',
  });
}
