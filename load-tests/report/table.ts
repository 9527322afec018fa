import { formatNumber } from '#report/format';
import { html, type Html, type Part } from '#report/html';

/** A figure or a text of a table; numbers stand right-aligned. */
export type Cell = Html | string | number | null;

export interface Table {
  /** Says what the table is about, also to who only hears it. */
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell names its row. */
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that are right-aligned although their cells are text, such as `12 ms`; counted from 0. */
  readonly numeric?: readonly number[];
  /** On a phone the cells of a row stand below each other, each with the name of its column. */
  readonly isStacking?: boolean;
}

/** A table that scrolls sideways by itself, or stacks its cells, where the screen is narrow. */
export function renderTable({ caption, columns, rows, numeric = [], isStacking = false }: Table): Html {
  const classes = columns.map((_column, index) =>
    numeric.includes(index) || rows.some((row) => typeof row[index] === 'number') ? 'number' : 'text',
  );
  const heads = columns.map(
    (column, index) => html`<th scope="col" role="columnheader" class="${classes[index]}">${column}</th>`,
  );
  const body = rows.map(([head = '', ...cells]) => {
    const rest = cells.map(
      (cell, index) =>
        html`<td role="cell" class="${classes[index + 1]}" data-column="${columns[index + 1]}">${toPart(cell)}</td>`,
    );
    return html`<tr role="row">
      <th scope="row" role="rowheader" class="${classes[0]}">${toPart(head)}</th>
      ${rest}
    </tr> `;
  });
  // The roles say what the elements are anyway; some browsers forget it when a style sheet stacks the cells.
  return html`<div class="table" tabindex="0" role="region" aria-label="${caption}">
    <table role="table" class="${isStacking ? 'stacking' : 'plain'}">
      <caption>
        ${caption}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${heads}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${body}
      </tbody>
    </table>
  </div> `;
}

/** A name with a line on what it means. */
export const named = (name: string, meaning: string): Html => html`${name}<span class="meaning">${meaning}</span>`;

const toPart = (cell: Cell): Part => {
  if (cell === null) return '–';
  return typeof cell === 'number' ? formatNumber(cell) : cell;
};
