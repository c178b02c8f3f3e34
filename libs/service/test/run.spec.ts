import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@platform/testing';
import { ServiceProcess } from './process.ts';

let service: ServiceProcess;
afterEach(() => service.close());

const started = (env: Record<string, string> = {}) => {
  service = new ServiceProcess(env);
  return service.heard('ready');
};

test('it says once that it is ready, and where', async () => {
  const line = await started();
  expect(line).toMatchObject({ level: 'info', name: 'example', problems: [] });
  expect(line.http).toMatch(/^127\.0\.0\.1:\d+$/);
  expect(line.health).toMatch(/^127\.0\.0\.1:[1-9]\d*$/);
});

test('all problems of the configuration are told at once, with exit 64 and without their values', async () => {
  service = new ServiceProcess({ MONGO_URL: 'http://root:hunter2@x', HTTP_ADDRESS: 'nowhere' }, {});
  expect(await service.ended).toBe(64);
  expect(service.errors).toMatch(
    /^example: .*\n {2}HTTP_ADDRESS: .*\n {2}MONGO_URL: .*\n {2}WORK_ADDRESS: is required/,
  );
  expect(service.errors).not.toContain('hunter2');
  expect(service.lines).toEqual([]);
});

test('a start that fails ends the process with 1 and a reason without secrets', async () => {
  service = new ServiceProcess({ BEHAVIOUR: 'fails' });
  expect(await service.ended).toBe(1);
  expect(service.lines).toMatchObject([{ level: 'fatal', err: { message: expect.stringContaining('not there') } }]);
  expect(JSON.stringify(service.lines)).not.toContain('hunter2');
});

test('a health address that is taken is named', async () => {
  const { health } = await started();
  const second = new ServiceProcess({ HTTP_ADDRESS: String(health) });
  expect(await second.ended).toBe(1);
  expect(JSON.stringify(second.lines)).toContain(`cannot serve health on ${health}`);
});

test('/livez, /readyz and nothing else', async () => {
  await started();
  expect(await service.ask('/livez')).toEqual({ status: 200, text: '{"alive":true}\n' });
  expect(await service.ask('/readyz?x=1')).toEqual({ status: 200, text: '{"ready":true,"problems":[]}\n' });
  expect(await service.ask('/metrics')).toMatchObject({ status: 404 });
  expect(await service.ask('/constructor')).toMatchObject({ status: 404 });
  expect(await service.ask('/livez', 'POST')).toMatchObject({ status: 405 });
  expect(await service.ask('/livez', 'HEAD')).toEqual({ status: 200, text: '' });
});

test('/metrics speaks Prometheus when metrics are on', async () => {
  await started({ METRICS: 'true' });
  const { status, text } = await service.ask('/metrics');
  expect(status).toBe(200);
  expect(text).toMatch(/^event_loop_lag_p99_seconds \d/m);
});

test('what a service lacks is told at /readyz until it has it', async () => {
  await started({ BEHAVIOUR: 'not-ready' });
  expect(await service.ask('/readyz')).toEqual({ status: 503, text: '{"ready":false,"problems":["Kafka is away"]}\n' });
  expect(await service.ask('/livez')).toMatchObject({ status: 200 });
  service.say('well');
  await eventually(async () => expect(await service.ask('/readyz')).toMatchObject({ status: 200 }));
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s: a request under way is answered, then the parts stop in order',
  async (signal) => {
    const { http } = await started();
    const answer = fetch(`http://${http}/`).then((response) => response.text());
    await service.heard('working');
    service.child.kill(signal);
    await service.heard('stopping');
    expect(await service.ask('/readyz')).toEqual({
      status: 503,
      text: '{"ready":false,"problems":["the service is stopping"]}\n',
    });
    expect(service.said()).not.toContain('ears');
    service.say('release');
    expect(await answer).toBe('done');
    expect(await service.ended).toBe(0);
    expect(service.said()).toEqual(['ready', 'working', 'stopping', 'doors', 'ears', 'database', 'stopped']);
  },
);

test('a second signal ends a stop that waits', async () => {
  const { http } = await started();
  fetch(`http://${http}/`).catch(() => undefined);
  await service.heard('working');
  service.child.kill('SIGTERM');
  await service.heard('stopping');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(1);
  expect(service.said()).toContain('stopped twice');
});

test('a stop that takes more than 10 s ends with 1', async () => {
  await started({ BEHAVIOUR: 'stuck' });
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(1);
  expect(service.said()).toContain('the stop took too long');
});

test('a part that does not stop cleanly does not keep the others from stopping', async () => {
  await started({ BEHAVIOUR: 'stops-badly' });
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(1);
  expect(service.said().slice(-2)).toEqual(['database', 'the service did not stop cleanly']);
});

test('asked to stop while it starts, it starts, stops and ends well', async () => {
  service = new ServiceProcess({ BEHAVIOUR: 'starts-slowly' });
  await service.heard('starting');
  service.child.kill('SIGTERM');
  await service.heard('stopping');
  service.say('go on');
  expect(await service.ended).toBe(0);
  expect(service.said()).toEqual(['starting', 'stopping', 'ready', 'doors', 'ears', 'database', 'stopped']);
});

test.each([
  ['throw', 'an error that nobody caught', 'nobody catches this'],
  ['reject', 'a rejection that nobody handled', 'nobody handles this'],
])('%s: a bug that nobody caught is told to the log and ends the process', async (line, msg, message) => {
  await started();
  service.say(line);
  expect(await service.ended).toBe(1);
  expect(service.lines.at(-1)).toMatchObject({ level: 'fatal', msg, err: { message } });
});

test('a child of the house goes when its parent is gone', async () => {
  await started({ HOUSE_CHILD: '1' });
  service.child.stdin.end();
  expect(await service.ended).toBe(0);
  expect(service.lines.find(({ msg }) => msg === 'stopping')).toMatchObject({ cause: 'parent gone' });
  expect(service.said().at(-1)).toBe('stopped');
});
