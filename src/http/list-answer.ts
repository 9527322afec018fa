import { applyDecorators, type StreamableFile, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { type FastifyReply } from 'fastify';
import { preferredMediaType } from './accept.js';
import { answerWithCsv, CSV_MEDIA_TYPE, type CsvFile } from './csv.js';
import { PageOf, type Page } from './page.js';

const JSON_MEDIA_TYPE = 'application/json';

/** A list that can be had in two ways: one page of it, or all of it. */
export interface ListSource<Row> {
  page(): Promise<Page<Row>>;
  all(): Promise<AsyncGenerator<readonly Row[], undefined>>;
}

/** Answers with one page as JSON, or with the whole list as a CSV file where `Accept` prefers that. */
export async function answerWithList<Row, Item extends object>(
  reply: FastifyReply,
  source: ListSource<Row>,
  file: CsvFile<Row, Item>,
): Promise<Page<Item> | StreamableFile> {
  addToVary(reply, 'Accept');
  const { accept } = reply.request.headers;
  if (preferredMediaType(accept, [JSON_MEDIA_TYPE, CSV_MEDIA_TYPE]) === CSV_MEDIA_TYPE) {
    return answerWithCsv(reply, file, await source.all());
  }
  const { items, nextCursor } = await source.page();
  return { items: items.map(file.toItem), nextCursor };
}

/** CORS may have put its own header names there already. */
function addToVary(reply: FastifyReply, name: string): void {
  const others = reply.getHeader('vary');
  reply.header('vary', others === undefined ? name : `${String(others)}, ${name}`);
}

/** Documents a list of `item` in both media types. */
export function ApiListAnswer(item: Type<object>): MethodDecorator {
  const page = PageOf(item);
  return applyDecorators(
    ApiExtraModels(item, page),
    ApiOkResponse({
      description: `One page as JSON. With \`Accept: ${CSV_MEDIA_TYPE}\` the whole list as a file; \`limit\` and \`cursor\` do nothing then.`,
      headers: {
        'Content-Disposition': { description: 'With CSV: a name for the file.', schema: { type: 'string' } },
      },
      content: {
        [JSON_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(page) } },
        [CSV_MEDIA_TYPE]: { schema: { type: 'string' } },
      },
    }),
  );
}
