import type { Change } from '../model/change.ts';
import type { Outcome, WriteContext, Writer } from '../model/provider.ts';
import type { ObservedResource } from '../model/resource.ts';
import type { Site } from './apply-context.ts';

export interface Call {
  readonly site: Site;
  readonly change: Change;
  /** What was read just before; null where nothing is there yet. */
  readonly observed: ObservedResource | null;
}

/** The one call at the portal that a change means; adopting what needs no change asks nothing of the portal. */
export function writerCall(call: Call): (writing: WriteContext) => Promise<Outcome> {
  const { site, change, observed } = call;
  const writer = site.connection?.writer;
  if (writer === undefined) throw new TypeError('a change needs a connection');
  const verb = verbOf(change);
  if (verb === null) return async () => ({ outcome: 'done', observed });
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
