import {
  addAccountByForm,
  convertByForm,
  deleteAccount,
  expireByForm,
  extendByForm,
  moveAccount,
  renameAccount,
} from './account-forms.ts';
import type { AccountActing } from './account-actions.ts';
import { textIn } from './json-parts.ts';
import { accountOf, behindHome, noAccount } from './played-step.ts';
import type { PlayedStep, Playing } from './played-step.ts';
import type { AccountType } from './portal-state.ts';
import type { FieldProblem } from './refusal.ts';

/** What a partner does on the Accounts page. */
export const accountSteps: Readonly<Record<string, PlayedStep>> = {
  'add-account': add((answer) => (answer === 'Customer' ? 'customer' : 'trial')),
  'add-partner': add(() => 'partner'),
  'extend-account': onAccount(({ state, answers }, acting) => {
    const days = textIn(answers['days']);
    return extendByForm(state, acting, days === '' ? undefined : Number(days));
  }),
  'convert-account': onAccount(({ state, answers }, acting) =>
    convertByForm(state, acting, Number(textIn(answers['committedLicenses']))),
  ),
  'expire-account': onAccount(({ state }, acting) => expireByForm(state, acting)),
  'rename-account': onAccount(({ state, answers }, acting) => renameAccount(state, acting, textIn(answers['name']))),
  'move-account': onAccount((playing, acting) => {
    const to = accountOf(playing, 'to');
    return to === undefined ? noAccount(playing, 'to') : moveAccount(playing.state, acting, to);
  }),
  'delete-account': onAccount(({ state }, acting) => deleteAccount(state, acting)),
};

/** Below the account that the answers name as `parent`, or the person's own. */
function add(typeOf: (answer: string) => AccountType): PlayedStep {
  return behindHome((playing) => {
    const { state, actor, answers } = playing;
    const parent = accountOf(playing, 'parent');
    if (parent === undefined) return noAccount(playing, 'parent');
    const [licenses, days] = [textIn(answers['committedLicenses']), textIn(answers['days'])];
    const wanted = {
      type: typeOf(textIn(answers['type'])),
      name: textIn(answers['name']),
      adminEmail: textIn(answers['adminEmail']),
      ...(licenses === '' ? {} : { committedLicenses: Number(licenses) }),
      ...(days === '' ? {} : { days: Number(days) }),
    };
    return addAccountByForm(state, actor, { parent, wanted });
  });
}

function onAccount(act: (playing: Playing, acting: AccountActing) => readonly FieldProblem[]): PlayedStep {
  return behindHome((playing) => {
    const account = accountOf(playing, 'account');
    return account === undefined ? noAccount(playing, 'account') : act(playing, { actor: playing.actor, account });
  });
}
