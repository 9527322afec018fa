import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { TokenIgnored } from '../auth/public.decorator.js';
import { Unthrottled } from '../http/throttle.decorator.js';
import { Metrics } from './metrics.js';

/** For Prometheus, not for the public: a proxy in front keeps it inside. */
@ApiExcludeController()
@Unthrottled()
@TokenIgnored()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  show(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
