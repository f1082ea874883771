import type { Connection, ConnectInput, Write, Writer } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { openBearerDoor } from '../kit/bearer-door.ts';
import { type Api, createApi } from './api.ts';
import { classifyAnswer } from './classify.ts';
import { createReader } from './reader.ts';
import { readSettings } from './settings.ts';
import { createWriter } from './writer.ts';

/** The door opens with the first request: by hand, a tenant can be planned without a token or a network. */
export function connect(input: ConnectInput): Connection {
  const { portal, deps } = input;
  const settings = readSettings(portal.settings);
  let opened: Api | undefined;
  const api = (): Api => (opened ??= createApi(openBearerDoor(input, classifyAnswer)));
  const { clock } = deps;
  return {
    reader: createReader({ portal: portal.name, settings, clock, api }),
    writer: settings.mode === 'adapter' ? createWriter({ clock, api }) : writerByHand,
  };
}

const byHand: Write = async (change) => {
  throw new ProviderError('invalid', `The ${change.verdict} of ${change.address.key} has to be done by hand.`, {
    cure: 'Follow the steps that the plan prints, then attest them.',
  });
};

/** Nothing is ever sent in manual mode: the plan makes every verb a step for a person. */
const writerByHand: Writer = {
  create: byHand,
  invite: byHand,
  update: byHand,
  reset: byHand,
  sync: byHand,
  delete: byHand,
};
