import type { PortalDeclaration } from '../../../engine/model/declaration.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { PartnerLinkDeclaration } from '../../../engine/model/partner-declaration.ts';
import { linksOf } from './account-tree.ts';
import { textIn } from './texts.ts';

/** What MaaS360 would refuse, or could not do, before anything is sent. */
export function auditAccounts(portal: PortalDeclaration): readonly Diagnostic[] {
  const links = linksOf(portal);
  return [
    ...links.flatMap((link) => [...nameFaults(link), ...codeFaults(link), ...expiryFaults(link), ...trialFaults(link)]),
    ...links.flatMap((link) => licenceFaults(link)),
    ...twice(links, { code: 'account-name-twice', what: 'name', valueOf: ({ account }) => account }),
    ...twice(links, { code: 'partner-code-twice', what: 'unique code', valueOf: (link) => textIn(link.with, 'code') }),
    ...twoTops(links),
  ];
}

type Said = Pick<Diagnostic, 'code' | 'summary' | 'cure'> & { readonly detail: string; readonly severity?: 'warning' };

function fault(link: PartnerLinkDeclaration, key: string, said: Said): Diagnostic {
  const path = key === '' ? link.origin.path : ['spec', ...key.split('.')];
  return { severity: 'error', ...said, origin: { ...link.origin, path } };
}

/** Documented. What support makes may be called otherwise: that is only remarked on. */
function nameFaults(link: PartnerLinkDeclaration): readonly Diagnostic[] {
  if (/^[A-Za-z0-9]+$/.test(link.account)) return [];
  const said: Said = {
    code: 'account-name-not-taken',
    summary: 'a name that MaaS360 does not take for an account',
    detail: `"${link.account}" holds more than letters (A to Z) and digits.`,
    cure: 'Write account: with letters and digits only, without spaces.',
  };
  return [fault(link, 'account', link.parent === undefined ? { ...said, severity: 'warning' } : said)];
}

function codeFaults(link: PartnerLinkDeclaration): readonly Diagnostic[] {
  const code = link.with['code'];
  const text = typeof code === 'number' ? String(code) : textIn(link.with, 'code').trim();
  if (code === undefined || link.type !== 'partner' || /^[A-Za-z0-9]{8}$/.test(text)) return [];
  const detail = `The unique code "${text}" of ${link.account} is not exactly 8 letters or digits.`;
  return [
    fault(link, 'with.code', {
      code: 'partner-code-form',
      summary: 'a unique code of the wrong form',
      detail,
      cure: 'Write exactly 8 letters or digits.',
    }),
  ];
}

/** Expire exists for customers and trials only (documented). */
function expiryFaults(link: PartnerLinkDeclaration): readonly Diagnostic[] {
  if (link.type !== 'partner' || link.onRemove !== 'expire') return [];
  return [
    fault(link, 'onRemove', {
      code: 'partner-never-expires',
      summary: 'a partner account that is to expire',
      detail: `${link.account} is a partner account, and Expire exists for customers and trials only.`,
      cure: 'Leave onRemove out: when the document goes, the account stays as it is.',
    }),
  ];
}

function trialFaults(link: PartnerLinkDeclaration): readonly Diagnostic[] {
  const { account, type, until } = link;
  if (type === 'trial' && until === undefined) {
    return [
      fault(link, '', {
        code: 'trial-without-until',
        summary: 'a trial without its last day',
        detail: `${account} is a trial, and nothing says when it ends; MaaS360 would end it by the partner's default.`,
        cure: 'Write until: with a date.',
      }),
    ];
  }
  if (type === 'trial' || until === undefined) return [];
  return [
    fault(link, 'until', {
      code: 'until-without-trial',
      summary: 'a last day for an account that does not end by itself',
      detail: `${account} is a ${type} account; only trials end on a day.`,
      cure: 'Leave until out, or write type: trial.',
    }),
  ];
}

function licenceFaults(link: PartnerLinkDeclaration): readonly Diagnostic[] {
  if (link.type !== 'customer' || link.with['committedLicenses'] !== undefined) return [];
  return [
    fault(link, '', {
      code: 'customer-without-licences',
      summary: 'a customer without its number of committed licences',
      severity: 'warning',
      detail: `${link.account} names no committedLicenses: a trial cannot be converted to it, and a new one needs a licence.`,
      cure: 'Write with: { committedLicenses: 50 }; of an account that is a customer already, the number that it has.',
    }),
  ];
}

interface Twice {
  readonly code: string;
  readonly what: string;
  readonly valueOf: (link: PartnerLinkDeclaration) => string;
}

/** Whether upper and lower case differ to MaaS360 is not documented; two that differ in nothing else confuse anybody. */
function twice(links: readonly PartnerLinkDeclaration[], { code, what, valueOf }: Twice): readonly Diagnostic[] {
  const first = new Map<string, PartnerLinkDeclaration>();
  const found: Diagnostic[] = [];
  for (const link of links) {
    const value = valueOf(link).trim().toLowerCase();
    const other = first.get(value);
    if (value === '') continue;
    if (other === undefined) first.set(value, link);
    else {
      found.push({
        ...fault(link, '', {
          code,
          summary: `two accounts with one ${what}`,
          detail: `The ${what} of ${link.name} is that of ${other.name}: ${valueOf(link)}. It has to be unique.`,
          cure: `Give one of them another ${what}.`,
        }),
        related: [{ text: `${other.name} has it here`, origin: other.origin }],
      });
    }
  }
  return found;
}

function twoTops(links: readonly PartnerLinkDeclaration[]): readonly Diagnostic[] {
  const [first, second] = links.filter(({ parent, type }) => parent === undefined && type === 'partner');
  if (first === undefined || second === undefined) return [];
  return [
    {
      ...fault(second, '', {
        code: 'two-business-partners',
        summary: 'two business partners on one portal',
        detail: `${second.account} names no parent, and so does ${first.account}; one Portal is one business partner.`,
        cure: 'Name the parent, or write a Portal document for each.',
      }),
      related: [{ text: `${first.name} stands at the top, too`, origin: first.origin }],
    },
  ];
}
