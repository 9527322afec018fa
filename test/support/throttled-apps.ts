import { expect } from '@jest/globals';
import { type Answer } from './api-client.js';
import { startTestApp, type TestApp, type TestAppOptions } from './app.js';

const apps: TestApp[] = [];

/** Starts an application with limits of its own (`THROTTLE_…`); `closeAll` ends it. */
export async function start(env: Record<string, string>, options: TestAppOptions = {}): Promise<TestApp> {
  const app = await startTestApp({ ...options, env });
  apps.push(app);
  return app;
}

/** Newest first: a second instance borrows the database of the first. */
export async function closeAll(): Promise<void> {
  for (const app of apps.splice(0).reverse()) await app.close();
}

/** Sorted: answers to requests sent at once have no order. */
export const statusesOf = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();

/** Sends one request after another. */
export async function times(count: number, send: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let index = 0; index < count; index += 1) answers.push(await send());
  return answers;
}

/** Expects a refusal for asking too often that tells when to come back: whole seconds, at least one. */
export function expectRefusal(answer: Answer | undefined, atMostSeconds: number): void {
  expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
  const retryAfter = answer?.headers['retry-after'] ?? '';
  expect(retryAfter).toMatch(/^[1-9]\d*$/);
  expect(Number(retryAfter)).toBeLessThanOrEqual(atMostSeconds);
  expect(answer?.headers['content-type']).toBe('application/problem+json');
}
