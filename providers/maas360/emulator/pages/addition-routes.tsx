import { addAccountByForm } from '../account-forms.ts';
import { accountDenied } from '../accounts.ts';
import type { NewAccount } from '../accounts.ts';
import { accountByName } from '../hierarchy.ts';
import { ownAdditions, visibleAccounts } from '../home.ts';
import type { Account } from '../portal-state.ts';
import { inAccounts } from './account-visit.ts';
import { eulaChoices } from './account-words.ts';
import { AddAccountPage, AddPartnerPage } from './addition-pages.tsx';
import type { AdditionForm, AdditionPageProps } from './addition-pages.tsx';
import { notAllowed } from './not-allowed.tsx';
import { goTo, readForm } from './page-context.ts';
import type { Answer, Pages, SentForm, Visit } from './page-context.ts';

type Addition = 'Add Account' | 'Add Partner';

interface AdditionVisit extends Visit {
  readonly parent: Account;
}

/** Add Account and Add Partner, below one's own account or a partner account below it. */
export function addAdditionPages(pages: Pages): void {
  const { app } = pages;
  app.get('/accounts/:id/add-account', inAccounts(pages, below('Add Account', show(AddAccountPage))));
  app.post('/accounts/:id/add-account', inAccounts(pages, below('Add Account', send(AddAccountPage, newAccount))));
  app.get('/accounts/:id/add-partner', inAccounts(pages, below('Add Partner', show(AddPartnerPage))));
  app.post('/accounts/:id/add-partner', inAccounts(pages, below('Add Partner', send(AddPartnerPage, newPartner))));
}

/** Only where the list offers it to this person. */
function below(addition: Addition, page: (visit: AdditionVisit) => Answer): (visit: Visit) => Answer {
  return (visit) => {
    const { c, state, session } = visit;
    const { person } = session;
    const id = c.req.param('id') ?? '';
    const row = visibleAccounts(state, person).find(({ account }) => account.billingId === id);
    const isOwn = id === person.account.billingId;
    const parent = isOwn ? person.account : row?.account;
    if (parent === undefined) return goTo(c, state, '/accounts');
    const actions = isOwn ? ownAdditions(person) : (row?.actions ?? []);
    if (actions.includes(addition)) return page({ ...visit, parent });
    const because = accountDenied(person, parent)?.text ?? `${addition} is not possible below ${parent.name}.`;
    return notAllowed(visit, because);
  };
}

type AdditionPage = typeof AddAccountPage;

function show(Page: AdditionPage): (visit: AdditionVisit) => Answer {
  return (visit) => {
    const { country, language, trialDays } = visit.parent;
    const values = { ...nothingYet, country, language, trialDays: String(trialDays) };
    return rendered(Page, { visit, parent: visit.parent, values, errors: [] });
  };
}

const nothingYet: AdditionForm = {
  type: 'customer',
  name: '',
  adminEmail: '',
  country: '',
  language: '',
  vertical: '',
  acceptEula: '0',
  committedLicenses: '',
  days: '',
  displayName: '',
  code: '',
  trialDays: '',
};

function send(Page: AdditionPage, wantedOf: (values: AdditionForm) => NewAccount) {
  return async (visit: AdditionVisit): Promise<Response> => {
    const { c, state, session, parent } = visit;
    const values = valuesOf(await readForm(c));
    const wanted = wantedOf(values);
    const errors = addAccountByForm(state, session.person, { parent, wanted });
    if (errors.length > 0) return await rendered(Page, { visit, parent, values, errors });
    const made = accountByName(state, wanted.name);
    return goTo(c, state, made === undefined ? '/accounts' : `/accounts/${made.billingId}?done=added`);
  };
}

function rendered(Page: AdditionPage, props: AdditionPageProps): Answer {
  return props.visit.c.html(Page(props), props.errors.length === 0 ? 200 : 400);
}

function valuesOf({ text }: SentForm): AdditionForm {
  const values: Record<string, string> = {};
  for (const name of Object.keys(nothingYet)) values[name] = text(name);
  return { ...nothingYet, ...values };
}

function newAccount(values: AdditionForm): NewAccount {
  const { committedLicenses, days, vertical, acceptEula } = values;
  const type = values.type === 'trial' ? 'trial' : 'customer';
  return {
    ...inBoth(values),
    type,
    acceptEula: acceptEula in eulaChoices ? Number(acceptEula) : 0,
    ...(vertical === '' ? {} : { vertical }),
    ...(days === '' || type === 'customer' ? {} : { days: Number(days) }),
    ...(committedLicenses === '' || type === 'trial' ? {} : { committedLicenses: Number(committedLicenses) }),
  };
}

function newPartner(values: AdditionForm): NewAccount {
  const { displayName, code, trialDays } = values;
  return {
    ...inBoth(values),
    type: 'partner',
    ...(displayName === '' ? {} : { displayName }),
    ...(code === '' ? {} : { code }),
    ...(trialDays === '' ? {} : { trialDays: Number(trialDays) }),
  };
}

function inBoth({ name, adminEmail, country, language }: AdditionForm) {
  return {
    name,
    adminEmail,
    ...(country === '' ? {} : { country }),
    ...(language === '' ? {} : { language }),
  };
}
