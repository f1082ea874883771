import { expect } from 'vitest';
import { statusRows } from '../../../engine/render/status-rows.ts';
import type { Plan } from '../../../engine/model/plan.ts';
import type { RunReport } from '../../../engine/model/run-report.ts';
import type { Emulator } from '../../../providers/kit/emulator.ts';
import { stateOf, userNameOf } from '../../../providers/webex/emulator/control-hub-state.ts';
import { createWebexEmulator, type WebexEmulator } from '../../../providers/webex/emulator/index.ts';
import { heldBy } from '../../../providers/webex/emulator/licences/holding.ts';
import type { WebexChoices } from '../../../providers/webex/emulator/org-settings.ts';
import { managedOrgs, roleIds } from '../../../providers/webex/emulator/scim/attributes.ts';
import {
  createWebexConnectEmulator,
  type WebexConnectEmulator,
} from '../../../providers/webex-connect/emulator/index.ts';
import { webexConnect } from '../../../providers/webex-connect/index.ts';
import { webex } from '../../../providers/webex/index.ts';
import { exampleLab, type ExampleLab } from '../../support/example-lab.ts';

/** The fourth example in the lab: the organisation and its Webex Connect tenant. */
export interface StoryLab extends ExampleLab<Emulator> {
  readonly hub: WebexEmulator;
  readonly connect: WebexConnectEmulator;
  readonly play: (step: string, who: string, password?: string) => Promise<void>;
}

export const names = ['ada', 'ben', 'cy', 'dia', 'eva', 'finn', 'gil', 'hal'] as const;
export const everybody = names.map((name) => `${name}@acme.example`);
export const northwind = '5c1d9d1e-0000-4000-8000-0000000000c1';
const password = 'Roll-call-2026';

export async function storyLab(choices: WebexChoices = {}): Promise<StoryLab> {
  let hub: WebexEmulator | undefined;
  let connect: WebexConnectEmulator | undefined;
  const lab = await exampleLab<Emulator>({
    example: '04-webex-contact-center',
    providers: [webex, webexConnect],
    emulate: (portal, world) =>
      portal.provider === 'webex'
        ? (hub = createWebexEmulator({ ...choices, portal, world }))
        : (connect = createWebexConnectEmulator({ portal, world })),
  });
  const organisation = hub!;
  return {
    ...lab,
    hub: organisation,
    connect: connect!,
    play: async (step, who, given = password) => {
      const result = await organisation.play(step, who, { password: given });
      if (!result.played) throw new Error(`${who}, ${step}: ${JSON.stringify(result.problems)}`);
    },
  };
}

/** Everybody is in, and a run has seen it. */
export async function settled(choices: WebexChoices = {}): Promise<StoryLab> {
  const lab = await storyLab(choices);
  expect(undone(await lab.converge())).toEqual([]);
  for (const who of everybody) await lab.play('join', who);
  expect(await expectStop(lab)).toEqual([]);
  return lab;
}

/** Changes a file, and applies what follows from it. Gives what was planned. */
export async function change(lab: StoryLab, file: string, edit: (text: string) => string): Promise<string[]> {
  lab.edit(file, edit);
  lab.hub.journal.clear();
  const plan = await lab.plan();
  expect(undone(await lab.apply(plan))).toEqual([]);
  return words(plan);
}

/** What a plan would do: `give role role ada@acme.example/cjp.admin`. */
export function words(plan: Plan): string[] {
  return plan.changes.map(({ word, address }) => `${word} ${address.kind} ${address.key}`);
}

export function undone(report: RunReport): string[] {
  const open = report.items.filter(({ result }) => result.result !== 'done');
  return open.map(({ address, result }) => `${address.kind} ${address.key}: ${JSON.stringify(result)}`).sort();
}

/** A place where nothing is left to do but wait: planned, nothing; applied, no write. Gives who is waited for. */
export async function expectStop(lab: StoryLab): Promise<string[]> {
  const plan = await lab.plan();
  expect(words(plan)).toEqual([]);
  lab.hub.journal.clear();
  lab.connect.journal.clear();
  await lab.apply(plan);
  for (const { journal } of [lab.hub, lab.connect]) expect(journal.counts()).toMatchObject({ writes: 0, landed: 0 });
  return statusRows(await lab.plan()).map(({ who, waitingFor }) => `${who}: ${waitingFor}`);
}

/** Operations of the organisation that wrote, in their order. */
export function writes({ hub }: StoryLab): string[] {
  const written = hub.journal.entries().filter((entry) => entry.writes);
  return written.map(({ operation }) => operation);
}

/** `ada Active cjp.admin | Advanced Messaging |`: what the organisation holds of one person. */
export function held({ hub }: StoryLab, who: string): string | undefined {
  const state = hub.state();
  const user = [...state.users.values()].find((one) => userNameOf(one).toLowerCase() === `${who}@acme.example`);
  if (user === undefined) return undefined;
  const bought = heldBy(state, user).map((id) => state.pools.get(id));
  const licences = bought.filter((pool) => pool?.isImplicit !== true).map((pool) => pool?.name);
  const parts = [roleIds(user.attributes), licences, managedOrgs(user.attributes)].map((part) => part.join(', '));
  return `${stateOf(user)}: ${parts.join(' | ')}`;
}

/** Teammates of Webex Connect by name, with their roles. */
export function teammates({ connect }: StoryLab): string[] {
  return [...connect.tenant().rows.values()].map(({ email, role, status }) => `${email} ${role} ${status}`).sort();
}
