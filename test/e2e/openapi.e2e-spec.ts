import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '../../src/shared/problems.js';
import { type OpenApi, type Operation, type Schema } from '../support/bad-input.js';
import { startTestApp, type TestApp } from '../support/app.js';

// Goal: the document tells the truth and the page works alone. Method: both are fetched and compared with the running app.
describe('OpenAPI', () => {
  let test: TestApp;
  let document: OpenApi;

  beforeAll(async () => {
    test = await startTestApp();
    document = (await test.api.get<OpenApi>('/api/openapi.json')).body;
  });

  afterAll(async () => {
    await test.close();
  });

  const operations = (): { name: string; operation: Operation }[] =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
    );

  it('is version 3.1', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('names only routes that are served, and none that is for operators', () => {
    const fastify = test.app.getHttpAdapter().getInstance();
    const names = operations().map(({ name }) => name);
    const unserved = names.filter((name) => {
      const [method = '', path = ''] = name.split(' ');
      return !fastify.hasRoute({ method, url: path.replaceAll(/\{(\w+)\}/g, ':$1') });
    });
    expect(unserved).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['POST /api/v1/auth/login', 'GET /api/v1/users/me']));
    expect(names.filter((name) => /health|metrics/.test(name))).toEqual([]);
  });

  it('has every reference it uses', () => {
    const missing: string[] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { $ref } = node as Schema;
      if ($ref !== undefined && !document.components.schemas[$ref.split('/').at(-1) ?? '']) missing.push($ref);
      Object.values(node).forEach(walk);
    };
    walk(document);
    expect(missing).toEqual([]);
  });

  it('bounds every text, number and list of every request', () => {
    const unbounded: string[] = [];
    const check = (place: string, given: Schema): void => {
      const schema = resolve(given);
      if (!isBounded(schema)) unbounded.push(place);
      if (schema.items) check(`${place}/0`, schema.items);
      for (const [name, property] of Object.entries(schema.properties ?? {})) check(`${place}/${name}`, property);
    };
    for (const { name, operation } of operations()) {
      const body = operation.requestBody?.content['application/json']?.schema;
      if (body) check(`${name} #`, body);
      for (const { name: query, in: where, schema } of operation.parameters ?? []) {
        if (where === 'query') check(`${name} ?${query}`, schema);
      }
    }
    expect(unbounded).toEqual([]);
  });

  it('documents problems of every kind of refusal as problem+json', () => {
    const login = document.paths['/api/v1/auth/login']?.post;
    expect(Object.keys(login?.responses ?? {})).toEqual(expect.arrayContaining(['200', '400', '401', '429', '503']));
    expect(Object.keys(login?.responses['401']?.content ?? {})).toEqual(['application/problem+json']);
    expect(resolve({ $ref: '#/components/schemas/ProblemResponse' }).properties?.code?.enum).toEqual(
      Object.keys(PROBLEMS),
    );
  });

  it('has a page that loads nothing from elsewhere and runs under its own content security policy', async () => {
    const page = await test.api.get('/api/docs');
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toMatch('text/html');
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(link).toMatch(/^\/(?!\/)/);
      expect((await test.api.get(link)).status).toBe(200);
    }
    // The policy forbids scripts written into the page.
    expect(page.text).not.toMatch(/<script>|<script [^>]*>[^<]+|\son\w+=/);
    const policy = page.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/script-src|upgrade-insecure-requests|https?:/);
  });

  it('serves no other file of the package the page comes from', async () => {
    for (const name of ['package.json', 'swagger-ui.js', 'index.html', '..%2fpackage.json', '']) {
      expect((await test.api.get(`/api/docs/assets/${name}`)).status).toBe(404);
    }
  });

  const resolve = (schema: Schema): Schema => {
    const { $ref, allOf } = schema;
    if (allOf?.[0]) return resolve(allOf[0]);
    return $ref === undefined ? schema : (document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  };
});

const isBounded = ({ type, maxLength, enum: words, format, maximum, maxItems }: Schema): boolean => {
  if (type === 'string') return [maxLength, words, format].some((bound) => bound !== undefined);
  if (type === 'integer' || type === 'number') return maximum !== undefined;
  return type !== 'array' || maxItems !== undefined;
};
