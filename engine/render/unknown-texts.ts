import { mailAskedAbout, mailQuestion } from '../model/mail.ts';
import { attestCommand } from './attest-command.ts';
import type { Commands } from './commands.ts';
import type { Status } from './status-rows.ts';

/** What nobody can look up. A mail that somebody is waited for to speak about stands among the rows already. */
export function unknownTexts({ plan, unknown, unknownMails }: Status, commands: Commands): string[] {
  const asked = new Set(plan.standing.map((one) => (one.verdict === 'waiting' ? mailAskedAbout(one.gate.step) : null)));
  const left = unknown.filter((occasion) => !asked.has(occasion));
  return left.map((occasion) => {
    const mail = unknownMails?.get(occasion);
    const cure =
      mail === undefined
        ? requestAgain
        : `${askThem}: ${commands(attestCommand(mail.address, mailQuestion(occasion)))}`;
    return `${occasion}: sent once, no answer came; it is not repeated by itself; ${cure}`;
  });
}

const requestAgain = 'to ask again, give the request a new id.';
/** A mail has no request that could be given again: only the person knows whether it came. */
const askThem = 'ask the person whether the mail came, and say it';
