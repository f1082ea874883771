import type { Change, Standing } from '../model/change.ts';
import type { Plan } from '../model/plan.ts';
import { type BlockedGroup, blockedGroups, manyBlocked } from './blocked-groups.ts';
import type { Commands } from './commands.ts';
import { fold } from './fold.ts';
import { type Line, line } from './line.ts';
import { byPortal, shownItems } from './shown-items.ts';
import { planRows } from './plan-rows.ts';
import { symbols } from './symbols.ts';
import { counted, firstOf } from './words.ts';

export interface PortalOptions {
  readonly columns: number;
  readonly show: ReadonlySet<string>;
  readonly commands: Commands;
}

/** A block per portal with all that is shown of it. */
export function portalBlocks(plan: Plan, options: PortalOptions): Line[][] {
  const { columns, show } = options;
  const providers = new Map(plan.portals.map((portal) => [portal.name, portal.provider]));
  const place = { columns, now: plan.recorded.at };
  const each = show.has('blocked') || show.has('all');
  return byPortal<Change | Standing>(shownItems(plan, show)).map(([portal, items]) => {
    const title = line([portal, 'strong'], [` (${providers.get(portal) ?? 'no longer declared'})`, 'quiet']);
    const groups = each ? [] : crowds(items);
    const grouped = new Set<Change | Standing>(groups.flatMap(({ all }) => all));
    const rows = planRows(
      items.filter((item) => !grouped.has(item)),
      place,
    );
    return [title, ...rows, ...groups.flatMap((group) => groupLines(group, options))];
  });
}

/** Many that are blocked for one reason are one row, unless they are asked for. */
function crowds(items: readonly (Change | Standing)[]): BlockedGroup[] {
  const blocked = items.filter((item) => item.verdict === 'blocked');
  return blockedGroups(blocked).filter(({ all }) => all.length >= manyBlocked);
}

function groupLines({ kind, by, cure, all }: BlockedGroup, { columns, commands }: PortalOptions): Line[] {
  const { mark, style } = symbols.blocked;
  const who = firstOf(
    all.map(({ address }) => address.key),
    5,
  );
  const text = `${counted(all.length, kind)}: ${by.replace(/\.$/, '')}: ${who} (${commands('plan --show blocked')})`;
  return [
    ...fold(line([`${mark} blocked `, style], text), { columns, indent: 2, hang: 4 }),
    ...fold(line(`→ ${cure}`), { columns, indent: 4, hang: 6 }),
  ];
}
