import type { EmulatorContext } from '../../kit/emulator-operation.ts';
import type { Api } from './api-context.ts';
import { answer, ifVisible } from './api-context.ts';
import { readBody, refuse } from './envelope.ts';
import { cancelInvitation, changeInvitation, invite, readInvitation, resendInvitation } from './invitations.ts';
import { isRefusal } from './refusal.ts';

/** [ours] Invitations: the verbs are those of the audit log, the routes are not published anywhere. */
export function addInvitationRoutes(api: Api): void {
  const { app, operation } = api;
  const all = '/teammates/invitations';
  const one = `${all}/:id`;
  app.post(all, operation({ name: 'invitations.create', writes: true, act: (c) => create(api, c) }));
  app.get(one, operation({ name: 'invitations.read', writes: false, act: (c) => read(api, c) }));
  app.patch(one, operation({ name: 'invitations.update', writes: true, act: (c) => update(api, c) }));
  app.delete(one, operation({ name: 'invitations.cancel', writes: true, act: (c) => cancel(api, c) }));
  app.post(`${one}/resend`, operation({ name: 'invitations.resend', writes: true, act: (c) => resend(api, c) }));
}

async function create(api: Api, c: EmulatorContext): Promise<Response> {
  const input = await readBody(c);
  if (isRefusal(input)) return refuse(c, api.tenant(), input);
  return answer(api, c, invite(api.tenant(), api.actor(c), input), 201);
}

function read(api: Api, c: EmulatorContext): Response {
  return answer(api, c, ifVisible(api, readInvitation(api.tenant(), idOf(c))));
}

async function update(api: Api, c: EmulatorContext): Promise<Response> {
  const patch = await readBody(c);
  if (isRefusal(patch)) return refuse(c, api.tenant(), patch);
  return answer(api, c, changeInvitation(api.tenant(), api.actor(c), { inviteId: idOf(c), patch }));
}

function resend(api: Api, c: EmulatorContext): Response {
  return answer(api, c, resendInvitation(api.tenant(), api.actor(c), idOf(c)), 202);
}

function cancel(api: Api, c: EmulatorContext): Response {
  const result = cancelInvitation(api.tenant(), api.actor(c), idOf(c));
  return isRefusal(result) ? refuse(c, api.tenant(), result) : c.body(null, 204);
}

function idOf(c: EmulatorContext): string {
  return c.req.param('id') ?? '';
}
