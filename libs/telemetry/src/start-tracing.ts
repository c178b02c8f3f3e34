import { register } from 'node:module';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { type Instrumentation, registerInstrumentations } from '@opentelemetry/instrumentation';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, SimpleSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { TelemetryConfig } from './config.ts';
import { instrumentation } from './instrumentations.ts';
import { redactingProcessor } from './redacting-processor.ts';
import { fileExporter } from './span-file.ts';
import { state } from './state.ts';

/** Turns tracing on: span processors, context, W3C propagation and the instrumentations that are asked for. */
export async function startTracing(config: TelemetryConfig): Promise<void> {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': config.serviceName }),
    spanProcessors: [redactingProcessor, ...exporters(config)],
  });
  provider.register();
  await instrument(config.instrumentations);
  state.tracing = true;
  state.flush = () => provider.forceFlush();
}

function exporters({ otlp, tracesFile, serviceName }: TelemetryConfig): SpanProcessor[] {
  return [
    ...(otlp ? [new BatchSpanProcessor(new OTLPTraceExporter())] : []),
    ...(tracesFile ? [new SimpleSpanProcessor(fileExporter(tracesFile, serviceName))] : []),
  ];
}

/** In ESM nothing is patched unless the hook is registered before the libraries are loaded. */
async function instrument(names: readonly string[]): Promise<void> {
  const instrumentations = (await Promise.all(names.map(instrumentation))).filter((one) => one !== undefined);
  if (instrumentations.length === 0) return;
  register('@opentelemetry/instrumentation/hook.mjs', import.meta.url);
  registerInstrumentations({ instrumentations: instrumentations satisfies Instrumentation[] });
}
