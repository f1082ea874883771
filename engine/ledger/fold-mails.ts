import type { OpenIntent } from '../model/ledger.ts';
import type { AttestedEntry } from '../model/ledger-entry.ts';
import { mailAskedAbout } from '../model/mail.ts';
import type { FoldState } from './fold-state.ts';

/** Of a mail without an answer somebody may say later whether it came. */
export function noteUnknownMail(state: FoldState, { seq, at, intent }: OpenIntent): void {
  const { verdict, address, identity, occasion } = intent;
  if (verdict !== 'notify' || occasion === null) return;
  state.unknownMails.set(occasion, { seq, address, identity, occasion, since: at });
}

/**
 * Somebody says whether a mail came: then it was done, or it surely was not, and may be sent. The occasion alone says
 * which mail it is: the person may have another address since.
 *
 * @returns whether the word is about a mail at all.
 */
export function settleMail(state: FoldState, { step, set }: AttestedEntry): boolean {
  const occasion = mailAskedAbout(step);
  if (occasion === undefined) return false;
  const mail = state.unknownMails.get(occasion);
  if (mail === undefined) return true;
  state.unknownMails.delete(occasion);
  if (set['came'] === 'yes') {
    state.spent.set(occasion, 'done');
    return true;
  }
  state.spent.delete(occasion);
  state.harm.byLine.delete(mail.seq);
  return true;
}
