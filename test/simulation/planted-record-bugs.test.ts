import { describe, expect, test } from 'vitest';
import type { Deps, HttpResponse } from '../../engine/model/deps.ts';
import type { LedgerEntry } from '../../engine/model/ledger-entry.ts';
import { aRun, carelessWith, goes, isInvitation, isList, membersIn, through, wordsOn } from './planted.ts';
import type { Spoiling } from './play.ts';

/** A bug in what reaches the ledger: null leaves an entry out. */
function recording(change: (entry: LedgerEntry) => LedgerEntry | null): Spoiling {
  return {
    ledger: (ledger) => ({
      ...ledger,
      append: async (entry) => {
        const changed = change(entry);
        return changed === null ? 0 : ledger.append(changed);
      },
    }),
  };
}

const fails = (): never => {
  throw new TypeError('x is not a function');
};

describe('what an engine with a bug keeps and says is noticed', () => {
  test('it leaves a line out of the ledger', async () => {
    const spoil = recording((entry) => (entry.type === 'done' ? null : entry));
    expect(await wordsOn({ spoil })).toContain('the ledger lost what it promised: entry 0, done');
  });

  test('it keeps a credential beside the ledger', async () => {
    const spoil: Spoiling = {
      disk: (disk) => ({
        ...disk,
        append: (name, bytes) => {
          if (disk.create('cache.txt')) disk.append('cache.txt', Buffer.from('canary-careless-77aa'));
          disk.append(name, bytes);
        },
      }),
    };
    expect(await wordsOn({ spoil })).toBe('a credential stands in what was kept or shown');
  });

  test('it writes over what stands in the ledger', async () => {
    const spoil: Spoiling = {
      disk: (disk) => ({
        ...disk,
        append: (name, bytes) => disk.append(name, Buffer.from(Buffer.from(bytes).toString().replace('ada', 'bob'))),
      }),
    };
    const words = await wordsOn({ spoil, steps: [] });
    expect(words).toContain('the ledger is not sound');
    expect(words).toContain('the ledger does not verify');
  });

  test('it reads a ledger that lacks its beginning', async () => {
    const spoil: Spoiling = {
      disk: (disk) => ({
        ...disk,
        read: (name) => (/^0/u.test(name) ? (disk.read(name)?.slice(40) ?? null) : disk.read(name)),
      }),
    };
    expect(await wordsOn({ spoil })).toContain('a run found the ledger damaged');
  });

  test('it sends its own mail twice', async () => {
    const spoil: Spoiling = {
      deps: (deps: Deps) => {
        const { mailer } = deps;
        if (mailer === null) return deps;
        return {
          ...deps,
          mailer: {
            ...mailer,
            send: (mail, portal) => mailer.send(mail, portal).then(() => mailer.send(mail, portal)),
          },
        };
      },
    };
    expect(await wordsOn({ spoil })).toMatch(/a mail sent twice: \w+\/welcome to /u);
  });

  test('it breaks off', async () => {
    const spoil: Spoiling = { deps: (deps) => ({ ...deps, random: fails, newId: fails }) };
    expect(await wordsOn({ spoil })).toContain('a run broke off: TypeError: x is not a function');
  });

  test('it fails in one change, and goes on', async () => {
    const broken = carelessWith(({ provider }) => ({
      provider: {
        ...provider,
        connect: (input) => {
          const connection = provider.connect(input);
          return { ...connection, writer: { ...connection.writer, invite: fails } };
        },
      },
    }));
    expect(await wordsOn({ spoil: {}, portal: broken })).toMatch(/a defect in invite careless\/member\//u);
  });

  test('it never comes to an end', async () => {
    const spoil = through(async (request, send) => {
      const answer = await send(request);
      return isList(request) ? { ...answer, body: answer.body.replace('"role":"member"', '"role":"guest"') } : answer;
    });
    const words = await wordsOn({ spoil });
    expect(words).toContain('it does not converge: update careless/member/');
  });

  test('it changes what was right already', async () => {
    const spoil = through(async (request, send) => {
      const answer = await send(request);
      const [one] = isList(request) ? membersIn(answer) : [];
      if (one !== undefined) changes += 1;
      const body = `{"role":"${changes % 2 === 0 ? 'member' : 'editor'}"}`;
      const url = new URL(`/members/${one?.id ?? ''}`, request.url).href;
      if (one !== undefined) await send({ ...request, method: 'PATCH', url, body });
      return answer;
    });
    let changes = 0;
    expect(await wordsOn({ spoil, steps: [] })).toMatch(/the last run changed \d+ things/u);
  });

  test('it keeps whom nobody gives, and does not say so', async () => {
    expect(await wordsOn({ spoil: forgetful(), steps: [aRun, goes(0)] })).toContain(
      'somebody keeps what nobody gives: careless/member/ada@acme.example',
    );
  });

  test('it keeps whom it adopted and nobody gives any more', async () => {
    const there = carelessWith((portal) => {
      void portal.put('ada@acme.example', 0);
      return {};
    });
    expect(await wordsOn({ spoil: forgetful(), portal: there, steps: [aRun, goes(0)] })).toContain(
      'adopted, given by nobody any more, and still there: careless/member/ada@acme.example',
    );
  });

  test('it takes somebody for there who is not', async () => {
    const answers = new Map<string, string>();
    const spoil = through(async (request, send) => {
      if (isInvitation(request)) {
        const { email, role } = JSON.parse(String(request.body)) as { readonly email: string; readonly role: string };
        const member = { id: `id-${email}`, email, role, isInvited: false, sentAt: 0 };
        answers.set(email, JSON.stringify(member));
        return { ...ok, body: JSON.stringify(member) };
      }
      if (!isList(request)) return send(request);
      const all = request.url.includes('email=') ? [] : [...answers.values()];
      return { ...ok, body: `{"total":${all.length},"members":[${all.join(',')}]}` };
    });
    expect(await wordsOn({ spoil })).toMatch(/nobody says why it is not there: careless\/member\//u);
  });

  test('it makes no plan any more', async () => {
    let runs = 0;
    const spoil: Spoiling = {
      deps: (deps) => {
        runs += 1;
        return runs < 2 ? deps : { ...deps, newId: fails };
      },
    };
    expect(await wordsOn({ spoil })).toContain('the last run made no plan, or no report');
  });
});

const ok: HttpResponse = { status: 200, headers: {}, body: '' };

/** Says of everybody whom it was to remove that they are gone, and never looks at them again. */
function forgetful(): Spoiling {
  const gone = new Set<string>();
  return through(async (request, send) => {
    const id = request.url.split('/').at(-1) ?? '';
    if (request.method === 'DELETE') gone.add(id);
    if (gone.has(id)) return { ...ok, status: request.method === 'DELETE' ? 200 : 404 };
    const answer = await send(request);
    if (!isList(request)) return answer;
    const left = membersIn(answer).filter((member) => !gone.has(member.id));
    return { ...answer, body: JSON.stringify({ total: left.length, members: left }) };
  });
}
