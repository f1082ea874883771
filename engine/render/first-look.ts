import type { Change, ManualStanding } from '../model/change.ts';
import type { Consequence, ConsequenceKind } from '../model/harm.ts';
import type { Plan } from '../model/plan.ts';
import { isAbsolute } from '../model/absolute-rails.ts';
import { number } from './words.ts';

/** One thing that a reviewer must see, with everybody it happens to. */
export interface FirstLook {
  readonly kind: ConsequenceKind | 'consent' | 'rail';
  readonly portal: string;
  readonly text: string;
  readonly noun: string;
  /** Natural keys, in the order of the plan. */
  readonly who: readonly string[];
  /** Why it happens, where it is one person and the manifest says so. */
  readonly because: string | undefined;
}

const importance: readonly FirstLook['kind'][] = [
  'rail',
  'removal',
  'privilege',
  'follows',
  'money',
  'irreversible',
  'mail',
  'keeps',
  'consent',
];

/** The consequences of the plan, the same sentence on the same portal said once, the most harmful first. */
export function firstLooks(plan: Plan): FirstLook[] {
  const looks = new Map<string, Growing>();
  const beyond = beyondConsent(plan);
  for (const change of plan.changes) collect(looks, change, beyond);
  for (const standing of plan.standing) {
    if (standing.verdict === 'manual' && standing.opened === null) collect(looks, standing, beyond);
  }
  return [...loosenedRails(plan), ...looks.values()].sort(byImportance);
}

/** What passes only because a Portal says so: a change that loosens a rail and uses it comes to be seen. */
function loosenedRails({ rails }: Plan): FirstLook[] {
  return rails.flatMap(({ rail, portal, counted, total, limit, byDefault }) => {
    if (byDefault === undefined) return [];
    const share = `${number(counted)}${total === null ? '' : ` of ${number(total)}`}`;
    const own = limit === 'none' ? 'counts from more on' : `says ${limit}`;
    const text = `${rail} on ${portal}: ${share}; only because the Portal ${own}, the default (${byDefault}) stops it`;
    return [{ kind: 'rail', portal, text, noun: '', who: [], because: undefined }];
  });
}

type Growing = FirstLook & { readonly who: string[] };

/** Whom no consent lets this plan touch: `portal/key`. Of them nobody is told that they need one. */
function beyondConsent({ rails }: Plan): Set<string> {
  const absolute = rails.filter((rail) => rail.verdict === 'refused' && isAbsolute(rail));
  return new Set(absolute.flatMap(({ portal, who }) => who.map((key) => `${portal}/${key}`)));
}

function collect(looks: Map<string, Growing>, item: Change | ManualStanding, beyond: ReadonlySet<string>): void {
  for (const consequence of item.consequences) add(looks, item, consequence);
  const { portal, key } = item.address;
  const consent = beyond.has(`${portal}/${key}`) ? [] : item.consent;
  for (const text of consent) add(looks, item, { kind: 'consent', text });
  const said = new Set(item.consequences.map((consequence) => consequence.kind));
  const owed = item.verdict === 'manual' ? undefined : owedBy(item);
  if (owed !== undefined && !said.has(owed.kind)) add(looks, item, owed);
}

/** What a removal or a release does even where its kind says nothing about it. */
function owedBy(change: Change): Consequence | undefined {
  if (change.verdict === 'delete') return { kind: 'removal', text: `loses ${change.summary}` };
  if (change.verdict === 'release') return { kind: 'keeps', text: `keeps ${change.summary}, managed no longer` };
  return undefined;
}

function add(
  looks: Map<string, Growing>,
  item: Change | ManualStanding,
  found: { readonly kind: FirstLook['kind']; readonly text: string },
): void {
  const { portal, kind, key } = item.address;
  const id = JSON.stringify([found.kind, portal, kind, found.text]);
  const known = looks.get(id);
  if (known !== undefined) {
    known.who.push(key);
    return;
  }
  const why = 'why' in item ? item.why : undefined;
  looks.set(id, { kind: found.kind, portal, text: found.text, noun: kind, who: [key], because: why?.ticket });
}

function byImportance(left: FirstLook, right: FirstLook): number {
  return importance.indexOf(left.kind) - importance.indexOf(right.kind);
}
