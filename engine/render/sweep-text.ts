import type { Plan, Remainder } from '../model/plan.ts';
import type { RunReport } from '../model/run-report.ts';
import { fold } from './fold.ts';
import { type Line, line } from './line.ts';
import { number } from './words.ts';

const mostRemains = 50;

const titles: Readonly<Record<Remainder['because'], string>> = {
  protected: 'Stays, as it is protected',
  'own-account': 'Stays, as it is protected',
  'carries-protected': 'Stays, as it is protected',
  unmanaged: "Found there, and not Rollcall's",
  'by-hand': 'Left to people',
  unread: 'Not seen',
  kept: 'Let go, kept or only switched off',
  mailed: 'Told by mail',
  'partner-link': 'To be named anew',
  portal: 'What the portal does by itself',
};

/** What a lockdown or an offboarding leaves, by what it is, one text each. */
export function remainTexts(remains: readonly Remainder[] = []): { readonly title: string; readonly text: string }[] {
  const order = [...new Set(Object.values(titles))];
  return remains
    .map(({ because, portal, what, text }) => {
      const place = what === undefined ? portal : `${what} on ${portal}`;
      return { title: titles[because], text: `${place}: ${text}` };
    })
    .sort((left, right) => order.indexOf(left.title) - order.indexOf(right.title));
}

/** The same as a block of lines; empty where nothing remains. */
export function remainLines(remains: readonly Remainder[] | undefined, columns: number): Line[] {
  const texts = remainTexts(remains);
  if (texts.length === 0) return [];
  const lines: Line[] = [line(['Not taken back by this', 'strong'])];
  let title = '';
  for (const one of texts.slice(0, mostRemains)) {
    if (one.title !== title) lines.push(line([`  ${one.title}`, 'care']));
    title = one.title;
    lines.push(...fold(line(one.text), { columns, indent: 4, hang: 6 }));
  }
  if (texts.length > mostRemains) {
    lines.push(line(`    … and ${number(texts.length - mostRemains)} more (in the JSON of the plan and the report)`));
  }
  return lines;
}

/** What a plan that takes more than the manifests ask for is; empty of any other. */
export function sweepScopeText({ mode, person }: Plan['scope']): string {
  if (mode === 'destroy') return 'the end of everything that is managed';
  if (mode === 'lockdown') return 'lockdown: everything that Rollcall owns goes, but what is protected';
  if (mode === 'offboard')
    return `offboarding of ${person ?? '?'}: everything of theirs goes, whatever the manifests say`;
  return '';
}

/** `Offboarding of ada@acme.example, because: left in anger.` */
export function sweptText({ sweep }: RunReport): string {
  if (sweep === undefined || sweep.why === null) return '';
  if (sweep.mode === 'offboard') return `Offboarding of ${sweep.email ?? sweep.person ?? '?'}, because: ${sweep.why}. `;
  return `${sweep.mode === 'lockdown' ? 'Lockdown' : 'Destruction'}, because: ${sweep.why}. `;
}

/** What a next apply does about what such a run removed. */
export function afterSweepText({ scope, sweep }: RunReport): string {
  switch (scope?.mode) {
    case 'destroy':
      return 'The manifests still declare what was removed: the next apply brings it back. ';
    case 'lockdown':
      return 'The manifests still declare what was removed: an apply gives it again only with a consent. ';
    case 'offboard': {
      const who = sweep?.email ?? scope.person ?? 'them';
      return `Write leave into the document of ${who}, or remove it: nothing is given again until that is withdrawn. `;
    }
    default:
      return '';
  }
}
