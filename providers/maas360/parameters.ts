/**
 * Every operation of MaaS360 Web Services that is used here, with the names of its parameters and of what its answer
 * holds: the one table from which the provider, the emulator's checks and README.md are made. Most names are assumed,
 * because IBM's reference guide is not public: who has read it corrects them here, and nowhere else.
 */

/**
 * `documented`: in an IBM document, or in source that IBM published; `observed`: seen in a working client;
 * `inferred` from such facts; `assumed`: a placeholder without evidence.
 */
export type Grade = 'documented' | 'observed' | 'inferred' | 'assumed';

export interface Parameter {
  /** The name on the wire. */
  readonly wire: string;
  readonly grade: Grade;
  /** What it says, in a few words. */
  readonly means: string;
  readonly required?: true;
}

export interface OperationForm {
  readonly method: 'GET' | 'POST';
  /** `{billingId}` stands for the account that is acted on. */
  readonly path: string;
  readonly methodIs: Grade;
  readonly pathIs: Grade;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Members of the answer that are read, wherever in it they stand. */
  readonly answer: Readonly<Record<string, Parameter>>;
}

const account = '/account-provisioning/account/1.0';
const administrator = '/account-provisioning/administrator/1.0';

const adminPage = {
  from: { wire: 'fromDate', grade: 'observed', means: 'first moment, in milliseconds', required: true },
  to: { wire: 'toDate', grade: 'observed', means: 'last moment, in milliseconds', required: true },
  pageSize: { wire: 'pageSize', grade: 'observed', means: 'at most 250' },
  pageNumber: { wire: 'pageNumber', grade: 'observed', means: 'from 1 on' },
} as const satisfies Record<string, Parameter>;

const accountBillingId = {
  wire: 'accountBillingId',
  grade: 'assumed',
  means: 'the account that is acted on, again',
  required: true,
} as const satisfies Parameter;

/** What both kinds of account answer about themselves. Nothing of these answers is published. */
const configAnswer = {
  name: { wire: 'accountName', grade: 'assumed', means: 'name of the account' },
  type: { wire: 'accountType', grade: 'assumed', means: '`Partner`, `Customer` or `Trial`' },
  status: { wire: 'accountStatus', grade: 'assumed', means: '`Active`, `Expired` or `Deletion Initiated`' },
  parent: { wire: 'parentBillingId', grade: 'assumed', means: 'billing id of the partner above it' },
  country: { wire: 'defaultCountry', grade: 'assumed', means: 'default country' },
  language: { wire: 'defaultLanguage', grade: 'assumed', means: 'default language' },
} as const satisfies Record<string, Parameter>;

const newBillingId = { wire: 'billingId', grade: 'observed', means: 'billing id of the new account' } as const;

