import { register } from 'node:module';
import { type Instrumentation, registerInstrumentations } from '@opentelemetry/instrumentation';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  SimpleSpanProcessor,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { TelemetryConfig } from './config.ts';
import { traceFetch } from './fetch-spans.ts';
import { instrumentation } from './instrumentations.ts';
import { redactingProcessor } from './redacting-processor.ts';
import { fileExporter } from './span-file.ts';
import { state } from './state.ts';

/** Turns tracing on: span processors, context, W3C propagation and the instrumentations that are asked for. */
export async function startTracing(config: TelemetryConfig): Promise<void> {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': config.serviceName }),
    spanProcessors: [redactingProcessor, ...(await exporters(config))],
  });
  provider.register();
  await instrument(config.instrumentations);
  if (config.instrumentations.includes('fetch')) traceFetch();
  state.tracing = true;
  state.flush = () => provider.forceFlush();
}

async function exporters(config: TelemetryConfig): Promise<SpanProcessor[]> {
  const { otlp, tracesFile, serviceName } = config;
  return [
    ...(otlp ? [new BatchSpanProcessor(await collectorExporter(config))] : []),
    ...(tracesFile ? [new SimpleSpanProcessor(fileExporter(tracesFile, serviceName))] : []),
  ];
}

/** Only the one that is wanted is loaded: protobuf's reader alone is a megabyte of code. */
async function collectorExporter({ protocol }: TelemetryConfig): Promise<SpanExporter> {
  const { OTLPTraceExporter } =
    protocol === 'http/json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter();
}

/** In ESM nothing is patched unless the hook is registered before the libraries are loaded. */
async function instrument(names: readonly string[]): Promise<void> {
  const instrumentations = (await Promise.all(names.map(instrumentation))).filter((one) => one !== undefined);
  if (instrumentations.length === 0) return;
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
  registerInstrumentations({ instrumentations: instrumentations satisfies Instrumentation[] });
}
