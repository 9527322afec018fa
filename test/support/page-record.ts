import { type BrowserContext, type Page, type Request } from 'playwright-core';

/** Characters of each page; more would hide the reason. */
const PAGE_MAX = 4000;
/** Of each browser: refusals of the server, and requests it has not answered. */
const REQUESTS_MAX = 10;
/** A page that hangs is not waited for. */
const READ_MS = 2000;

declare global {
  /** Asked by `jest-page-environment.mjs`, from outside the tests' own realm, when a test has failed. */
  var rowlockDescribePages: (() => Promise<string>) | undefined;
}

/** From now on, whoever reads of a failure reads this, too. */
export function onFailureDescribe(records: readonly PageRecord[]): void {
  globalThis.rowlockDescribePages = async () => {
    const open = records.filter((record) => record.isOpen);
    return ['What the pages showed:', ...(await Promise.all(open.map((record) => record.describe())))].join('\n\n');
  };
}

/** What one browser asked of the server, and how its pages look, for whoever reads why a test failed. */
export class PageRecord {
  readonly #refusals: string[] = [];
  readonly #unanswered = new Map<Request, number>();

  constructor(private readonly context: BrowserContext) {
    context.on('request', (request) => this.#unanswered.set(request, performance.now()));
    context.on('response', (response) => {
      this.#unanswered.delete(response.request());
      if (response.status() >= 400) this.#refusals.push(`${response.status()} ${deedOf(response.request())}`);
    });
    context.on('requestfailed', (request) => {
      this.#unanswered.delete(request);
      this.#refusals.push(`${request.failure()?.errorText ?? 'failed'} ${deedOf(request)}`);
    });
  }

  get isOpen(): boolean {
    return this.context.pages().length > 0;
  }

  async describe(): Promise<string> {
    const now = performance.now();
    const waiting = [...this.#unanswered].map(([request, at]) => `${deedOf(request)}, for ${Math.round(now - at)} ms`);
    const pages = await Promise.all(this.context.pages().map(textOf));
    return [...pages, ...list('Refused:', this.#refusals), ...list('Unanswered:', waiting)].join('\n');
  }
}

const deedOf = (request: Request): string => `${request.method()} ${new URL(request.url()).pathname}`;

const list = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines.slice(-REQUESTS_MAX).map((line) => `  ${line}`)];

/** What a screen reader would find: unlike the bare text it tells what is in the fields, and where the focus is. */
async function textOf(page: Page): Promise<string> {
  const text = await page
    .locator('body')
    .ariaSnapshot({ timeout: READ_MS })
    .catch((error: unknown) => `(cannot be read: ${String(error)})`);
  return `${page.url()}\n${text.slice(0, PAGE_MAX).replace(/^/gm, '  | ')}`;
}
