import { DomainError } from '../shared/domain-error.js';
import { type ProblemCode } from '../shared/problems.js';
import { type Outcome } from './decision.js';

type Refusal = Extract<Outcome, { kind: 'refused' }>;

export const refusalToError = ({ code, facts, detail }: Refusal): DomainError => new DomainError(code, facts, detail);

/** Whether a command was refused with this code. */
export const isRefused = (outcome: Outcome, code: ProblemCode): boolean =>
  outcome.kind === 'refused' && outcome.code === code;

/** The outcome if it is of the kind expected. @throws {DomainError} the refusal's code otherwise */
export function expectOutcome<Kind extends Outcome['kind']>(
  outcome: Outcome,
  ...kinds: readonly Kind[]
): Extract<Outcome, { kind: Kind }> {
  if (outcome.kind === 'refused') throw refusalToError(outcome);
  if (isOneOf(outcome, kinds)) return outcome;
  throw new Error(`a command ended as ${outcome.kind}, not as ${kinds.join(' or ')}`);
}

const isOneOf = <Kind extends Outcome['kind']>(
  outcome: Outcome,
  kinds: readonly Kind[],
): outcome is Extract<Outcome, { kind: Kind }> => (kinds as readonly string[]).includes(outcome.kind);
