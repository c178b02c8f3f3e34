import { monitorEventLoopDelay } from 'node:perf_hooks';
import { metrics } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, type MetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import type { TelemetryConfig } from './config.ts';
import { gauge } from './metrics.ts';
import { state } from './state.ts';

/**
 * Turns metrics on: they are collected when somebody asks, through `metricsText`, and sent to the collector where there
 * is one.
 */
export async function startMetrics(config: TelemetryConfig): Promise<void> {
  const reader = new PrometheusExporter({ preventServerStart: true });
  const resource = resourceFromAttributes({ 'service.name': config.serviceName });
  const pushed = await pushing(config);
  const provider = new MeterProvider({ resource, readers: [reader, ...pushed] });
  metrics.setGlobalMeterProvider(provider);
  const { flush } = state;
  if (pushed.length > 0)
    state.flush = async () => {
      await Promise.all([flush?.(), provider.forceFlush()]);
    };
  const serializer = new PrometheusSerializer(undefined, false, undefined, undefined, true);
  state.metricsText = async () => serializer.serialize((await reader.collect()).resourceMetrics);
  watchProcess();
}

async function pushing({ otlpMetrics }: TelemetryConfig): Promise<MetricReader[]> {
  if (!otlpMetrics) return [];
  const { OTLPMetricExporter } = await import('@opentelemetry/exporter-metrics-otlp-proto');
  return [new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter() })];
}

/** How late the event loop runs, and what the process uses. */
function watchProcess(): void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  gauge('event_loop_lag_p50_seconds', 'Delay of the event loop since the last collection, median.', () =>
    secondsOf(delay.percentile(50)),
  );
  gauge('event_loop_lag_p99_seconds', 'Delay of the event loop since the last collection, 99th percentile.', () =>
    secondsOf(delay.percentile(99)),
  );
  gauge('event_loop_lag_max_seconds', 'Longest delay of the event loop since the last collection.', () => {
    const longest = secondsOf(delay.max);
    delay.reset();
    return longest;
  });
  gauge('process_resident_memory_bytes', 'Resident memory of the process.', () => process.memoryUsage.rss());
  gauge('process_cpu_seconds', 'CPU time of the process since its start.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
}

/** The timer itself is late by its resolution; an empty histogram has no percentile. */
const secondsOf = (nanoseconds: number): number =>
  Number.isFinite(nanoseconds) && nanoseconds > 0 ? Math.max(0, nanoseconds / 1e9 - 0.02) : 0;
