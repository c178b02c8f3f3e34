/** What the environment says about telemetry. The OTEL_… names are those of OpenTelemetry; services do not read them. */
export interface TelemetryConfig {
  readonly serviceName: string;
  /** Spans go to the collector at OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly otlp: boolean;
  /** TRACES_FILE: spans are appended to this file, one JSON object a line. */
  readonly tracesFile: string | undefined;
  /** METRICS: collected, and served by @platform/service at /metrics. */
  readonly metrics: boolean;
  /** OTEL_NODE_ENABLED_INSTRUMENTATIONS: which libraries are traced by themselves; `none` for a hot path. */
  readonly instrumentations: readonly string[];
}

const every = 'http,express,mongoose,ioredis';

/** Reads the environment of the process; everything is off unless it is asked for. */
export function readTelemetryConfig(env: NodeJS.ProcessEnv = process.env, script = process.argv[1]): TelemetryConfig {
  return {
    serviceName: env.OTEL_SERVICE_NAME || projectOf(script ?? ''),
    otlp: Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT),
    tracesFile: env.TRACES_FILE || undefined,
    metrics: ['true', '1', 'yes', 'on'].includes((env.METRICS ?? '').toLowerCase()),
    instrumentations: (env.OTEL_NODE_ENABLED_INSTRUMENTATIONS || every).split(',').map((name) => name.trim()),
  };
}

/** `…/apps/identity/dist/main.js` → `identity`. */
const projectOf = (script: string): string => /([^/\\]+)[/\\](?:dist|src)[/\\][^/\\]+$/.exec(script)?.[1] ?? 'unknown';
