import { isJsonObject, type JsonObject } from '../../../engine/model/json.ts';
import { memorySubject } from '../../support/memory-subject.ts';
import { type Broken, kind, onExotic, onMemory, provider } from './break.ts';

let asked = 0;

/** Descriptions that are incomplete, careless or not honest. */
export const brokenDescriptions: readonly Broken[] = [
  {
    what: 'does not say what is real',
    subject: onMemory(provider(() => ({ reality: 'Real.' }))),
    fails: ['the description names the provider and says what is real'],
  },
  {
    what: 'has settings that let typing errors pass',
    subject: onMemory(provider((good) => ({ settingsSchema: { ...good.settingsSchema, additionalProperties: true } }))),
    fails: ['the settings schema is an object that refuses unknown keys and describes each setting'],
  },
  {
    what: 'needs credentials for its description',
    subject: onMemory(
      provider((good) => ({
        kinds: (portal) => {
          if (Object.keys(portal.baseUrls).length === 0) throw new Error('no URL');
          return good.kinds(portal);
        },
      })),
    ),
    fails: ['the description works offline and without credentials', 'an example declares it'],
  },
  {
    what: 'gives other kinds each time',
    subject: onMemory(
      provider((good) => ({
        kinds: (portal) => {
          asked += 1;
          return good.kinds(portal).map((one) => ({ ...one, visibilityDelay: asked / 1000 }));
        },
      })),
    ),
    fails: ['the kinds are the same for the same settings'],
  },
  {
    what: 'depends on itself in a circle',
    subject: onMemory(kind('account', () => ({ dependsOnKinds: ['membership'] }))),
    fails: ['kinds have different names, and depend on each other without a circle'],
  },
  {
    what: 'lives on a plane that is not there',
    subject: onMemory(kind('account', () => ({ plane: 'upstairs' }))),
    kind: 'account',
    fails: ['the kind is described completely'],
  },
  {
    what: 'has an attribute that nobody explains',
    subject: onMemory(
      kind('account', (good) => ({ schema: { ...good.schema, properties: { ...propertiesOf(good.schema), x: {} } } })),
    ),
    kind: 'account',
    fails: ['the schemas describe every attribute and refuse unknown ones'],
  },
  {
    what: 'cannot reset and gives no steps',
    subject: onMemory(
      kind('account', (good) => ({
        describe: (draft) => {
          const { manual, ...rest } = good.describe(draft);
          return draft.verb === 'reset' || manual === undefined ? rest : { ...rest, manual };
        },
      })),
    ),
    kind: 'account',
    fails: ['a verb that is missing has a reason and manual steps'],
  },
  {
    what: 'has no word for an update',
    subject: onMemory(
      kind('account', (good) => ({
        describe: (draft) => ({ ...good.describe(draft), ...(draft.verb === 'update' ? { word: '' } : {}) }),
      })),
    ),
    kind: 'account',
    fails: ['each change is described in words'],
  },
  {
    what: 'refuses its own samples',
    subject: onMemory(
      kind('account', () => ({
        audit: (resources) => resources.map(() => ({ code: 'no', severity: 'error', summary: 'never good enough' })),
      })),
    ),
    kind: 'account',
    fails: ["the samples keep the portal's limits", 'an example declares it'],
  },
  {
    what: 'waits for nobody knows what',
    subject: onExotic(
      kind('invitee', (good) => ({
        arrivalGates: (observed) => good.arrivalGates(observed).map((gate) => ({ ...gate, instructions: [] })),
      })),
    ),
    fails: ['the invitation gate says who, what and what it proves'],
  },
  {
    what: 'is not documented',
    subject: { ...memorySubject(), readme: '# memory\n\n## account\n' },
    fails: ['the README has a section'],
  },
];

/** Forms that are not one canonical form. */
export const brokenForms: readonly Broken[] = [
  {
    what: 'normalizes further each time',
    subject: onMemory(
      kind('account', (good) => ({
        normalize: (attributes) => shortened(good.normalize(attributes)),
      })),
    ),
    kind: 'account',
    fails: ['normalize is idempotent'],
  },
  {
    what: 'falls over an unexpected value',
    subject: onMemory(
      kind('account', (good) => ({
        normalize: (attributes) => {
          if (attributes['name'] === null) throw new TypeError('name is null');
          return good.normalize(attributes);
        },
      })),
    ),
    kind: 'account',
    fails: [
      'normalize is idempotent',
      'normalize and identify never throw, and leave their input as it is',
      'normalize does not depend on the order of attributes',
    ],
  },
  {
    what: 'takes the order of attributes for a difference',
    subject: onMemory(
      kind('account', (good) => ({
        normalize: (attributes) => {
          const [first] = Object.keys(attributes);
          return first === 'note' ? { ...good.normalize(attributes), note: 'first' } : good.normalize(attributes);
        },
      })),
    ),
    kind: 'account',
    fails: ['normalize does not depend on the order of attributes'],
  },
  {
    what: 'adds a default that nobody declared',
    subject: onMemory(
      kind('account', (good) => ({
        normalize: (attributes) => ({ locale: 'en', ...good.normalize(attributes) }),
      })),
    ),
    kind: 'account',
    fails: [
      'the samples are as the schema says',
      'an example declares it',
      'normalize invents no attribute that was not mentioned',
    ],
  },
  {
    what: 'does not see the level',
    subject: onMemory(
      kind('account', (good) => ({
        normalize: (attributes) => {
          const { level, ...rest } = good.normalize(attributes);
          return level === undefined ? rest : { ...rest, level: 'member' };
        },
      })),
    ),
    kind: 'account',
    fails: ['normalize keeps different samples different', 'each attribute is updated, and then nothing is to plan'],
  },
];

/** One character less, unless it is a sample's text: those stay as they are, so that only one case sees it. */
function shortened(attributes: JsonObject): JsonObject {
  const { note } = attributes;
  if (typeof note !== 'string' || note.length < 250) return attributes;
  return { ...attributes, note: note.slice(0, -1) };
}

function propertiesOf(schema: JsonObject): JsonObject {
  return isJsonObject(schema['properties']) ? schema['properties'] : {};
}
