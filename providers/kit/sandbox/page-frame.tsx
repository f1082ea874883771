import { html, raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { pageStyle } from './page-style.ts';

export interface FrameProps {
  readonly title: string;
  /** Bar with the portal's name and links, above the page. */
  readonly bar?: Child;
  /** For pages that are one form. */
  readonly narrow?: boolean;
  readonly children?: Child;
}

/** What every page says first, in the sandbox and at each emulated portal. */
export const bannerText = 'Rollcall sandbox: an emulation, nothing here is real';

/** A whole page: banner, bar, content. Everything put in is escaped by the JSX. */
export function PageFrame(props: FrameProps) {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${props.title} · Rollcall sandbox`}</title>
        <style>{raw(pageStyle)}</style>
      </head>
      <body>
        <div class="banner" role="note">
          {bannerText}. <a href="/">Start page</a>
        </div>
        {props.bar === undefined ? null : <header class="bar">{props.bar}</header>}
        <main class={props.narrow === true ? 'narrow' : ''}>{props.children}</main>
      </body>
    </html>
  );
  return html`<!DOCTYPE html>${page}`;
}
