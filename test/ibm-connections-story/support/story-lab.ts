import type { LedgerFiles } from '../../../engine/ledger/ledger-files.ts';
import type { Mail } from '../../../engine/model/change.ts';
import {
  createIbmConnectionsEmulator,
  type IbmConnectionsEmulator,
  type IbmConnectionsEmulatorOptions,
} from '../../../providers/ibm-connections/emulator/index.ts';
import { ibmConnections } from '../../../providers/ibm-connections/index.ts';
import { exampleLab, type ExampleLab } from '../../support/example-lab.ts';

export interface StoryOptions extends Omit<IbmConnectionsEmulatorOptions, 'portal' | 'world'> {
  readonly files?: LedgerFiles;
  /** In place of a mail server that takes everything. */
  readonly send?: (mail: Mail) => Promise<void>;
}

/** The second example in the lab, with its people. */
export interface StoryLab extends Omit<ExampleLab<IbmConnectionsEmulator>, 'attest'> {
  readonly emulator: IbmConnectionsEmulator;
  readonly play: (step: string, who: string, password?: string) => Promise<void>;
  readonly attest: (who: string, step: string) => Promise<void>;
}

export const portalName = 'acme-connections';

export async function storyLab({ files, send, ...choices }: StoryOptions = {}): Promise<StoryLab> {
  const lab = await exampleLab({
    example: '02-ibm-connections',
    providers: [ibmConnections],
    emulate: (portal, world) => createIbmConnectionsEmulator({ ...choices, portal, world }),
    ...(files === undefined ? {} : { files }),
    ...(send === undefined ? {} : { send }),
  });
  const emulator = lab.emulators[0]!;
  return {
    ...lab,
    emulator,
    play: async (step, who, password) => {
      const result = await emulator.play(step, who, password === undefined ? {} : { password });
      if (!result.played) throw new Error(`${who}, ${step}: ${JSON.stringify(result.problems)}`);
    },
    attest: (who, step) => lab.attest(`${portalName}/credentials/${who}`, step),
  };
}
