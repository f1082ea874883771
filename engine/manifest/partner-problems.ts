import type { Diagnostic } from '../model/diagnostic.ts';
import type { Catalogue } from './catalogue.ts';
import { type ManifestDocument, originOf } from './document.ts';
import type { References } from './references.ts';

type Link = ManifestDocument<'PartnerLink'>;

export interface ParentCheck {
  readonly catalogue: Pick<Catalogue, 'partnerLinks'>;
  readonly references: References;
  readonly diagnostics: Diagnostic[];
}

/**
 * The link above this one: on the same portal, a partner, and not below this one itself. Undefined where it stands at
 * the top; null where there is none although one is needed, which is reported.
 */
export function checkParent(input: ParentCheck, document: Link): Link | undefined | null {
  const { metadata, spec } = document.value;
  if (spec.parent === undefined) {
    if (spec.type === 'partner') return undefined;
    input.diagnostics.push(withoutParent(document));
    return null;
  }
  const origin = originOf(document, ['spec', 'parent']);
  const parent = input.references.partnerLink(spec.parent, origin);
  if (parent === undefined) return null;
  const problem = parentProblem(document, parent) ?? cycleProblem(input, metadata.name, parent);
  if (problem === undefined) return parent;
  const related = [{ text: `${spec.parent} stands here`, origin: originOf(parent, ['metadata', 'name']) }];
  input.diagnostics.push({ ...problem, severity: 'error', origin, related });
  return null;
}

type Problem = Pick<Diagnostic, 'code' | 'summary' | 'detail' | 'cure'>;

function parentProblem(document: Link, parent: Link): Problem | undefined {
  const { metadata, spec } = document.value;
  const above = parent.value;
  if (above.spec.portal !== spec.portal) {
    return {
      code: 'parent-elsewhere',
      summary: 'A parent on another portal',
      detail: `${metadata.name} is an account on ${spec.portal}, but ${above.metadata.name} is one on ${above.spec.portal}.`,
      cure: 'Name a PartnerLink of the same portal.',
    };
  }
  if (above.spec.type === 'partner') return undefined;
  return {
    code: 'parent-without-children',
    summary: 'A parent that cannot have accounts below it',
    detail: `${above.metadata.name} is a ${above.spec.type} account: only partners have others below them.`,
    cure: 'Name a PartnerLink with type: partner.',
  };
}

function cycleProblem({ catalogue }: ParentCheck, name: string, parent: Link): Problem | undefined {
  const seen = new Set<string>();
  for (let above: Link | undefined = parent; above !== undefined;) {
    const { metadata, spec }: Link['value'] = above.value;
    if (metadata.name === name) {
      return {
        code: 'parent-cycle',
        summary: 'An account below itself',
        detail: `${name} stands below itself, directly or by way of others.`,
        cure: 'Leave parent out of the business partner at the top.',
      };
    }
    if (seen.has(metadata.name)) return undefined;
    seen.add(metadata.name);
    above = spec.parent === undefined ? undefined : catalogue.partnerLinks.get(spec.parent);
  }
  return undefined;
}

function withoutParent(document: Link): Diagnostic {
  const { metadata, spec } = document.value;
  return {
    code: 'account-without-parent',
    severity: 'error',
    summary: 'An account that stands below nobody',
    detail: `${metadata.name} is a ${spec.type} account; it belongs to a partner, and no parent is named.`,
    cure: 'Write parent: NAME, the PartnerLink of the partner whose account it is.',
    origin: originOf(document, ['spec', 'type']),
  };
}

/** A portal keeps its primary administrator until another one has been named: so do the manifests. */
export function primaryLeaves(document: Link, user: ManifestDocument<'User'>): Diagnostic {
  const { primary } = document.value.spec;
  return {
    code: 'primary-leaves',
    severity: 'error',
    summary: 'A primary administrator who has left',
    detail: `${primary} is the primary administrator of ${document.value.metadata.name}, and their time is over.`,
    cure: 'Name another User as primary first; the portal must be told, too (rollcall plan shows the step).',
    origin: originOf(document, ['spec', 'primary']),
    related: [{ text: `${primary} stands here`, origin: originOf(user, ['metadata', 'name']) }],
  };
}

export function linkedAndOwed(document: Link): Diagnostic {
  return {
    code: 'ibm-id-twice',
    severity: 'error',
    summary: 'An IBMid that is to be linked and skipped',
    detail: `${document.value.metadata.name} says both link and later.`,
    cure: 'Keep link (and due, the day by which) or later.',
    origin: originOf(document, ['spec', 'ibmId', 'later']),
  };
}
