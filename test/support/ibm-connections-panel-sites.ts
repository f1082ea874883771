import type { Json } from '../../engine/model/json.ts';
import type { IbmConnectionsEmulator } from '../../providers/ibm-connections/emulator/index.ts';
import { type PanelUser, serviceOf, userByLogin } from '../../providers/ibm-connections/emulator/panel/directory.ts';
import { addUser, removeUser } from '../../providers/ibm-connections/emulator/panel/users.ts';
import { active, customerNamed, type Site } from './ibm-connections-purchase-sites.ts';
import { subscriberAt } from './ibm-connections-service-sites.ts';

export function panelUsers(emulator: IbmConnectionsEmulator): Site {
  const { directory } = emulator.panel();
  return {
    objects: () =>
      [...directory.users.values()].map(({ login, givenName, familyName }) =>
        active(login, { email: login, givenName, familyName }),
      ),
    put: (login, given) => {
      const names = { givenName: textOf(given['givenName']), familyName: textOf(given['familyName']) };
      const user = userByLogin(directory, login) ?? addPanelUser(emulator, login);
      if (names.givenName !== '') user.givenName = names.givenName;
      if (names.familyName !== '') user.familyName = names.familyName;
    },
    remove: (login) => {
      const user = userByLogin(directory, login);
      if (user !== undefined) removeUser(directory, user);
    },
  };
}

function addPanelUser(emulator: IbmConnectionsEmulator, login: string): PanelUser {
  const details = { login, email: login, givenName: 'A', familyName: 'B', telVoice: '', addressPostal: {} };
  const { directory } = emulator.panel();
  return addUser(directory, customerNamed(emulator, 'Acme'), { ...details, isAccountAdmin: false, password: null });
}

export function assignments(emulator: IbmConnectionsEmulator): Site {
  const { directory } = emulator.panel();
  const ofUser = (login: string) => {
    const user = userByLogin(directory, login);
    return user === undefined ? undefined : serviceOf(directory, user);
  };
  return {
    objects: () => [...directory.services.values()].map(({ user }) => active(user.login, { email: user.login })),
    put: (login) => {
      if (ofUser(login) !== undefined) return;
      const user = userByLogin(directory, login) ?? addPanelUser(emulator, login);
      const now = directory.world.now();
      const uuid = directory.world.newId();
      const dates = { createdAt: now, readyAt: now, modifiedAt: now, revision: 1 };
      const { id: subscriber } = subscriberAt(emulator, login);
      directory.services.set(uuid, { uuid, user, subscriber, email: login, isProvisioned: true, ...dates });
    },
    remove: (login) => {
      const service = ofUser(login);
      if (service !== undefined) directory.services.delete(service.uuid);
    },
  };
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
