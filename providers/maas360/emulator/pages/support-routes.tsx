import type { EmulatorContext } from '../../../kit/emulator-operation.ts';
import type { Account } from '../portal-state.ts';
import { isProblems } from '../refusal.ts';
import type { FieldProblem } from '../refusal.ts';
import { supportAllowsSubPartners, supportCreatesPartner } from '../support.ts';
import type { PartnerRequest } from '../support.ts';
import { goTo, readForm } from './page-context.ts';
import type { Pages, SentForm } from './page-context.ts';
import { AnswerPage, DeskPage } from './support-pages.tsx';
import type { DeskForm } from './support-pages.tsx';

/** The sandbox's stand-in for IBM MaaS360 support, which makes business partners and switches sub-partners on. */
export function addSupportPages(pages: Pages): void {
  const { app, state } = pages;
  /** The number of the case by which each business partner was asked for. */
  const tickets = new WeakMap<Account, string>();
  app.get('/support', (c) => c.html(<DeskPage state={state()} values={nothingYet} errors={[]} />));
  app.post('/support', async (c) => {
    const values = valuesOf(await readForm(c));
    const made = madePartner(pages, values);
    if (isProblems(made)) return c.html(<DeskPage state={state()} values={values} errors={made} />, 400);
    tickets.set(made, values.ticket);
    return goTo(c, state(), `/support/accounts/${made.billingId}`);
  });
  app.get('/support/accounts/:id', (c) => {
    const account = partnerIn(pages, c);
    if (account === undefined) return goTo(c, state(), '/support');
    const done = c.req.query('done') ?? '';
    return c.html(<AnswerPage state={state()} account={account} ticket={tickets.get(account) ?? ''} done={done} />);
  });
  app.post('/support/accounts/:id/sub-partners', async (c) => {
    const account = partnerIn(pages, c);
    if (account === undefined) return goTo(c, state(), '/support');
    const allowed = (await readForm(c)).text('allowed') === 'yes';
    supportAllowsSubPartners({ account, allowed });
    return goTo(c, state(), `/support/accounts/${account.billingId}?done=${allowed ? 'on' : 'off'}`);
  });
}

const nothingYet: DeskForm = { ticket: '', accountName: '', adminEmail: '', country: '', language: '' };

function valuesOf({ text }: SentForm): DeskForm {
  return {
    ticket: text('ticket'),
    accountName: text('accountName'),
    adminEmail: text('adminEmail'),
    country: text('country'),
    language: text('language'),
  };
}

function madePartner({ state }: Pages, values: DeskForm): Account | readonly FieldProblem[] {
  const { ticket, accountName, adminEmail, country, language } = values;
  if (ticket === '') return [{ field: 'ticket', text: 'Enter the number of the support case.' }];
  const request: PartnerRequest = {
    accountName,
    adminEmail,
    ...(country === '' ? {} : { country }),
    ...(language === '' ? {} : { language }),
  };
  return supportCreatesPartner(state(), request);
}

function partnerIn({ state }: Pages, c: EmulatorContext): Account | undefined {
  const account = state().accounts.get(c.req.param('id') ?? '');
  return account?.type === 'partner' ? account : undefined;
}
