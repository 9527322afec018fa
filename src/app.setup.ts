import { randomUUID } from 'node:crypto';
import { type OutgoingHttpHeaders } from 'node:http';
import { type DynamicModule, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest } from 'fastify';
import { AppModule } from './app.module.js';
import { Config } from './config/config.js';
import { letInByTurns } from './http/admission.js';
import { BODY_LIMIT_BYTES, useJsonBodies } from './http/json-body.js';
import { answerBrokenRequest } from './http/broken-request.js';
import { createLogger, PinoLoggerService } from './http/logging.js';
import { serveOpenApi } from './http/openapi.js';
import { shedWhenLate } from './http/overload.js';
import { answerFrameworkError } from './http/problem.filter.js';
import { securityHeaders } from './http/security-headers.js';
import { serveWebPages } from './http/web-pages.js';
import { observeRequests } from './metrics/http-metrics.js';
import { BatchRunner } from './inventory/batch-runner.js';
import { Metrics } from './metrics/metrics.js';

/** A request that is not in by then is given up. Longer: slow senders hold connections. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
/** How often both are looked after. Node's default of 30 s would let slow senders stay three times as long. */
const TIMEOUTS_CHECK_MS = 2_000;
/** Longer than the usual minute of a balancer in front, which must be the one to hang up. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/** About 20 KB each. A rush of 10,000 buyers at once still gets in. */
const CONNECTIONS_MAX = 12_000;
/** Path parameters are ids and references; find-my-way answers longer ones with 404. */
const PARAMETER_LENGTH_MAX = 100;

/** Headers a page on another origin may read. */
const EXPOSED_HEADERS = [
  'ETag',
  'Location',
  'Retry-After',
  'Content-Disposition',
  'Idempotency-Replayed',
  'RateLimit',
  'RateLimit-Policy',
];

export interface AppOptions {
  /** Instead of pino on standard output. */
  readonly logger?: LoggerService;
  /** Instead of all of ours: the bench serves other ways to book, with everything else the same. */
  readonly module?: DynamicModule;
  /** The build of the pages, to be served from `/`; absent: the API alone. */
  readonly webFolder?: string;
}

/**
 * The whole application, ready to `listen`: used by main.ts and by every e2e test. The database of `config` must be
 * there and migrated.
 */
export async function createApp(
  config: Config,
  { logger, module = AppModule.forRoot(config), webFolder }: AppOptions = {},
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(module, makeAdapter(config), {
    logger: logger ?? new PinoLoggerService(createLogger(config.logLevel)),
    abortOnError: false,
    bodyParser: false,
  });
  setupApp(app);
  if (webFolder !== undefined) serveWebPages(app.getHttpAdapter().getInstance(), webFolder);
  await app.init();
  return app;
}

/** Answers are personal unless a route says otherwise. */
const headersOfAll = ({ publicUrl }: Config): Readonly<OutgoingHttpHeaders> => ({
  ...securityHeaders(publicUrl),
  'cache-control': 'no-store',
});

function makeAdapter(config: Config): FastifyAdapter {
  const { trustProxyHops } = config;
  const headers = headersOfAll(config);
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    // A function: given a number, this Fastify trusts nobody. The peer of the socket is hop 0.
    trustProxy: (_address: string, hop: number) => hop < trustProxyHops,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    http: {
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: TIMEOUTS_CHECK_MS,
      // Two of a header are one list, which no rule of ours takes for a token, a key or a media type. Node would keep the
      // first and drop the rest, while a proxy in front may have looked at the last.
      joinDuplicateHeaders: true,
    },
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    genReqId: () => randomUUID(),
    // Ours; a name sent by a stranger would only let them write into our log.
    requestIdHeader: false,
    // Requests that came in before the end are answered as usual; the listener is closed by then.
    return503OnClosing: false,
    // Before any hook runs.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      answerFrameworkError(error, request, reply.headers(headers));
    },
    clientErrorHandler: answerBrokenRequest,
    // We have no middleware.
    skipMiddie: true,
  });
}

/** Where the routes are: the API under its version, what operators ask beside it. */
export function setAddresses(app: NestFastifyApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready', 'metrics'] });
}

/** What an application needs before `init`: prefix, headers, bodies, documents, measurements. */
export function setupApp(app: NestFastifyApplication): void {
  const config = app.get(Config);
  const fastify = app.getHttpAdapter().getInstance();
  app.getHttpServer().maxConnections = CONNECTIONS_MAX;
  setAddresses(app);
  if (config.corsOrigins.length > 0) {
    app.enableCors({
      origin: [...config.corsOrigins],
      methods: ['GET', 'POST', 'PATCH', 'DELETE'],
      exposedHeaders: EXPOSED_HEADERS,
      maxAge: 600,
    });
  }
  const headers = headersOfAll(config);
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers);
    done();
  });
  useJsonBodies(fastify);
  observeRequests(fastify, app.get(Metrics));
  shedWhenLate(fastify, app.get(Metrics), config);
  const batches = app.get(BatchRunner, { strict: false });
  letInByTurns(fastify, () => batches.isBusy);
  serveOpenApi(app, config.publicUrl);
}
