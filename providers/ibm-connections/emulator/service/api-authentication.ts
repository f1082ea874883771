import type { Json } from '../../../../engine/model/json.ts';
import { seesCustomer } from './access.ts';
import type { Actor } from './access.ts';
import { noContent, readFlag, settled, unwrap } from './api-context.ts';
import type { Api, Call, Reply } from './api-context.ts';
import { changePassword, resetPassword, setOneTimePassword, setPassword } from './credentials.ts';
import type { ServiceResult } from './ibm-service.ts';
import { badInput, done, unknown } from './refusal.ts';
import type { ServiceState, Subscriber } from './service-state.ts';
import { subscriberOf } from './subscribers.ts';

const path = '/api/bss/service/authentication';

export function addAuthenticationRoutes({ app, route }: Api): void {
  const by = 'administrator';
  app.post(`${path}/changePassword`, route({ name: 'change a password', writes: true, by: 'anybody', act: changeOne }));
  app.post(`${path}/resetPassword`, route({ name: 'reset a password', writes: true, by, act: resetOne }));
  app.post(`${path}/setOneTimePassword`, route({ name: 'set a one-time password', writes: true, by, act: setOneTime }));
  app.post(`${path}/setUserPassword`, route({ name: 'set a password', writes: true, by, act: setOne }));
}

function changeOne(call: Call): ServiceResult<Reply> {
  const sent = unwrap(call, 'UserCredential');
  if (!sent.ok) return sent;
  const { LoginName, OldPassword, NewPassword, ConfirmPassword } = sent.value;
  const subscriber = findByLogin(call, LoginName);
  if (!subscriber.ok) return subscriber;
  if (typeof OldPassword !== 'string') return badInput('OldPassword is missing.');
  if (typeof NewPassword !== 'string') return badInput('NewPassword is missing.');
  if (typeof ConfirmPassword !== 'string') return badInput('ConfirmPassword is missing.');
  const change = { oldPassword: OldPassword, newPassword: NewPassword, confirmation: ConfirmPassword };
  return settled(changePassword(call.state, subscriber.value, change));
}

function resetOne(call: Call): ServiceResult<Reply> {
  const subscriber = findByLogin(call, call.c.req.query('loginName'));
  if (!subscriber.ok) return subscriber;
  resetPassword(call.state, subscriber.value);
  return noContent;
}

function setOneTime(call: Call): ServiceResult<Reply> {
  const given = readNewPassword(call);
  return given.ok ? settled(setOneTimePassword(given.value.subscriber, given.value.password)) : given;
}

function setOne(call: Call): ServiceResult<Reply> {
  const given = readNewPassword(call);
  if (!given.ok) return given;
  const bypass = readFlag(call, 'bypassPolicy', false);
  if (!bypass.ok) return bypass;
  const { subscriber, password } = given.value;
  return settled(setPassword(call.state, subscriber, { password, bypassPolicy: bypass.value }));
}

interface GivenPassword {
  readonly subscriber: Subscriber;
  readonly password: string;
}

function readNewPassword(call: Call): ServiceResult<GivenPassword> {
  const sent = unwrap(call, 'UserCredential');
  if (!sent.ok) return sent;
  const { LoginName, NewPassword } = sent.value;
  const subscriber = findByLogin(call, LoginName);
  if (!subscriber.ok) return subscriber;
  if (typeof NewPassword !== 'string') return badInput('NewPassword is missing.');
  return done<GivenPassword>({ subscriber: subscriber.value, password: NewPassword });
}

/** A login name is the e-mail address. Plain users find themselves only. */
export function findByLogin(
  { state, actor }: { readonly state: ServiceState; readonly actor: Actor },
  login: Json | undefined,
): ServiceResult<Subscriber> {
  if (typeof login !== 'string' || login === '') return badInput('The login name is missing.');
  const subscriber = subscriberOf(state, login);
  if (subscriber === undefined || !seesCustomer(actor, subscriber.customer)) return unknown('user');
  return actor.role === 'User' && actor.subscriber !== subscriber ? unknown('user') : done(subscriber);
}
