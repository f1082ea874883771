import { generateAccessKey } from './access-keys.ts';
import {
  addPortalAdministrator,
  assignRoles,
  changeEmail,
  convertToScriptOnly,
  deactivateAdministrator,
  deleteAdministrator,
  markAsPrimary,
  reactivateAdministrator,
  resetPassword,
} from './administration.ts';
import type { Administration } from './administration.ts';
import { textIn, textsIn } from './json-parts.ts';
import { accountOf, administratorOf, behindHome, noAccount } from './played-step.ts';
import type { PlayedStep, Playing } from './played-step.ts';
import type { Account } from './portal-state.ts';
import { isProblems } from './refusal.ts';
import type { FieldProblem } from './refusal.ts';
import { createRoleByCopy, deleteRole } from './role-definitions.ts';

/** What an administrator does with others, with roles, and with access keys. */
export const administrationSteps: Readonly<Record<string, PlayedStep>> = {
  'add-administrator': onAccount(({ state, actor, answers }, account) => {
    const userName = textIn(answers['newUserName']);
    const wanted = { userName, email: textIn(answers['newEmail']), roles: textsIn(answers['roles']) };
    return addPortalAdministrator(state, actor, { account, wanted });
  }),
  'assign-roles': onAdministrator(({ state, answers }, whom) => assignRoles(state, whom, textsIn(answers['roles']))),
  'change-email': onAdministrator(({ state, answers }, whom) => changeEmail(state, whom, textIn(answers['newEmail']))),
  'reset-password': onAdministrator(({ state }, whom) => resetPassword(state, whom)),
  deactivate: onAdministrator(({ state }, whom) => deactivateAdministrator(state, whom)),
  reactivate: onAdministrator(({ state }, whom) => reactivateAdministrator(state, whom)),
  'delete-administrator': onAdministrator(({ state }, whom) => deleteAdministrator(state, whom)),
  'mark-as-primary': onAdministrator(({ state }, whom) => markAsPrimary(state, whom)),
  'make-script-only': onAdministrator(({ state }, whom) => convertToScriptOnly(state, whom)),
  'make-access-key': onAccount(({ state, actor, answers }, account) => {
    const made = generateAccessKey(state, actor, { account, appId: textIn(answers['appId']) });
    return isProblems(made) ? made : [];
  }),
  'create-role': onAccount(({ state, actor, answers }, account) => {
    const [name, copyOf] = [textIn(answers['name']), textIn(answers['copyOf'])];
    return createRoleByCopy(state, actor, { account, name, copyOf, without: textsIn(answers['without']) });
  }),
  'delete-role': onAccount(({ state, actor, answers }, account) => {
    return deleteRole(state, actor, { account, name: textIn(answers['name']) });
  }),
};

function onAdministrator(act: (playing: Playing, whom: Administration) => readonly FieldProblem[]): PlayedStep {
  return behindHome((playing) => {
    const administrator = administratorOf(playing);
    if (administrator !== undefined) return act(playing, { actor: playing.actor, administrator });
    const text = `There is no administrator ${textIn(playing.answers['administrator'])}, or several: give a user name.`;
    return [{ field: 'administrator', text }];
  });
}

function onAccount(act: (playing: Playing, account: Account) => readonly FieldProblem[]): PlayedStep {
  return behindHome((playing) => {
    const account = accountOf(playing, 'account');
    return account === undefined ? noAccount(playing, 'account') : act(playing, account);
  });
}
