import { instantOf } from '../../../engine/model/instant.ts';
import type { Emulator, PeopleSummary, PersonSummary } from '../emulator.ts';
import { describeFault, faultPresets } from './fault-rule.ts';
import { SelectField } from './form-fields.tsx';
import { MailTable } from './mail-pages.tsx';
import { PageFrame } from './page-frame.tsx';
import type { SandboxParts } from './sandbox-parts.ts';
import type { SandboxWorld } from './sandbox-world.ts';

const shownPeople = 25;
const shownMails = 8;

/** The portals, their people and what each is waiting for, the inbox, the clock, the faults. */
export function StartPage({ world, emulators }: SandboxParts) {
  return (
    <PageFrame title="Start page">
      <h1>Rollcall sandbox</h1>
      <p>
        These portals run on this machine only. Give Rollcall their addresses with{' '}
        <code>--sandbox {new URL(world.urlOf('', '')).origin}</code>.
      </p>
      {emulators.map((emulator) => (
        <Portal emulator={emulator} />
      ))}
      <section aria-labelledby="inbox">
        <h2 id="inbox">Inbox</h2>
        <MailTable mails={world.inbox.list({}, shownMails)} />
        <p>
          <a href="/_sandbox/mails">{`All ${world.inbox.count()} mails`}</a>
        </p>
      </section>
      <Clock world={world} />
      <section aria-labelledby="faults">
        <h2 id="faults">Faults</h2>
        {emulators.map((emulator) => (
          <FaultSwitch emulator={emulator} />
        ))}
      </section>
    </PageFrame>
  );
}

function Portal({ emulator }: { emulator: Emulator }) {
  const people = emulator.people(shownPeople);
  const { reads, writes } = emulator.journal.counts();
  return (
    <section aria-labelledby={`portal-${emulator.portal}`}>
      <h2 id={`portal-${emulator.portal}`}>{`${emulator.portal} (${emulator.title})`}</h2>
      <p class="row">
        {emulator.pages.map(({ title, path }) => (
          <a href={`/${emulator.portal}${path}`}>{title}</a>
        ))}
      </p>
      <People people={people} />
      <p class="soft">{`Since the start: ${reads} reading and ${writes} writing operations by API.`}</p>
    </section>
  );
}

function People({ people }: { people: PeopleSummary }) {
  const states = Object.entries(people.states).map(([state, count]) => `${count} ${state}`);
  const rest = people.total - people.rows.length;
  return (
    <table>
      <caption>{`${people.total} people: ${states.join(', ')}`}</caption>
      <thead>
        <tr>
          <th scope="col">WHO</th>
          <th scope="col">STATE</th>
          <th scope="col">WAITING FOR</th>
        </tr>
      </thead>
      <tbody>
        {people.rows.map((person) => (
          <tr>
            <td>{person.who}</td>
            <td data-label="State">{person.state}</td>
            <td data-label="Waiting for">
              <Waiting person={person} />
            </td>
          </tr>
        ))}
        {rest === 0 ? null : (
          <tr>
            <td colspan={3}>{`and ${rest} more`}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Waiting({ person }: { person: PersonSummary }) {
  const { waitingFor, link, until } = person;
  if (waitingFor === '') return <span class="soft">nothing</span>;
  return (
    <>
      {link === undefined ? waitingFor : <a href={link}>{waitingFor}</a>}
      {until === undefined ? null : <span class="soft when">{` until ${until.slice(0, 10)}`}</span>}
    </>
  );
}

const clockSteps = [
  { label: '+1 hour', milliseconds: 3_600_000 },
  { label: '+1 day', milliseconds: 86_400_000 },
  { label: '+7 days', milliseconds: 604_800_000 },
];

function Clock({ world }: { world: SandboxWorld }) {
  const ahead = Math.round(world.ahead() / 3_600_000);
  return (
    <section aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <p>
        In the sandbox it is <strong>{instantOf(world.now()).slice(0, 19).replace('T', ' ')} UTC</strong>
        {ahead === 0 ? '.' : `, ${ahead} hours ahead.`}
      </p>
      <form method="post" action="/_sandbox/forms/clock" class="row">
        {clockSteps.map(({ label, milliseconds }) => (
          <button type="submit" class="plain" name="advance" value={String(milliseconds)}>
            {label}
          </button>
        ))}
      </form>
    </section>
  );
}

function FaultSwitch({ emulator }: { emulator: Emulator }) {
  const { portal, faults, operations } = emulator;
  const active = faults.active();
  const presets = faultPresets.map(({ name, title }) => ({ value: name, label: title }));
  return (
    <>
      <h3>{portal}</h3>
      <p>{active.length === 0 ? 'Faults are off.' : `${active.length} switched on:`}</p>
      <ul>
        {active.map(({ rule }) => (
          <li>{describeFault(rule)}</li>
        ))}
      </ul>
      <form method="post" action="/_sandbox/forms/faults" class="row">
        <input type="hidden" name="portal" value={portal} />
        <SelectField name="preset" label="What goes wrong" choices={presets} />
        <SelectField name="operation" label="On the next" placeholder="request of any kind" choices={operations} />
        <button type="submit" class="plain" name="act" value="on">
          Switch on
        </button>
        <button type="submit" class="plain" name="act" value="off">
          Switch all off
        </button>
      </form>
    </>
  );
}
