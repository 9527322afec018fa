import 'reflect-metadata';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '#target';
import type * as appModule from '../src/app.module.js';
import type * as appSetup from '../src/app.setup.js';
import type * as currentUser from '../src/auth/current-user.decorator.js';
import type * as bookings from '../src/bookings/bookings.module.js';
import type * as bookSeatsRequest from '../src/bookings/dto/book-seats.request.js';
import type * as bookSeatsResponse from '../src/bookings/dto/book-seats.response.js';
import type * as requestedSeats from '../src/bookings/requested-party.js';
import type * as configFile from '../src/config/config.js';
import type * as environment from '../src/config/environment.js';
import type * as clusterFile from '../src/database/embedded/cluster.js';
import type * as places from '../src/database/embedded/places.js';
import type * as startDatabaseFile from '../src/database/start-database.js';
import type * as throttle from '../src/http/throttle.decorator.js';
import type * as validation from '../src/http/validation.pipe.js';
import type * as inventoryModule from '../src/inventory/inventory.module.js';
import type * as inventoryService from '../src/inventory/inventory.service.js';
import type * as sessions from '../src/auth/sessions.service.js';
import type * as users from '../src/users/users.service.js';
import type * as backoff from '../src/shared/backoff.js';
import type * as domainError from '../src/shared/domain-error.js';

/**
 * Loads a file of the built server. Bench and alternatives are made of the server's own parts as they are measured:
 * compiled, and the same code in front of every booking.
 */
const load = async <T>(...path: readonly string[]): Promise<T> =>
  (await import(pathToFileURL(join(ROOT, 'dist', ...path)).href)) as T;

export const { AppModule } = await load<typeof appModule>('app.module.js');
export const { createApp } = await load<typeof appSetup>('app.setup.js');
export const { CurrentUser } = await load<typeof currentUser>('auth', 'current-user.decorator.js');
export const { SessionsService } = await load<typeof sessions>('auth', 'sessions.service.js');
export const { BookingsModule } = await load<typeof bookings>('bookings', 'bookings.module.js');
export const { BookSeatsRequest } = await load<typeof bookSeatsRequest>('bookings', 'dto', 'book-seats.request.js');
export const { toBookSeatsResponse } = await load<typeof bookSeatsResponse>(
  'bookings',
  'dto',
  'book-seats.response.js',
);
export const { requestedParty } = await load<typeof requestedSeats>('bookings', 'requested-party.js');
export const { loadConfig, withDatabaseUrl } = await load<typeof configFile>('config', 'config.js');
export const { configFromEnvironment } = await load<typeof environment>('config', 'environment.js');
export const { disarmStalePidFile, halt, initialise, launch, readPostmaster } = await load<typeof clusterFile>(
  'database',
  'embedded',
  'cluster.js',
);
export const { settleCluster } = await load<typeof places>('database', 'embedded', 'places.js');
export const { startDatabase } = await load<typeof startDatabaseFile>('database', 'start-database.js');
export const { ThrottleBookings } = await load<typeof throttle>('http', 'throttle.decorator.js');
export const { UuidPipe } = await load<typeof validation>('http', 'validation.pipe.js');
export const { InventoryModule } = await load<typeof inventoryModule>('inventory', 'inventory.module.js');
export const { InventoryService } = await load<typeof inventoryService>('inventory', 'inventory.service.js');
export const { backoffMs } = await load<typeof backoff>('shared', 'backoff.js');
export const { DomainError } = await load<typeof domainError>('shared', 'domain-error.js');
export const { UsersService } = await load<typeof users>('users', 'users.service.js');
