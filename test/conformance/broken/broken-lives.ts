import type { ConformanceSubject } from '../../../engine/conformance/index.ts';
import type { Address } from '../../../engine/model/address.ts';
import type { JsonObject } from '../../../engine/model/json.ts';
import type { Outcome } from '../../../engine/model/provider.ts';
import { ProviderError } from '../../../engine/model/provider-error.ts';
import { exoticSubject } from '../../support/exotic/subject.ts';
import { memorySubject } from '../../support/memory-subject.ts';
import { type Broken, kind, onExotic, reader, writer } from './break.ts';

/** Life cycles that go wrong: invitations, work under way, steps by hand, mails, secrets. */
export const brokenLives: readonly Broken[] = [
  {
    what: 'takes who was invited for who has joined',
    subject: onExotic(
      reader((good) => ({
        read: async (...given) => {
          const result = await good.read(...given);
          return { ...result, resources: result.resources.map((one) => ({ ...one, presence: 'active' })) };
        },
      })),
    ),
    kind: 'invitee',
    fails: ['a pending invitation is waited for, with a gate'],
  },
  {
    what: 'never sees that somebody has accepted',
    subject: onExotic(
      reader((good) => ({
        read: async (...given) => {
          const result = await good.read(...given);
          return { ...result, resources: result.resources.map((one) => ({ ...one, presence: 'invited' })) };
        },
      })),
    ),
    kind: 'invitee',
    fails: ['who has accepted is in use'],
  },
  {
    what: 'does not invite a second time',
    subject: onExotic(
      writer((good) => ({
        invite: async (change, context) =>
          change.verdict === 'invite' && change.round > 1
            ? invited(change.after, change.address)
            : good.invite(change, context),
      })),
    ),
    kind: 'invitee',
    fails: ['somebody is invited again only after the invitation ran out'],
  },
  {
    what: 'cannot withdraw an invitation',
    subject: onExotic(
      writer((good) => ({
        delete: async (change, context) =>
          change.verdict === 'delete' && change.presence === 'invited'
            ? { outcome: 'done', observed: null }
            : good.delete(change, context),
      })),
    ),
    kind: 'invitee',
    fails: ['removing somebody withdraws a pending invitation'],
  },
  {
    what: 'sends an invitation again to change it',
    subject: onExotic(
      writer((good) => ({
        update: async (change, context) => {
          if (change.verdict !== 'update' || change.presence !== 'invited') return good.update(change, context);
          await good.delete(change, context);
          return good.invite(change, context);
        },
      })),
    ),
    kind: 'invitee',
    fails: ['a pending invitation is changed, not sent again'],
  },
  {
    what: 'accepts work without a reference',
    subject: onExotic((whole) => {
      const refs = new Map<string, string>();
      const forgetful = writer((good) => ({
        create: async (change, context) => {
          const outcome = await good.create(change, context);
          if (outcome.outcome !== 'accepted') return outcome;
          const blank = ' '.repeat(refs.size + 1);
          refs.set(blank, outcome.ref);
          return { ...outcome, ref: blank };
        },
      }));
      return reader((good) => ({ poll: (one, ref) => good.poll(one, refs.get(ref) ?? '') }))(forgetful(whole));
    }),
    kind: 'order',
    fails: ['what the portal only accepted is asked after until it is done'],
  },
  {
    what: 'hides every other product',
    subject: onExotic(
      kind('order', (good) => ({
        normalize: (attributes) =>
          attributes['product'] === undefined
            ? good.normalize(attributes)
            : { ...good.normalize(attributes), product: 'chair' },
      })),
    ),
    kind: 'order',
    fails: ['an immutable attribute is a step by hand'],
  },
  {
    what: 'says that it can, and then prints steps',
    subject: onExotic(
      kind('locker', (good) => ({
        capabilities: { ...good.capabilities, create: { can: true } },
        describe: (draft) => good.describe(draft.verb === 'create' ? { ...draft, verb: 'update' } : draft),
      })),
    ),
    kind: 'locker',
    fails: ['planning writes nothing', 'a missing verb is planned as a step by hand'],
    andMore: true,
  },
  {
    what: 'owes everybody one and the same mail',
    subject: onExotic(
      kind('circle', (good) => ({
        mails: (resource) => good.mails(resource).map((mail) => ({ ...mail, occasion: 'circle-opened' })),
      })),
    ),
    kind: 'circle',
    fails: ['each mail is sent once'],
    andMore: true,
  },
  {
    what: 'tells its token in an error',
    subject: onExotic(
      reader((good, { credentials }) => ({
        read: (...given) =>
          good.read(...given).catch((error: unknown) => {
            if (!(error instanceof ProviderError) || error.code !== 'unavailable') throw error;
            throw new ProviderError('unavailable', `No answer to GET /?token=${credentials['token']?.reveal()}`);
          }),
      })),
    ),
    kind: 'invitee',
    fails: ['no secret is in any error, plan, report, ledger or mail'],
  },
  {
    what: 'has samples that its own schema refuses',
    subject: withSamples((name) => ({ email: `${name}@acme.example`, name: name.repeat(60) })),
    kind: 'account',
    fails: ['the samples are as the schema says'],
  },
  {
    what: 'has no example',
    subject: { ...memorySubject(), examples: [] },
    fails: ['an example declares it'],
  },
  {
    what: 'has an example with a mistake',
    subject: { ...exoticSubject(), examples: memorySubject().examples },
    kind: 'invitee',
    fails: ['an example declares it'],
  },
];

function invited(attributes: JsonObject, address: Address): Outcome {
  const evidence = { grade: 'read', at: '2026-11-21T09:00:00.000Z' } as const;
  return { outcome: 'done', observed: { address, id: '1', presence: 'invited', attributes, evidence } };
}

function withSamples(attributesOf: (name: string) => Record<string, string>): ConformanceSubject {
  const subject = memorySubject();
  const { account, membership } = subject.samples;
  if (account === undefined || membership === undefined) throw new Error('the memory subject has two kinds');
  const resources = account.resources.map((sample) => ({
    ...sample,
    attributes: { ...sample.attributes, ...attributesOf(sample.name) },
  }));
  return { ...subject, samples: { membership, account: { ...account, resources } } };
}
