import { type Problem } from '../api/problem.js';
import { problemTexts } from './problem-texts.js';
import { useTexts } from './texts.js';

/** Puts a refusal into the visitor's words. */
export function useProblemText(): (problem: Problem) => string {
  const t = useTexts(problemTexts);
  return ({ code }) => t(code);
}
