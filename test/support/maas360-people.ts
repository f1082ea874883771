import type { JsonObject } from '../../engine/model/json.ts';

/** What a walk through the third example needs of whatever plays it. */
export interface Hands {
  /** Plans, applies with consent, and looks that there is nothing left to do but to wait. */
  readonly apply: () => Promise<void>;
  readonly play: (step: string, who: string, answers?: JsonObject) => Promise<void>;
  readonly attest: (address: string, step: string, set?: readonly string[]) => Promise<void>;
  /** The billing id by which the ledger knows an account. */
  readonly idOf: (account: string) => Promise<string>;
  /** The next stop of the example: its files over the manifests. */
  readonly goOn: (folder: string) => void;
}

export const portal = 'nordic-maas360';
export const billingId = '30001111';
const eva = 'eva@nordic.example';
const robot = 'nordic_rollcall';
const password = 'Right-Horse7!';

/** From nothing to everybody at their tile, by the article and by the checklists that plan and status print. */
export async function partnerArrives(hands: Hands): Promise<void> {
  await accessArrives(hands);
  await hands.apply();
  await everybodyBelowArrives(hands);
}

/** From nothing to the moment in which the engine has its own access, and everything else is still to be made. */
export async function accessArrives(hands: Hands): Promise<void> {
  await supportMakesThePartner(hands);
  await firstSteps(hands, { userName: `${billingId}_eva`, ibmId: 'skip-ibmid' });
  await hands.attest(`${portal}/primary-administrator/NordicPartner`, 'tile');
  await hands.apply();
  await accessIsMade(hands);
}

async function supportMakesThePartner({ apply, play, attest }: Hands): Promise<void> {
  await apply();
  const wanted = { accountName: 'NordicPartner', billingId, country: 'Sweden', language: 'English', trialDays: 3650 };
  await play('support-creates-partner', eva, wanted);
  await play('support-allows-sub-partners', eva, { account: 'NordicPartner' });
  await attest(`${portal}/account/NordicPartner`, 'create-partner', [`billingId=${billingId}`]);
  await apply();
  await attest(`${portal}/primary-administrator/NordicPartner`, 'details-mail', [
    `userName=${billingId}_eva`,
    'roles=Partner Administrator, Service Administrator',
  ]);
  await apply();
}

interface Login {
  readonly userName: string;
  readonly ibmId?: 'skip-ibmid' | 'link-ibmid';
  readonly partner?: boolean;
}

/** What the portal forces upon somebody who logs in for the first time. */
async function firstSteps({ play }: Hands, { userName, ibmId, partner = true }: Login): Promise<void> {
  await play('log-in', userName);
  await play('change-password', userName, { password });
  if (!partner) return;
  const profile = { firstName: 'A', lastName: 'B', company: 'C', phone: '+46 8 5550100', jobTitle: 'D' };
  await play('complete-profile', userName, profile);
  await play(ibmId ?? 'skip-ibmid', userName);
  await play('open-account-management', userName);
}

/** The checklist of `access-key`, and the one step by hand of the custom role. */
async function accessIsMade(hands: Hands): Promise<void> {
  const { play, attest, goOn } = hands;
  const primary = `${billingId}_eva`;
  await play('make-access-key', primary, { appId: `com.${billingId}.api` });
  const roles = ['Partner Administrator', 'Service Administrator'];
  await play('add-administrator', primary, { newUserName: robot, newEmail: 'access@nordic.example', roles });
  await firstSteps(hands, { userName: robot });
  await play('make-script-only', primary, { administrator: robot });
  const role = { name: 'Partner Viewer', copyOf: 'Partner Administrator', without: ['Account Actions Control'] };
  await play('create-role', primary, role);
  await attest(`${portal}/role/Partner Viewer (NordicPartner)`, 'make-role');
  goOn('1-access');
}

/** The first administrator's user name begins with the account's number: that is inferred, and the mail says it. */
const primaries = [
  ['FjordPartner', 'dag'],
  ['AlpineFoods', 'eva'],
  ['BirchLogistics', 'eva'],
] as const;

/** Once their accounts are made: the first administrator of each, and whoever was added. */
export async function everybodyBelowArrives(hands: Hands): Promise<void> {
  const { attest, apply, idOf } = hands;
  for (const [account, name] of primaries) {
    const userName = `${await idOf(account)}_${name}`;
    await attest(`${portal}/primary-administrator/${account}`, 'details-mail', [`userName=${userName}`]);
    await firstSteps(hands, { userName, partner: account === 'FjordPartner', ibmId: 'link-ibmid' });
  }
  await firstSteps(hands, { userName: 'bo.ek' });
  await firstSteps(hands, { userName: 'cy.berg', partner: false });
  await apply();
  for (const [account] of primaries) {
    const step = account === 'FjordPartner' ? 'tile' : 'temporary-password';
    await attest(`${portal}/primary-administrator/${account}`, step);
    // The tile proves no link: the pop-up can be skipped.
    if (step === 'tile') await attest(`${portal}/primary-administrator/${account}`, 'ibmid');
  }
  await attest(`${portal}/administrator/bo.ek`, 'tile');
  await attest(`${portal}/administrator/cy.berg`, 'temporary-password');
  await apply();
}
