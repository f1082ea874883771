import { declareResources } from '../../../engine/manifest/declare-resources.ts';
import type { Workspace } from '../../../engine/model/declaration.ts';
import type { DeclaredKind } from '../../../engine/model/declared.ts';
import type { Diagnostic } from '../../../engine/model/diagnostic.ts';
import type { OwedMail } from '../../../engine/model/mail.ts';
import type { Provider } from '../../../engine/model/provider.ts';
import { type Files, folderOf, loadFolder } from '../../manifest/workspace-folder.ts';
import { toyBadge, toyProvider } from '../../support/toy-provider.ts';

/** `spec.mail` as most tests want it. */
export const mailSpec = `  mail:
    server: { host: smtp.acme.example }
    user: { env: SMTP_USER }
    password: { env: SMTP_PASSWORD }
    from: { name: ACME IT, address: it@acme.example }
`;

export function portalWith(spec: string): string {
  return `apiVersion: rollcall/v1\nkind: Portal\nmetadata: { name: lab }\nspec:\n  provider: toy\n${spec}`;
}

export function userOf(name: string, more = ''): string {
  return `apiVersion: rollcall/v1
kind: User
metadata: { name: ${name} }
spec:
  email: ${name}@acme.example
  access: [{ portal: lab, role: Red }]
${more}`;
}

/** Everybody with a badge is owed a mail `welcome` that may use `person.name` and `colour`. */
export function mailingProvider(): Provider {
  const people = new Map<string, string>();
  return toyProvider({
    kinds: (portal) => {
      for (const { email, locale } of portal.people) people.set(email, locale);
      return [
        {
          ...toyBadge,
          mails: ({ identity, address, attributes }): OwedMail[] => [
            {
              occasion: `welcome/${address.portal}/${identity.name}`,
              to: address.key,
              subject: 'Your badge',
              text: 'Here it is.\n',
              locale: people.get(address.key) ?? 'en',
              template: {
                name: 'welcome',
                values: { person: { name: identity.name }, colour: attributes['colour'] ?? '' },
              },
            },
          ],
        },
      ];
    },
  });
}

export interface Loaded {
  readonly workspace: Workspace | null;
  readonly declared: readonly DeclaredKind[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

/** What `rollcall validate` reads: the manifests, and what they declare. */
export async function loadMails(files: Files): Promise<Loaded> {
  return await loadMailsIn(folderOf(files));
}

export async function loadMailsIn(folder: string): Promise<Loaded> {
  const providers = [mailingProvider()];
  const { workspace, diagnostics, sourceLine } = await loadFolder(folder, { providers });
  if (workspace === null) return { workspace, declared: [], diagnostics, sourceLine };
  const { declared, diagnostics: more } = declareResources(workspace, providers);
  return { workspace, declared, diagnostics: [...diagnostics, ...more], sourceLine };
}

/** The words of everybody's mail, by name. */
export function wordsOf({ declared }: Loaded): Record<string, unknown> {
  const words: Record<string, unknown> = {};
  for (const { portal, kind, resources } of declared) {
    for (const resource of resources) {
      for (const mail of kind.mails(resource)) {
        const said = portal.mail?.templates?.word(mail);
        words[resource.identity.name] =
          said === undefined || said.problem !== undefined ? said : { subject: said.subject, text: said.text };
      }
    }
  }
  return words;
}
