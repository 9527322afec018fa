import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, type HealthCheckResult, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { TokenIgnored } from '../auth/public.decorator.js';
import { DatabaseShortage } from '../database/shortage.js';
import { Unthrottled } from '../http/throttle.decorator.js';
import { DomainError } from '../shared/domain-error.js';

/** A balancer asks every few seconds; a database that takes longer is not one to send buyers to. */
const PING_MAX_MS = 1000;

/** For load balancers and supervisors: no token, no limit. */
@ApiExcludeController()
@Unthrottled()
@TokenIgnored()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly shortage: DatabaseShortage,
  ) {}

  /** The process answers. Says nothing about the database: restarting us would not heal that. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /**
   * The process can serve: the database answers, and has had room for everything lately.
   * @throws DomainError database-unavailable
   */
  @Get('ready')
  async ready(): Promise<HealthCheckResult> {
    if (this.shortage.isRecent) throw new DomainError('database-unavailable');
    try {
      return await this.health.check([() => this.database.pingCheck('database', { timeout: PING_MAX_MS })]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      throw new DomainError('database-unavailable', {}, undefined, { cause: error });
    }
  }
}
