import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

export const OPENAPI_PATH = '/api/openapi.json';
export const DOCS_PATH = '/api/docs';

const DESCRIPTION = `Book seats of events with few seats and many buyers: every seat is sold exactly once.

Errors are \`application/problem+json\` (RFC 9457); \`code\` is the word to program against. A 409 is final. 429 and 503 say
when to come back in \`Retry-After\`.`;

/** The page loads nothing from elsewhere and has no script of its own inside, so that a strict CSP fits it. */
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Rowlock API</title>
    <link rel="icon" type="image/png" href="${DOCS_PATH}/assets/favicon-32x32.png">
    <link rel="stylesheet" href="${DOCS_PATH}/assets/swagger-ui.css">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="${DOCS_PATH}/assets/swagger-ui-bundle.js"></script>
    <script src="${DOCS_PATH}/start.js"></script>
  </body>
</html>
`;

/** What Swagger UI needs beyond the policy of our own pages: it draws with inline styles and images in `data:`. */
const DOCS_POLICY = "style-src 'self' 'unsafe-inline';img-src 'self' data:";

const START = `window.ui = SwaggerUIBundle({ url: '${OPENAPI_PATH}', dom_id: '#swagger-ui', validatorUrl: null });
`;

/** The OpenAPI 3.1 document of all routes, from the same decorators that check the requests. */
export function describeApi(app: NestFastifyApplication, publicUrl: string): OpenAPIObject {
  const options = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Rowlock')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addServer(publicUrl)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  return SwaggerModule.createDocument(app, options, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}

/** Serves the document, made when first asked for, and a page to read it. */
export function serveOpenApi(app: NestFastifyApplication, publicUrl: string): void {
  const fastify = app.getHttpAdapter().getInstance();
  let document: string | undefined;
  fastify.get(OPENAPI_PATH, (_request, reply) => {
    document ??= JSON.stringify(describeApi(app, publicUrl));
    return reply.header('cache-control', 'no-cache').type('application/json').send(document);
  });
  fastify.get(DOCS_PATH, (_request, reply) => {
    const policy = String(reply.getHeader('content-security-policy'));
    return reply.header('content-security-policy', `${policy};${DOCS_POLICY}`).type('text/html').send(PAGE);
  });
  fastify.get(`${DOCS_PATH}/start.js`, (_request, reply) => reply.type('text/javascript').send(START));
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  void fastify.register(fastifyStatic, {
    root: assets,
    prefix: `${DOCS_PATH}/assets/`,
    // Only what the page asks for; the package also holds source maps of 10 MB.
    allowedPath: (path) => /^\/?(swagger-ui\.css|swagger-ui-bundle\.js|favicon-32x32\.png)$/.test(path),
    decorateReply: false,
    maxAge: '1d',
  });
}
