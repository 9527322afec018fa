import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { requireProgram } from '../../scripts/lib/programs.mjs';
import { WEB_FOLDER } from '../../src/http/web-pages.js';
import { type Person } from './api-client.js';
import { startTestApp, type TestApp, type TestAppOptions } from './app.js';
import { expectInvariants } from './invariants.js';
import { onFailureDescribe, PageRecord } from './page-record.js';

/** Without these it phones home, which fails noisily where there is no network, and refuses to run as root. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What is not there by then will not come; below Jest's own limit, so that the reason is told. */
const PATIENCE_MS = 10_000;

/** A phone in the hand, and a screen on the desk. */
export const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } as const;

/** Where the pictures go, for people to look at; Git takes no notice of them. */
const SCREENSHOTS = join(import.meta.dirname, '..', 'pages', 'screenshots');

/** Takes a picture of the whole page, to be looked at by people. */
export const keepPicture = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });

export type ScreenName = keyof typeof SCREENS;
export type Theme = 'light' | 'dark';

export interface VisitorOptions {
  readonly screen?: ScreenName;
  readonly theme?: Theme;
  readonly locale?: 'en-GB' | 'id-ID';
}

/** The whole application with its pages on a real port, and a browser to visit them with. */
export class PageTest {
  readonly #contexts: BrowserContext[] = [];
  readonly #complaints: string[] = [];
  readonly #records: PageRecord[] = [];

  private constructor(
    readonly test: TestApp,
    private readonly browser: Browser,
  ) {
    onFailureDescribe(this.#records);
  }

  /** @throws Error where the pages are not built (`npm test` builds them), or there is no Chromium */
  static async start(options: TestAppOptions = {}): Promise<PageTest> {
    if (!existsSync(WEB_FOLDER)) throw new Error('The pages are not built: start the tests with npm test');
    const executablePath = requireProgram('Chromium');
    const test = await startTestApp({ webFolder: WEB_FOLDER, ...options });
    const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
    return new PageTest(test, browser);
  }

  /** A browser of somebody's own: nobody is signed in, nothing is remembered. English, light, desktop unless said. */
  async visitor({ screen = 'desktop', theme = 'light', locale = 'en-GB' }: VisitorOptions = {}): Promise<Visitor> {
    const context = await this.browser.newContext({
      baseURL: this.test.url,
      viewport: SCREENS[screen],
      colorScheme: theme,
      locale,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      hasTouch: screen === 'phone',
      isMobile: screen === 'phone',
    });
    this.#contexts.push(context);
    this.#records.push(new PageRecord(context));
    context.setDefaultTimeout(PATIENCE_MS);
    context.on('console', (message) => {
      // Refusals that a test provokes are logged by the browser as well; they are the test's to judge.
      if (message.type() === 'error' && !message.text().includes('Failed to load resource'))
        this.#complaints.push(message.text());
    });
    context.on('weberror', (error) => this.#complaints.push(String(error.error())));
    context.on('request', (request) => {
      if (!request.url().startsWith(this.test.url) && !/^(blob|data):/.test(request.url()))
        this.#complaints.push(`A request to somebody else: ${request.url()}`);
    });
    return new Visitor(context, await context.newPage());
  }

  /** An organizer at a page of their own, signed in. */
  async organizer(): Promise<{ readonly olga: Person; readonly page: Page }> {
    const olga = await this.test.api.register({ role: 'organizer', name: 'Olga' });
    const visitor = await this.visitor();
    await visitor.signIn(olga);
    return { olga, page: visitor.page };
  }

  /** What the browsers complained about so far: script errors, broken policies, requests to other hosts. */
  get complaints(): readonly string[] {
    return this.#complaints;
  }

  /** Ends a file of tests: the books balance, no browser has complained, and all is closed whether that is so or not. */
  async finish(): Promise<void> {
    try {
      await expectInvariants(this.test.dataSource);
      expect(this.complaints).toEqual([]);
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await this.browser.close();
    await this.test.close();
  }
}

/** One browser with its first tab. */
export class Visitor {
  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  /** Another tab of the same browser. */
  newTab(): Promise<Page> {
    return this.context.newPage();
  }

  /** Signs in as the page does, without typing, and goes to the start. */
  async signIn({ email, password }: { readonly email: string; readonly password: string }): Promise<void> {
    const answer = await this.context.request.post('/api/v1/auth/browser/login', {
      headers: { 'x-rowlock-browser': '1' },
      data: { email, password },
    });
    if (!answer.ok()) throw new Error(`Signing in answered ${answer.status()}: ${await answer.text()}`);
    // The cookie is in the browser; the page also notes that there is one. Any file of ours will do to write it down.
    await this.page.goto('/theme.js');
    await this.page.evaluate(`localStorage.setItem('rowlock.session', 'open')`);
    await this.page.goto('/');
    await this.page.getByRole('banner').waitFor();
  }
}
