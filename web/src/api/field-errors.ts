import { type Problem } from './problem.js';

/**
 * What the API says about each field of a form, by the name of the field: `#/email` is `email`, `#/waitlist/mode` is
 * `waitlist/mode`. Empty for any other problem.
 */
export function fieldErrors(problem: Problem | undefined): Readonly<Partial<Record<string, string>>> {
  if (!problem) return {};
  return Object.fromEntries(problem.errors.map(({ pointer, detail }) => [pointer.replace(/^#\//, ''), detail]));
}
