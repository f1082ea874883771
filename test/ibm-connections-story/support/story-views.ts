import { expect } from 'vitest';
import { statusRows } from '../../../engine/render/status-rows.ts';
import { portalName, type StoryLab } from './story-lab.ts';

export const panelPassword = 'Right-Horse7';
export const ibmPassword = 'blue-sky-2027';
export const ada = 'ada@acme.example';
export const ben = 'ben@acme.example';
export const cy = 'cy@acme.example';
export const everybody = [ada, ben, cy] as const;

/** What the emulated planes hold of the customer's people and products, the administrator of the panel left out. */
export function behindTheWire({ emulator, world }: StoryLab) {
  const { market, directory } = emulator.panel();
  const { subscribers, subscriptions } = emulator.service.state();
  const people = [...subscribers.values()].filter(({ email }) => isOurs(email));
  return {
    orders: [...market.orders.values()].map(({ type, status }) => `${type} ${status}`),
    bought: [...subscriptions.values()].map(({ partNumber, state, seats }) => `${seats} ${partNumber} ${state}`),
    users: [...directory.users.values()]
      .map(({ login }) => login)
      .filter(isOurs)
      .sort(),
    assigned: [...directory.services.values()]
      .map(({ email }) => email)
      .filter(isOurs)
      .sort(),
    subscribers: people.map(({ email, state }) => `${email} ${state}`).sort(),
    seats: people
      .flatMap(({ email, seats }) => {
        return seats.map(({ subscription, state }) => `${email} ${subscription.partNumber} ${state}`);
      })
      .sort(),
    passwordMails: world.inbox
      .list({}, 1_000)
      .map(({ to }) => to)
      .filter(isOurs)
      .sort(),
  };
}

function isOurs(email: string): boolean {
  return !email.startsWith('grace@');
}

/** Operations that wrote, in their order, without the plane's name. */
export function writes({ emulator }: Pick<StoryLab, 'emulator'>): string[] {
  return emulator.journal
    .entries()
    .filter((entry) => entry.writes)
    .map(({ operation }) => operation);
}

/** A place where nothing is left to do but wait: planned, nothing; applied, no write. Gives who is waited for. */
export async function expectStop(lab: StoryLab): Promise<string[]> {
  const plan = await lab.plan();
  expect(plan.changes.map(({ word, address }) => `${word} ${address.kind} ${address.key}`)).toEqual([]);
  lab.emulator.journal.clear();
  await lab.apply(plan);
  expect(lab.emulator.journal.counts()).toMatchObject({ writes: 0, landed: 0 });
  return statusRows(await lab.plan()).map(({ who, waitingFor, next }) => `${who}: ${waitingFor} → ${next}`);
}

export interface Arrived {
  readonly lab: StoryLab;
  readonly who?: readonly string[];
}

/** Everybody walks the article to the end, and an administrator vouches for the first login. */
export async function everybodyArrives({ lab, who = everybody }: Arrived): Promise<void> {
  for (const step of steps) {
    for (const person of who) await lab.play(step, person, passwordFor(step));
    if (step !== 'first-login') await lab.converge();
  }
  for (const person of who) await lab.attest(person, 'first-login');
}

export const steps = ['set-mycp-password', 'set-ibm-password', 'sync', 'first-login'] as const;

export function passwordFor(step: (typeof steps)[number]): string | undefined {
  if (step === 'sync') return undefined;
  return step === 'set-mycp-password' ? panelPassword : ibmPassword;
}

/** Of each item of a report that was not done, what became of it. */
export function undone(report: Awaited<ReturnType<StoryLab['converge']>>): string[] {
  const open = report.items.filter(({ result }) => result.result !== 'done');
  return open.map(({ address, result }) => `${address.kind} ${address.key}: ${result.result}`).sort();
}

/** What a plan would do: `order subscription IBM-CONN-S2`. */
export function words(plan: Awaited<ReturnType<StoryLab['plan']>>): string[] {
  return plan.changes.map(({ word, address }) => `${word} ${address.kind} ${address.key}`);
}

/** The words that `status` offers to vouch for a step. */
export function attestWords(who: string, step: string): string {
  return `rollcall attest ${portalName}/credentials/${who} --step ${step} --evidence TICKET`;
}
