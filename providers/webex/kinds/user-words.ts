import type { Consequence, HarmClass } from '../../../engine/model/harm.ts';
import type { ChangeDescription, ChangeDraft } from '../../../engine/model/provider.ts';
import type { Settings } from '../settings.ts';

/** What each change of a user means to people, and how many requests it takes. */
export function describeUser(
  { verb, round, before, after, presence }: ChangeDraft,
  settings: Settings,
): ChangeDescription {
  const plain = { harms: [], consequences: [], consent: [] } as const;
  switch (verb) {
    case 'create':
    case 'invite':
      return {
        word: round > 1 ? 'invite again' : 'create user',
        harms: ['mails'],
        consequences: [activationMail],
        consent: [],
        requests: 1,
      };
    case 'update': {
      if (before?.['active'] === false && after?.['active'] === true)
        return { ...plain, word: 'reactivate', requests: 2 };
      const moves = before?.['email'] !== after?.['email'];
      return { ...plain, word: moves ? 'change address' : 'change names', requests: 2 };
    }
    case 'delete':
      return removal(presence, settings);
    case 'reset':
      return {
        word: 'send activation mails again',
        harms: ['mails'],
        consequences: [everybodysMail],
        consent: [],
        requests: 4,
      };
    case 'sync':
      return { ...plain, word: 'sync', requests: 0 };
  }
}

const activationMail: Consequence = {
  kind: 'mail',
  text: 'gets an activation mail from Webex, where the organisation has automatic activation mails on',
};

/** Documented: the job knows no single person. */
const everybodysMail: Consequence = {
  kind: 'mail',
  text:
    'gets the activation mail again, and so does everybody else of the organisation who has not come in and had none ' +
    'in the last 24 hours',
};

/** Whoever has not come in yet has an account all the same: licences and roles are theirs already. */
function removal(presence: ChangeDraft['presence'], { leavers }: Settings): ChangeDescription {
  const harms: readonly HarmClass[] = presence === 'invited' ? ['accounts', 'withdrawn-invitations'] : ['accounts'];
  if (leavers === 'delete') {
    const text = 'is deleted in Webex with all content, for good';
    const consequences = [{ kind: 'irreversible' as const, text }];
    return { word: 'delete', harms, consequences, consent: [], requests: 2 };
  }
  const text =
    presence === 'invited'
      ? 'can no longer come in: the user is deactivated, and Webex deletes it after 30 days'
      : 'can no longer sign in: the user is deactivated; until Webex deletes it after 30 days it can come back';
  return {
    word: 'deactivate',
    harms,
    consequences: [{ kind: 'removal', text }],
    consent: [],
    requests: 2,
  };
}
