/**
 * The file for `node --import @platform/telemetry/register`: it must run before anything that is to be traced is
 * loaded. When telemetry is off it loads nothing more and costs nothing.
 */
import { setSourceMapsSupport } from 'node:module';
import { readTelemetryConfig } from './config.ts';

// What went wrong is told by the lines of our sources; the maps of what we only use are not worth reading.
setSourceMapsSupport(true, { nodeModules: false });

const config = readTelemetryConfig();
if (config.otlp || config.tracesFile) await (await import('./start-tracing.ts')).startTracing(config);
if (config.metrics) await (await import('./start-metrics.ts')).startMetrics(config);
