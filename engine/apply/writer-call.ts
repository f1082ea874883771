import { mergeAsObserved } from './merge-as-observed.ts';
import type { Change } from '../model/change.ts';
import type { Outcome, WriteContext, Writer } from '../model/provider.ts';
import { type ApplyContext, now, type Site } from './apply-context.ts';

/** The one call at the portal that a change means; adopting what needs no change asks nothing of the portal. */
export function writerCall(
  context: ApplyContext,
  site: Site,
  change: Change,
): (writing: WriteContext) => Promise<Outcome> {
  const writer = site.connection?.writer;
  if (writer === undefined) throw new TypeError('a change needs a connection');
  const verb = verbOf(change);
  if (verb === null) return async () => ({ outcome: 'done', observed: mergeAsObserved(change, now(context)) });
  return (writing) => writer[verb](change, writing);
}

function verbOf(change: Change): keyof Writer | null {
  switch (change.verdict) {
    case 'create':
    case 'invite':
    case 'update':
    case 'reset':
    case 'sync':
    case 'delete':
      return change.verdict;
    case 'take-over':
      return 'update';
    case 'adopt':
      return change.fields.length > 0 ? 'update' : null;
    case 'release':
    case 'notify':
      return null;
  }
}
