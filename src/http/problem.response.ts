import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { PROBLEMS, type ProblemCode } from '../shared/problems.js';
import { PROBLEM_MEDIA_TYPE } from './problem.js';

class InputErrorResponse {
  @ApiProperty({ description: 'Where: a JSON pointer into the request.', example: '#/seats' })
  readonly pointer!: string;

  @ApiProperty({ description: 'What is expected there.', example: 'must be a whole number from 1 to 10' })
  readonly detail!: string;
}

/** The OpenAPI shape of every error (RFC 9457). */
export class ProblemResponse {
  @ApiProperty({ example: '/problems/sold-out' })
  readonly type!: string;

  @ApiProperty()
  readonly title!: string;

  @ApiProperty({ type: 'integer' })
  readonly status!: number;

  @ApiProperty({ required: false, description: 'This very case, for people.' })
  readonly detail?: string;

  @ApiProperty({ description: 'The request id; the log is kept under it.' })
  readonly instance!: string;

  @ApiProperty({ enum: Object.keys(PROBLEMS) })
  readonly code!: ProblemCode;

  @ApiProperty({ required: false, type: [InputErrorResponse], description: 'With `validation-failed`.' })
  readonly errors?: readonly InputErrorResponse[];

  @ApiProperty({ required: false, type: 'integer', description: 'As the header `Retry-After`.' })
  readonly retryAfterSeconds?: number;
}

/** Documents which problems a route answers, grouped by status: `@ApiProblems('event-not-found', 'sold-out')`. */
export function ApiProblems(...codes: readonly ProblemCode[]): ClassDecorator & MethodDecorator {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses = [...byStatus].map(([status, group]) =>
    ApiResponse({
      status,
      description: group.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join('\n\n'),
      content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(ProblemResponse) } } },
    }),
  );
  return applyDecorators(ApiExtraModels(ProblemResponse), ...responses);
}
