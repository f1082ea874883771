import { createSandbox } from '../../../providers/kit/sandbox/sandbox.ts';
import { visitor } from '../../sandbox/support/visitor.ts';
import type { Visit, Visitor } from '../../sandbox/support/visitor.ts';
import { goodPassword, lab } from './lab.ts';
import type { Lab, LabOptions } from './lab.ts';

export interface PortalVisit extends Lab {
  readonly person: Visitor;
  /** Another person, with cookies of their own. */
  readonly somebodyElse: () => Visitor;
  /** Path of the newest link of this label that this person was sent. */
  readonly linkOf: (to: string, label: string) => string;
}

/** A tenant in a sandbox, and a person who visits its pages. */
export function portalVisit(options: LabOptions = {}): PortalVisit {
  const stage = lab(options);
  const { app } = createSandbox({ world: stage.world, emulators: [stage.emulator] });
  return {
    ...stage,
    person: visitor(app),
    somebodyElse: () => visitor(app),
    linkOf: (to, label) => {
      const links = stage.mails(to).flatMap((mail) => mail.links);
      const link = links.find((one) => one.label === label);
      if (link === undefined) throw new Error(`${to} was sent no ${label}`);
      return new URL(link.url).pathname;
    },
  };
}

/** Logs the Owner in, who first sets the password from the mail. */
export async function ownerLogsIn({ person, linkOf }: PortalVisit): Promise<Visit> {
  const path = linkOf('grace@acme.example', 'SET YOUR PASSWORD');
  return await person.send(path, { password: goodPassword, confirmPassword: goodPassword });
}
