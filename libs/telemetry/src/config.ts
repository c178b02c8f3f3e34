/** What the environment says about telemetry. The OTEL_… names are those of OpenTelemetry; services do not read them. */
export interface TelemetryConfig {
  readonly serviceName: string;
  /** Spans go to the collector at OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly otlp: boolean;
  /** OTEL_EXPORTER_OTLP_PROTOCOL: how the collector wants spans, `http/protobuf` unless it is told `http/json`. */
  readonly protocol: 'http/json' | 'http/protobuf';
  /** TRACES_FILE: spans are appended to this file, one JSON object a line. */
  readonly tracesFile: string | undefined;
  /** METRICS: collected, and served by @platform/service at /metrics. */
  readonly metrics: boolean;
  /** Metrics go to the collector, too. OTEL_METRICS_EXPORTER=none keeps them here. */
  readonly otlpMetrics: boolean;
  /** OTEL_NODE_ENABLED_INSTRUMENTATIONS: which libraries are traced by themselves; `none` for a hot path. */
  readonly instrumentations: readonly string[];
}

const every = 'http,express,fetch,mongodb,ioredis';

/** Reads the environment of the process; everything is off unless it is asked for. */
export function readTelemetryConfig(env: NodeJS.ProcessEnv = process.env, script = process.argv[1]): TelemetryConfig {
  const metrics = isOn(env.METRICS);
  const collector = Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT);
  return {
    serviceName: env.OTEL_SERVICE_NAME || projectOf(script ?? ''),
    otlp: Boolean(env.OTEL_EXPORTER_OTLP_ENDPOINT || env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT),
    protocol: env.OTEL_EXPORTER_OTLP_PROTOCOL === 'http/json' ? 'http/json' : 'http/protobuf',
    tracesFile: env.TRACES_FILE || undefined,
    metrics,
    otlpMetrics: metrics && collector && (env.OTEL_METRICS_EXPORTER ?? 'otlp').split(',').includes('otlp'),
    instrumentations: (env.OTEL_NODE_ENABLED_INSTRUMENTATIONS || every).split(',').map((name) => name.trim()),
  };
}

const isOn = (text = ''): boolean => ['true', '1', 'yes', 'on'].includes(text.toLowerCase());

/** `…/apps/identity/dist/main.js` → `identity`. */
const projectOf = (script: string): string => /([^/\\]+)[/\\](?:dist|src)[/\\][^/\\]+$/.exec(script)?.[1] ?? 'unknown';
