import { describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../engine/model/deps.ts';
import type { LedgerWriter } from '../../engine/model/ledger.ts';
import { aRun, at, calm, carelessWith, goes, isInvitation, isList, membersIn, through, wordsOn } from './planted.ts';
import type { SimulatedPortal } from './simulated-portal.ts';

/** A stranger whom somebody made by hand before Rollcall came. */
const withStranger = carelessWith((portal) => {
  void portal.put('uma@acme.example', 0);
  return {};
});

const done: HttpResponse = { status: 200, headers: {}, body: '{}' };

describe('what an engine with a bug does to a portal is noticed', () => {
  test('it makes somebody twice', async () => {
    const spoil = through(async (request, send) => {
      const answer = await send(request);
      if (isInvitation(request)) await send(request);
      return answer;
    });
    expect(await wordsOn({ spoil })).toContain('made twice: careless/member/');
  });

  test('it writes while it only plans', async () => {
    let wrote = false;
    const spoil = through((request, send) => {
      if (!isList(request) || wrote) return send(request);
      wrote = true;
      const body = '{"email":"ada@acme.example","role":"member"}';
      return send({ ...request, method: 'POST', url: at(request, '/members'), body }).then(() => send(request));
    });
    expect(await wordsOn({ spoil })).toContain('written by a plan: program 2 made careless/member/ada@acme.example');
  });

  test("it removes somebody else's object", async () => {
    const spoil = through(async (request, send) => {
      const answer = await send(request);
      if (!isInvitation(request)) return answer;
      const { body: _, ...rest } = request;
      const list = await send({ ...rest, method: 'GET', url: at(request, '/members?offset=0&size=9') });
      const stranger = membersIn(list).find(({ email }) => email.startsWith('uma'));
      if (stranger !== undefined) await send(removal(request, stranger.id));
      return answer;
    });
    const words = await wordsOn({ spoil, portal: withStranger });
    expect(words).toMatch(/unowned object touched: program 2 removed careless\/member\/uma@acme\.example/u);
  });

  test('it removes whom its manifests give', async () => {
    const spoil = through(async (request, send) => {
      const answer = await send(request);
      const { id } = JSON.parse(answer.body) as { readonly id?: string };
      if (isInvitation(request) && id !== undefined) await send(removal(request, id));
      return answer;
    });
    expect(await wordsOn({ spoil })).toContain('removed, though its manifests give it: careless/member/');
  });

  test('it removes what it never read', async () => {
    let portal: SimulatedPortal | undefined;
    const known = carelessWith((one) => {
      portal = one;
      return {};
    });
    const spoil = through(async (request, send) => {
      const answer = await send(request);
      if (!isInvitation(request)) return answer;
      await portal?.put('vic@acme.example', 0);
      const row = portal?.rows().find(({ key }) => key.startsWith('vic'));
      if (row !== undefined) await send(removal(request, row.id));
      return answer;
    });
    const words = await wordsOn({ spoil, portal: known });
    expect(words).toContain('removed without having been read: careless/member/vic@acme.example');
  });

  test('it removes by a list that it could not read to its end', async () => {
    let lists = 0;
    const spoil = through(async (request, send) => {
      if (isList(request) && !request.url.includes('offset=0')) return { ...done, status: 400 };
      const answer = await send(request);
      lists += isList(request) ? 1 : 0;
      const gone = membersIn(answer).find(({ email }) => email.startsWith('ada'));
      if (lists > 4 && gone !== undefined) await send(removal(request, gone.id));
      return answer;
    });
    const crowded = carelessWith((portal) => {
      for (const name of ['ada', 'ben', 'uma', 'vic']) void portal.put(`${name}@acme.example`, 0);
      return {};
    });
    const words = await wordsOn({ spoil, portal: crowded, steps: [aRun, aRun, goes(0), aRun, aRun] });
    expect(words).toContain('removed, though its kind was not read whole: careless/member/ada@acme.example');
  });

  test('it has a second invitation sent', async () => {
    const mails: { what: 'invitation'; to: string }[] = [];
    const reminding = carelessWith((portal) => ({
      mails: () => [...portal.mails(), ...mails],
      answer: (request) => {
        if (!request.url.endsWith('/remind')) return portal.answer(request);
        mails.push({ what: 'invitation', to: 'ada@acme.example' });
        return Promise.resolve(new Response('{}'));
      },
    }));
    const spoil = through(async (request, send) => {
      const answer = await send(request);
      if (isInvitation(request)) await send({ ...request, url: at(request, '/members/remind') });
      return answer;
    });
    expect(await wordsOn({ spoil, portal: reminding })).toContain('a second invitation: to ada@acme.example');
  });

  test('it takes more seats than there are', async () => {
    const small = carelessWith((portal) => ({
      overfull: () => (portal.rows().length > 2 ? 'two seats at careless' : undefined),
    }));
    expect(await wordsOn({ spoil: {}, portal: small })).toContain('seats exceeded: two seats at careless');
  });

  test('it resets twice what was asked for once', async () => {
    const spoil = through(async (request, send) => {
      if (request.url.endsWith('/reset')) await send(request);
      return send(request);
    });
    const asks = { step: 'edit', edit: { edit: 'ask-reset', who: 0, portal: 0, id: 1 } } as const;
    const there = carelessWith((portal) => {
      void portal.put('ada@acme.example', 0);
      return {};
    });
    const words = await wordsOn({ spoil, portal: there, steps: [aRun, asks, aRun] });
    expect(words).toContain('reset 2 times, asked for 1: ada@acme.example at careless');
  });

  test('it sends after it has lost the ledger to another', async () => {
    const spoil = {
      ledger: (ledger: LedgerWriter): LedgerWriter => ({
        ...ledger,
        assertHeld: () => undefined,
        append: (entry) => ledger.append(entry).catch(() => 0),
      }),
    };
    const slow = { ...calm, troubles: [{ at: 32, what: 'pause' as const, size: 60 }] };
    const duel = { step: 'duel', one: slow, other: calm, apart: 900 } as const;
    expect(await wordsOn({ spoil, steps: [duel] })).toContain('sent by one who had lost the ledger: POST by program 2');
  });
});

function removal(request: HttpRequest, id: string): HttpRequest {
  const { body: _, ...rest } = request;
  return { ...rest, method: 'DELETE', url: at(request, `/members/${id}`), writes: true };
}
