import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatBytes } from '#report/format';
import { html, type Html, type Part, trusted } from '#report/html';
import { type Table } from '#report/table';
import { type Machine } from '#run-record';

const STYLE = readFileSync(join(import.meta.dirname, 'report.css'), 'utf8');

/** Nothing is fetched and nothing runs: the file shows the same in a mail, on a stick and behind any policy. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

export interface Page {
  readonly title: string;
  /** Above the title: where this page belongs. */
  readonly kicker: Part;
  /** Under the title. */
  readonly lead: Part;
  readonly body: Part;
}

/** A whole page in one file. */
export const renderPage = ({ title, kicker, lead, body }: Page): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Rowlock</title>
        <link rel="icon" href="data:," />
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        <main>
          <header>
            <p class="kicker">${kicker}</p>
            <h1>${title}</h1>
            <p class="lead">${lead}</p>
          </header>
          ${body}
        </main>
      </body>
    </html> `.toString();

/** A chapter of a page. @param id of its heading, unique in the page */
export const section = (id: string, title: string, ...parts: readonly Part[]): Html =>
  html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${parts}
  </section> `;

/** A picture and its figures side by side, below each other on a phone. */
export const figure = (picture: Part, figures: Part): Html =>
  html`<div class="figure">
    <div>${picture}</div>
    <div>${figures}</div>
  </div> `;

export const note = (text: string): Html | undefined => (text === '' ? undefined : html`<p class="note">${text}</p> `);

export const fold = (title: string, content: Part): Html =>
  html`<details>
    <summary>${title}</summary>
    ${content}
  </details> `;

/** Large figures on top of a page: what they count, how many, and what of it. */
export interface KeyFigure {
  readonly name: string;
  readonly value: string;
  readonly remark?: string;
}

export const keyFigures = (figures: readonly KeyFigure[]): Html =>
  html`<dl class="key-figures">
    ${figures.map(
      ({ name, value, remark }) =>
        html`<div>
          <dt>${name}</dt>
          <dd><b>${value}</b>${remark === undefined ? undefined : html` <span>${remark}</span>`}</dd>
        </div> `,
    )}
  </dl> `;

/** A verdict in words, with a mark; colour alone says nothing to many. */
export const verdict = (passed: boolean, text: string): Html =>
  html`<p class="verdict ${passed ? 'passed' : 'failed'}">${mark(passed)} ${text}</p> `;

export const mark = (passed: boolean): Html =>
  html`<span class="mark ${passed ? 'passed' : 'failed'}" aria-hidden="true">${passed ? '✔' : '✘'}</span>`;

/** A command to copy. */
export const command = (text: string): Html => html`<pre class="command"><code>${text}</code></pre> `;

export function tabulateMachine({ cpu, cores, memoryBytes, os, node, ...known }: Machine, target: string): Table {
  const rows: [string, string | undefined][] = [
    ['server', target],
    ['processor', `${cores} × ${cpu}`],
    ['memory', formatBytes(memoryBytes)],
    ['system', os],
    ['Rowlock', known.rowlock],
    ['Node.js', node],
    ['PostgreSQL', known.postgres],
    ['Redis', known.redis],
    ['Artillery', known.artillery],
  ];
  return {
    caption: 'Machine and versions',
    columns: ['what', 'which'],
    rows: rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  };
}
