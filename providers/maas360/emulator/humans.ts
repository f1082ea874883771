/**
 * What people do, without a wire: the pages and `play` call these, so that both keep one set of rules. Whatever can go
 * wrong comes back as problems at the fields of a form; an empty list is a success.
 */
export { supportAllowsSubPartners, supportCreatesPartner } from './support.ts';
export {
  changePassword,
  forcedStep,
  linkIbmId,
  logIn,
  logInWithIbmId,
  requestIbmIdCode,
  saveProfile,
  skipIbmId,
} from './first-steps.ts';
export { homeTiles, openAccountManagement, ownAdditions, visibleAccounts, visibleAdministrators } from './home.ts';
export {
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
export { createRoleByCopy, deleteRole } from './role-definitions.ts';
export { generateAccessKey } from './access-keys.ts';
export {
  addAccountByForm,
  convertByForm,
  deleteAccount,
  expireByForm,
  extendByForm,
  moveAccount,
  renameAccount,
} from './account-forms.ts';
