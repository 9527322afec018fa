import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { setAddresses } from '../app.setup.js';
import { loadConfig } from '../config/config.js';
import { describeApi } from '../http/openapi.js';

// Prints the OpenAPI document. Nest's preview mode knows the routes without making anything: no database is asked, and
// the settings below are never used.
const config = loadConfig({
  JWT_SECRET: 'never signs anything, only long enough',
  DATABASE_URL: 'postgres://none/none',
});
const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), new FastifyAdapter(), {
  preview: true,
  abortOnError: false,
  logger: ['error'],
});
setAddresses(app);
process.stdout.write(`${JSON.stringify(describeApi(app, config.publicUrl), null, 2)}\n`);
