import type { PortalDeclaration } from '../model/declaration.ts';
import type { DeclaredKind } from '../model/declared.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { didYouMean } from './nearest.ts';

/**
 * Words every mail that could be owed, for every person, so that a mistake in a template is found by the plan and not
 * by the run that sends. A template that no mail uses is most often a slip in its name.
 */
export function checkMails(declared: readonly DeclaredKind[]): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  const used = new Map<PortalDeclaration, Set<string>>();
  for (const { portal, kind, resources } of declared) {
    const templates = portal.mail?.templates;
    if (templates === undefined) continue;
    const names = used.get(portal) ?? new Set();
    used.set(portal, names);
    for (const mail of resources.flatMap((resource) => kind.mails(resource))) {
      if (mail.template !== undefined) names.add(mail.template.name);
      const { problem } = templates.word(mail);
      if (problem !== undefined) found.set(`${problem.at?.file}:${problem.at?.line} ${problem.detail}`, problem);
    }
  }
  return [...found.values(), ...[...used].flatMap(([portal, names]) => idleTemplates(portal, names))];
}

/** Where nobody is owed a mail yet, nothing can be said. */
function idleTemplates({ mail }: PortalDeclaration, used: ReadonlySet<string>): Diagnostic[] {
  if (used.size === 0) return [];
  const idle = (mail?.templates?.files ?? []).filter(({ name }) => !used.has(name));
  return idle.map(({ file, name }): Diagnostic => {
    const hint = didYouMean(name, [...used]);
    return {
      code: 'idle-template',
      severity: 'warning',
      summary: 'A mail template that no mail uses',
      detail: `${file} is for the mail ${name}; the mails here are: ${[...used].join(', ')}.`,
      cure: 'Call it after a mail; a part that others draw in begins with _.',
      at: { file, line: 1, column: 1, length: 1 },
      ...(hint === undefined ? {} : { hint }),
    };
  });
}
