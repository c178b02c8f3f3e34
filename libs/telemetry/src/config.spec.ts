import { expect, test } from '@jest/globals';
import { readTelemetryConfig } from './config.ts';

test('everything is off unless it is asked for', () => {
  expect(readTelemetryConfig({}, '/srv/apps/identity/dist/main.js')).toMatchObject({
    serviceName: 'identity',
    otlp: false,
    tracesFile: undefined,
    metrics: false,
  });
});

test.each(['http://collector:4318'])('an OTLP endpoint turns traces on', (endpoint) => {
  expect(readTelemetryConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, '').otlp).toBe(true);
  expect(readTelemetryConfig({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint }, '').otlp).toBe(true);
});

test('the service is named by the environment, else by its folder', () => {
  expect(readTelemetryConfig({ OTEL_SERVICE_NAME: 'x' }, '/a/token/dist/main.js').serviceName).toBe('x');
  expect(readTelemetryConfig({}, '/a/token/src/main.ts').serviceName).toBe('token');
  expect(readTelemetryConfig({}, undefined).serviceName).toBeDefined();
  expect(readTelemetryConfig({}, 'x.js').serviceName).toBe('unknown');
});

test.each([
  ['true', true],
  ['1', true],
  ['off', false],
  ['', false],
])('METRICS=%s', (METRICS, on) => {
  expect(readTelemetryConfig({ METRICS }, '').metrics).toBe(on);
});

test('instrumentations are a list', () => {
  expect(readTelemetryConfig({ OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'none' }, '').instrumentations).toEqual(['none']);
  expect(readTelemetryConfig({}, '').instrumentations).toContain('http');
});
