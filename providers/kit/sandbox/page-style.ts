/** The one style sheet of all pages: plain, readable at 390 px and at 1280 px, contrast 4.5:1 or better. */
export const pageStyle = `
:root { --ink: #1c2530; --soft: #52606d; --line: #d5dbe1; --paper: #ffffff; --ground: #f4f6f8; --act: #0b5cad;
  --bad: #b3261e; --good: #14602f; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
.banner { background: #fff1c2; color: #4a3800; padding: .5rem 1rem; text-align: center; font-size: .9rem;
  border-bottom: 1px solid #e3cb7a; }
.banner a { color: inherit; }
.bar { background: #14213a; color: #fff; padding: .75rem 1rem; display: flex; gap: .25rem 1.5rem; flex-wrap: wrap;
  align-items: center; }
.bar strong { font-size: 1.1rem; margin-right: auto; }
.bar a, .bar button.link { color: #fff; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
main.narrow { max-width: 32rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 0 0 .75rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .5rem; }
p { margin: 0 0 .75rem; }
a { color: var(--act); }
section, .card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem;
  margin: 0 0 1.25rem; }
.soft, .hint { color: var(--soft); font-size: .9rem; }
.step { color: var(--soft); font-weight: 600; font-size: .9rem; margin-bottom: .25rem; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); font-size: .9rem; padding-bottom: .5rem; }
th, td { text-align: left; padding: .6rem .75rem .6rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-size: .8rem; letter-spacing: .03em; color: var(--soft); }
td { overflow-wrap: anywhere; }
.when { white-space: nowrap; }
table + p { margin-top: .75rem; }
section > :last-child, .card > :last-child { margin-bottom: 0; }
.field { margin: 0 0 1.1rem; border: 0; padding: 0; min-width: 0; }
.field > label, legend { display: block; font-weight: 600; margin-bottom: .25rem; padding: 0; }
.field label.choice { display: flex; gap: .6rem; align-items: center; min-height: 2.2rem; font-weight: 400; }
.choice input { width: 1.15rem; height: 1.15rem; flex: none; }
input[type=text], input[type=email], input[type=tel], input[type=password], select { width: 100%; min-height: 2.75rem;
  padding: .5rem .65rem; font: inherit; color: inherit; background: var(--paper); border: 1px solid #78848f;
  border-radius: 6px; }
input[readonly] { background: var(--ground); color: var(--soft); }
input[aria-invalid=true], select[aria-invalid=true] { border: 2px solid var(--bad); }
.error { color: var(--bad); font-weight: 600; margin: .3rem 0 0; padding: 0 0 0 1.1rem; font-size: .95rem; }
button, .button { display: inline-block; min-height: 2.75rem; padding: .55rem 1.2rem; font: inherit; font-weight: 600;
  color: #fff; background: var(--act); border: 1px solid var(--act); border-radius: 6px; cursor: pointer;
  text-decoration: none; }
button.plain, .button.plain { color: var(--act); background: var(--paper); }
button.danger { color: var(--bad); background: var(--paper); border-color: var(--bad); }
button.link { background: none; border: 0; padding: 0; min-height: 0; font-weight: 400; text-decoration: underline; }
:focus-visible { outline: 3px solid #f0a500; outline-offset: 2px; }
.notice { border-left: 4px solid var(--good); background: #e9f5ec; color: #0d4421; padding: .75rem 1rem;
  margin: 0 0 1.25rem; border-radius: 4px; }
.notice.bad { border-color: var(--bad); background: #fdecea; color: #7d1a14; }
.notice ul { margin: .25rem 0 0; padding-left: 1.2rem; }
.notice.bad a { color: inherit; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; }
.row > .field { flex: 1 1 14rem; margin: 0; }
.row form { margin: 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0 0 1rem; }
code { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 40rem) {
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, caption, tbody, tr, td { display: block; }
  tr { border-bottom: 1px solid var(--line); padding: .6rem 0; }
  td { border: 0; padding: .15rem 0; }
  td[data-label]:not(:empty)::before { content: attr(data-label) ": "; color: var(--soft); font-size: .85rem; }
}
`;
