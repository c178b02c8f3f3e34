import { afterEach, expect, test } from '@jest/globals';
import { connectTo, detailOf, detailsOf, refuseWith } from '@platform/grpc';
import { type CodedError, isCoded, type Reason, reasons, refuse } from '@platform/kernel';
import { EchoService } from './echo.ts';
import { type EchoServer, echoServer, raised } from './house.ts';

let server: EchoServer;
afterEach(() => server.close());

const refusedWith = async (error: unknown): Promise<CodedError> => {
  server = await echoServer(async () => {
    throw error;
  });
  return raised(server.client().say({ text: 'hello' }));
};

test('a refusal comes back as it was thrown: reason, sentence, metadata, fields and waiting time', async () => {
  const fields = [
    { field: 'email', reason: 'EMAIL_INVALID', detail: 'Give an address like name@example.com.' },
    { field: 'naïve 🙂', reason: 'X', detail: '' },
  ];
  const metadata = { until: '2026-01-01T00:00:00Z', __proto__x: 'kept', größe: '12 €' };
  const error = await refusedWith(
    refuse('ACCOUNT_LOCKED', { detail: 'Für 15 Minuten gesperrt.', metadata, fields, retryAfterSeconds: 1.5 }),
  );
  expect(error).toMatchObject({
    reason: 'ACCOUNT_LOCKED',
    message: 'Für 15 Minuten gesperrt.',
    metadata,
    fields,
    retryAfterSeconds: 1.5,
  });
});

test('every reason of the registry travels', async () => {
  const all = Object.keys(reasons) as Reason[];
  const names = [...all];
  server = await echoServer(async ({ text }) => {
    throw refuse(names.find((one) => one === text) ?? 'INTERNAL');
  });
  const client = server.client();
  const heard = await Promise.all(all.map(async (text) => (await raised(client.say({ text }))).reason));
  expect(heard).toEqual(all);
});

test('a bug says nothing to the caller and everything to the log', async () => {
  const error = await refusedWith(new TypeError('the secret of the database'));
  expect(error.reason).toBe('INTERNAL');
  expect(JSON.stringify([error.message, error.metadata, error.fields])).not.toContain('secret');
  expect(server.logged.text()).toContain('the secret of the database');
});

test('attached messages travel with the refusal', async () => {
  const bytes = Buffer.from([0, 1, 2, 255]);
  const refusal = refuseWith(refuse('TOKEN_EXPIRED'), 'test.v1.First', bytes);
  const error = await refusedWith(refuseWith(refusal, 'test.v1.Second', Buffer.alloc(0)));
  expect(error.reason).toBe('TOKEN_EXPIRED');
  expect(Buffer.from(detailOf(error, 'test.v1.First') ?? [])).toEqual(bytes);
  expect(detailsOf(error).map(({ type }) => type)).toEqual(['test.v1.First', 'test.v1.Second']);
  expect(detailOf(error, 'test.v1.Third')).toBeUndefined();
});

test('a sentence with half a surrogate pair does not break the answer', async () => {
  const half = '\ud83d';
  const error = await refusedWith(refuse('VALIDATION_FAILED', { detail: `bad ${half}`, metadata: { half } }));
  expect(error).toMatchObject({ reason: 'VALIDATION_FAILED', message: 'bad �' });
});

test('a refusal with very many fields keeps the first fifty', async () => {
  const fields = Array.from({ length: 5_000 }, (_, index) => ({ field: `f${index}`, reason: 'R', detail: 'd' }));
  const error = await refusedWith(refuse('VALIDATION_FAILED', { fields }));
  expect(error.fields).toEqual(fields.slice(0, 50));
});

test('a refusal that a service passes on keeps its reason and its attached message', async () => {
  const inner = await echoServer(async () => {
    throw refuseWith(refuse('TOKEN_NOT_FOUND', { metadata: { resource: 'tok_1' } }), 'test.v1.Kept', Buffer.from('x'));
  });
  server = await echoServer((request) => inner.client().say(request));
  const error = await raised(server.client().say({}));
  await inner.close();
  expect(error).toMatchObject({ reason: 'TOKEN_NOT_FOUND', metadata: { resource: 'tok_1' } });
  expect(detailOf(error, 'test.v1.Kept')).toBeDefined();
});

test('a service that is away is DEPENDENCY_UNAVAILABLE, and is found again when it is back', async () => {
  server = await echoServer();
  const { address } = server;
  await server.close();
  const client = connectTo(EchoService, address, { audience: 'echo' });
  const error = await raised(client.say({ text: 'x' }));
  expect(error).toMatchObject({ reason: 'DEPENDENCY_UNAVAILABLE', metadata: { service: 'echo' } });
  server = await echoServer(undefined, { address });
  const answers: unknown[] = [];
  while (answers.length < 1) {
    await client.say({ text: 'back' }).then(
      (answer) => answers.push(answer.text),
      (failure) => expect(isCoded(failure, 'DEPENDENCY_UNAVAILABLE')).toBe(true),
    );
  }
  client.close();
  expect(answers).toEqual(['back']);
});

test('an address that is taken is named', async () => {
  server = await echoServer();
  await expect(echoServer(undefined, { address: server.address })).rejects.toThrow(server.address);
});

test('a refusal that cannot be told is a bug of ours, and the server goes on', async () => {
  const broken = refuse('TOKEN_EXPIRED', { metadata: { at: undefined as never } });
  const error = await refusedWith(broken);
  expect(error.reason).toBe('INTERNAL');
  expect(server.logged.text()).toContain('a refusal could not be told');
});

test('an answer that cannot be encoded is a bug of ours, and the server goes on', async () => {
  server = await echoServer(async (request) => ({ ...request, count: request.text === 'bad' ? 2 ** 40 : 1 }));
  const client = server.client();
  expect(await raised(client.say({ text: 'bad' }))).toMatchObject({ reason: 'INTERNAL' });
  expect(await client.say({ text: 'good' })).toMatchObject({ count: 1 });
});

test('a handler that throws before it returns a promise is answered like any other', async () => {
  server = await echoServer(() => {
    throw refuse('TOKEN_NOT_FOUND');
  });
  expect(await raised(server.client().say({}))).toMatchObject({ reason: 'TOKEN_NOT_FOUND' });
});
