import type { Hono } from 'hono';
import type { EmulatorEnv } from '../emulator.ts';
import { faultPresets } from './fault-rule.ts';
import { InboxPage, MailPage } from './mail-pages.tsx';
import { PageFrame } from './page-frame.tsx';
import type { SandboxParts } from './sandbox-parts.ts';
import { mostAhead } from './sandbox-world.ts';
import { StartPage } from './start-page.tsx';

/** The start page, the inbox, and what their buttons do. */
export function addHumanPages(app: Hono<EmulatorEnv>, parts: SandboxParts): void {
  const { world, emulators } = parts;
  app.get('/', (c) => {
    world.settle();
    return c.html(<StartPage {...parts} />);
  });
  app.get('/_sandbox/mails', (c) => {
    world.settle();
    return c.html(<InboxPage world={world} to={c.req.query('to') ?? ''} />);
  });
  app.get('/_sandbox/mails/:id', (c) => {
    const mail = world.inbox.find(c.req.param('id'));
    return mail === undefined ? c.html(<NothingHere />, 404) : c.html(<MailPage mail={mail} />);
  });
  app.post('/_sandbox/forms/clock', async (c) => {
    const advance = Number((await c.req.formData()).get('advance'));
    if (advance > 0) world.advance(Math.min(advance, mostAhead - world.ahead()));
    return c.redirect('/#clock', 303);
  });
  app.post('/_sandbox/forms/faults', async (c) => {
    const form = await c.req.formData();
    const portal = emulators.find((one) => one.portal === form.get('portal'));
    const preset = faultPresets.find(({ name }) => name === form.get('preset'));
    const operation = portal?.operations.find((name) => name === form.get('operation'));
    if (form.get('act') === 'off') portal?.faults.clear();
    else if (preset !== undefined) portal?.faults.inject({ ...preset.rule, ...(operation ? { operation } : {}) });
    return c.redirect('/#faults', 303);
  });
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.notFound((c) => c.html(<NothingHere />, 404));
}

function NothingHere() {
  return (
    <PageFrame title="Nothing here" narrow>
      <h1>There is nothing here</h1>
      <p>
        The portals of this sandbox are listed on the <a href="/">start page</a>.
      </p>
    </PageFrame>
  );
}
