import type { Connection, ConnectInput, Write, Writer } from '../../engine/model/provider.ts';
import { ProviderError } from '../../engine/model/provider-error.ts';
import { Secret } from '../../engine/model/secret.ts';
import { createHttpDoor } from '../kit/http-door.ts';
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
  const api = (): Api => (opened ??= openApi(input));
  const { clock } = deps;
  return {
    reader: createReader({ portal: portal.name, settings, clock, api }),
    writer: settings.mode === 'adapter' ? createWriter({ clock, api }) : writerByHand,
  };
}

function openApi({ portal, credentials, deps }: ConnectInput): Api {
  const baseUrl = portal.baseUrls['default'];
  const { token } = credentials;
  if (baseUrl === undefined) throw missing(portal.name, 'base URL', 'Write baseUrl in the Portal document.');
  if (token === undefined) {
    throw missing(portal.name, 'token', 'Name it in the Portal document: credentials: { token: { env: NAME } }.');
  }
  const door = createHttpDoor({
    baseUrl,
    deps,
    limits: portal.limits,
    headers: { authorization: new Secret(`Bearer ${token.reveal()}`) },
    secrets: [token],
    classify: classifyAnswer,
  });
  return createApi(door);
}

function missing(portal: string, what: string, cure: string): ProviderError {
  return new ProviderError('auth', `There is no ${what} for ${portal}.`, { cure });
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