export const operations = {
  checkAccountName: {
    method: 'GET',
    path: `${account}/checkAccountNameAvailability/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: { name: { wire: 'accountName', grade: 'assumed', means: 'the name asked after', required: true } },
    answer: { available: { wire: 'available', grade: 'assumed', means: 'whether it is free: true, `Yes`, `Y` or 1' } },
  },
  createCustomer: {
    method: 'POST',
    path: `${account}/createCustomerAccount/{billingId}`,
    methodIs: 'observed',
    pathIs: 'documented',
    parameters: {
      type: { wire: 'accountType', grade: 'observed', means: '`Customer`; `Trial` is inferred', required: true },
      name: { wire: 'accountName', grade: 'observed', means: 'name of the account', required: true },
      adminEmail: {
        wire: 'adminEmailAddress',
        grade: 'observed',
        means: 'who gets the login and becomes primary administrator',
        required: true,
      },
      billingId: { wire: 'billingId', grade: 'observed', means: "the partner's own billing id, again", required: true },
      acceptEula: { wire: 'forceAdminAcceptEULA', grade: 'observed', means: '0 to 3; only 1 was seen' },
      portalLogin: { wire: 'allowPortalLogin', grade: 'observed', means: '1: administrators may log in' },
      country: { wire: 'defaultCountry', grade: 'assumed', means: 'default country' },
      language: { wire: 'defaultLanguage', grade: 'assumed', means: 'default language' },
      vertical: { wire: 'customerVertical', grade: 'assumed', means: 'line of business' },
      committedLicenses: { wire: 'committedLicenses', grade: 'assumed', means: 'licences bought, of a customer' },
      days: {
        wire: 'numberOfDays',
        grade: 'assumed',
        means: "length of a trial, in days; the partner's default where left out",
      },
    },
    answer: { billingId: newBillingId },
  },
  createPartner: {
    method: 'POST',
    path: `${account}/createPartnerAccount/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: {
      name: { wire: 'accountName', grade: 'assumed', means: 'unique name of the account', required: true },
      displayName: { wire: 'displayName', grade: 'assumed', means: 'what people see' },
      adminEmail: {
        wire: 'adminEmailAddress',
        grade: 'assumed',
        means: 'who gets the login and becomes primary administrator',
        required: true,
      },
      country: { wire: 'country', grade: 'assumed', means: 'default country' },
      language: { wire: 'language', grade: 'assumed', means: 'default language' },
      code: { wire: 'partnerCode', grade: 'assumed', means: 'unique code, exactly 8 letters and digits' },
      copyFrom: { wire: 'copyFromBillingId', grade: 'assumed', means: 'the account whose setup is copied' },
      trialDays: { wire: 'defaultTrialDays', grade: 'assumed', means: 'default length of its trials, in days' },
    },
    answer: { billingId: { ...newBillingId, grade: 'inferred' } },
  },
  extendAccount: {
    method: 'POST',
    path: `${account}/extendAccount/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: {
      billingId: accountBillingId,
      days: { wire: 'numberOfDays', grade: 'assumed', means: 'days added; from now on where it has expired' },
    },
    answer: {},
  },
  convertToCustomer: {
    method: 'POST',
    path: `${account}/convertToCustomer/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: {
      billingId: accountBillingId,
      committedLicenses: { wire: 'committedLicenses', grade: 'assumed', means: 'licences bought', required: true },
    },
    answer: {},
  },
  expireAccount: {
    method: 'POST',
    path: `${account}/expireAccount/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: { billingId: accountBillingId },
    answer: {},
  },
  getCustomerConfig: {
    method: 'GET',
    path: `${account}/getCustomerConfig/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: {},
    answer: {
      ...configAnswer,
      ends: { wire: 'accountExpiryDate', grade: 'assumed', means: 'last moment of a trial, in milliseconds' },
      vertical: { wire: 'customerVertical', grade: 'assumed', means: 'line of business' },
      acceptEula: { wire: 'forceAdminAcceptEULA', grade: 'assumed', means: '0 to 3' },
      committedLicenses: { wire: 'committedLicenses', grade: 'assumed', means: 'licences bought' },
    },
  },
  getPartnerConfig: {
    method: 'GET',
    path: `${account}/getPartnerAccountConfig/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: {},
    answer: {
      ...configAnswer,
      displayName: { wire: 'displayName', grade: 'assumed', means: 'what people see' },
      code: { wire: 'partnerCode', grade: 'assumed', means: 'unique code' },
      trialDays: { wire: 'defaultTrialDays', grade: 'assumed', means: 'default length of its trials, in days' },
      maximumTrialDays: { wire: 'maximumTrialDays', grade: 'assumed', means: 'the longest trial, in days' },
      subPartners: { wire: 'allowPartnerAccounts', grade: 'assumed', means: 'whether it may have sub-partners' },
    },
  },
  checkAdministrator: {
    method: 'GET',
    path: `${account}/checkAdminAccountAvailability/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: {
      userName: { wire: 'userName', grade: 'assumed', means: 'the user name asked after', required: true },
    },
    answer: { available: { wire: 'available', grade: 'assumed', means: 'whether it is free: true, `Yes`, `Y` or 1' } },
  },
  createAdministrator: {
    method: 'POST',
    path: `${administrator}/createAdministrator/{billingId}`,
    methodIs: 'inferred',
    pathIs: 'documented',
    parameters: {
      userName: { wire: 'userName', grade: 'assumed', means: 'login name, unique on the instance', required: true },
      email: { wire: 'emailAddress', grade: 'assumed', means: 'where the login is mailed', required: true },
      roles: { wire: 'roles', grade: 'assumed', means: 'names of roles, separated by commas', required: true },
    },
    answer: {},
  },
  administratorChanges: {
    method: 'GET',
    path: `${administrator}/getAdminChangesAudit/customer/{billingId}`,
    methodIs: 'observed',
    pathIs: 'observed',
    parameters: adminPage,
    answer: {
      at: { wire: 'updateDate', grade: 'observed', means: 'when, in milliseconds' },
      what: { wire: 'operationType', grade: 'observed', means: '`CHANGE` was seen; `ADD` and `DELETE` are assumed' },
      userName: { wire: 'username', grade: 'observed', means: 'whose login' },
      email: { wire: 'email', grade: 'observed', means: 'their address' },
      status: { wire: 'accountStatus', grade: 'observed', means: '`Active` was seen; `Inactive` is assumed' },
      rolesAdded: { wire: 'rolesAdded', grade: 'observed', means: 'one name was seen; several by commas is assumed' },
      rolesDeleted: { wire: 'rolesDeleted', grade: 'observed', means: 'likewise' },
    },
  },
  administratorLogins: {
    method: 'GET',
    path: `${administrator}/getAdminLoginReports/customer/{billingId}`,
    methodIs: 'observed',
    pathIs: 'observed',
    parameters: adminPage,
    answer: {
      at: { wire: 'loginAttemptTime', grade: 'observed', means: 'when, in milliseconds' },
      userName: { wire: 'username', grade: 'observed', means: 'who' },
      outcome: { wire: 'authStatus', grade: 'observed', means: '`Successful`' },
    },
  },
} as const satisfies Record<string, OperationForm>;

export type OperationName = keyof typeof operations;
