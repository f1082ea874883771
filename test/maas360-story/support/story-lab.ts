import { expect } from 'vitest';
import type { LedgerFiles } from '../../../engine/ledger/ledger-files.ts';
import { statusRows } from '../../../engine/render/status-rows.ts';
import {
  createMaas360Emulator,
  type Maas360Emulator,
  type Maas360EmulatorOptions,
} from '../../../providers/maas360/emulator/index.ts';
import { maas360 } from '../../../providers/maas360/index.ts';
import { exampleLab, type ExampleLab } from '../../support/example-lab.ts';
import { type Hands, portal } from '../../support/maas360-people.ts';

export interface StoryOptions extends Omit<Maas360EmulatorOptions, 'portal' | 'world'> {
  readonly files?: LedgerFiles;
}

/** The third example in the lab, and whoever plays its people. */
export interface StoryLab extends Omit<ExampleLab<Maas360Emulator>, 'apply'>, Omit<Hands, 'apply'> {
  readonly apply: ExampleLab<Maas360Emulator>['apply'];
  readonly emulator: Maas360Emulator;
  /** Applies, and looks that there is nothing left but to wait: the next plan is empty, the next apply writes nothing. */
  readonly settle: () => Promise<void>;
}

export async function storyLab({ files, ...choices }: StoryOptions = {}): Promise<StoryLab> {
  const lab = await exampleLab({
    example: '03-maas360-partner',
    providers: [maas360],
    emulate: (declared, world) => createMaas360Emulator({ ...choices, portal: declared, world }),
    ...(files === undefined ? {} : { files }),
  });
  const emulator = lab.emulators[0]!;
  const settle = async (): Promise<void> => {
    expect(undone(await lab.converge())).toEqual([]);
    const plan = await lab.plan();
    expect(plan.changes.map(({ word, address }) => `${word} ${address.kind} ${address.key}`)).toEqual([]);
    emulator.journal.clear();
    await lab.apply(plan);
    expect(emulator.journal.counts()).toMatchObject({ writes: 0 });
  };
  return {
    ...lab,
    emulator,
    settle,
    play: async (step, who, answers = {}) => {
      const result = await emulator.play(step, who, answers);
      if (!result.played) throw new Error(`${who}, ${step}: ${JSON.stringify(result.problems)}`);
    },
    idOf: async (account) => {
      const { bindings } = await lab.ledger();
      const found = [...bindings.values()].find(({ address }) => address.kind === 'account' && address.key === account);
      if (found?.id === null || found === undefined) throw new Error(`the ledger knows no number of ${account}`);
      return found.id;
    },
    goOn: (folder) => lab.copyOver(`later/${folder}`, 'manifests'),
  };
}

/** What a run did not do. */
export function undone({ items }: Awaited<ReturnType<StoryLab['converge']>>): string[] {
  return items
    .filter(({ result }) => result.result !== 'done' && result.result !== 'waiting')
    .map(({ address, result }) => `${address.key}: ${JSON.stringify(result)}`);
}

/** What status says, in the order of its rows. */
export async function waitedFor(lab: StoryLab): Promise<string[]> {
  return statusRows(await lab.plan()).map(({ who, waitingFor }) => `${who}: ${waitingFor}`);
}

/** The accounts as MaaS360 holds them. */
export function accountsOf({ emulator }: StoryLab): string[] {
  return [...emulator.state().accounts.values()].map(({ name, type, status, parent }) => {
    return `${name} ${type} ${status}${parent === null ? '' : ` below ${parent.name}`}`;
  });
}

export { portal };
