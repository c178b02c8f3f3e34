import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { fill, openBrowser, press, says } from '@platform/browser';
import { houseSecrets } from '@platform/dev';
import { eventually, newPerson, type Person, reveal, signIn, startTrial, tokenExists, verify } from '@platform/testing';
import { httpRequest } from '../../src/activating.ts';
import { importLegacyKey, newLegacyKey } from '../../src/legacy-key.ts';
import { orphans, type Span, spansIn, toldAs } from '../../src/spans.ts';
import type { WholeHouse } from '../../src/whole-house.ts';

let file: string;
let whole: WholeHouse;
let person: Person;

/** A click, as a browser would tell of it. */
const click = () => ({ traceId: randomBytes(16).toString('hex'), spanId: randomBytes(8).toString('hex') });
type Click = ReturnType<typeof click>;
const headersOf = ({ traceId, spanId }: Click) => ({ traceparent: `00-${traceId}-${spanId}-01` });

/** Waits until the trace of a click holds all of these with every parent, and gives it. */
const traceOf = ({ traceId, spanId }: Click, expected: readonly string[]): Promise<readonly Span[]> =>
  eventually(() => {
    const spans = spansIn(file).filter((span) => span.traceId === traceId);
    const told = new Set(spans.map(toldAs));
    const missing = expected.filter((one) => !told.has(one));
    if (missing.length > 0) throw new Error(`missing: ${missing.join('; ')}\nthere: ${[...told].join('; ')}`);
    const alone = orphans(spans, spanId).map(toldAs);
    if (alone.length > 0) throw new Error(`without their parent: ${alone.join('; ')}`);
    return spans;
  });

const mailed = [
  'notification consumer job send-mail',
  'notification client POST /emails',
  'resend-stand-in server POST /emails',
  'notification producer publish notification.v1.NotificationSent',
];

const signedUp = [
  'console-gateway server POST /v1/auth/sign-up',
  'console-gateway client identity.v1.IdentityService/SignUp',
  'identity server identity.v1.IdentityService/SignUp',
  'identity client insert users',
  'identity producer publish identity.v1.UserSignedUp',
  'notification consumer process identity.v1.UserSignedUp',
  ...mailed,
];

const signUpBy = (clicked: Click, { email, password, visitor }: Person) =>
  visitor.must('POST', '/v1/auth/sign-up', { email, password, name: 'Maya' }, headersOf(clicked));

/** Fills in the sign-up page and clicks. Gives the click as the page tells of it. */
async function signUpInBrowser({ email, password }: Person): Promise<Click> {
  const browser = await openBrowser({ consoleUrl: whole.place.gatewayUrl });
  let header = '';
  const visit = browser.visit({}, async ({ page }) => {
    await page.goto('/sign-up');
    await fill(page, 'Name', 'Maya');
    await fill(page, 'E-mail', email);
    await fill(page, 'Password', password);
    const sent = page.waitForRequest('**/v1/auth/sign-up');
    await press(page, 'Sign up');
    header = (await sent).headers().traceparent ?? '';
    await says(page, 'Check your mail');
  });
  await visit().finally(browser.close);
  const [, traceId = '', spanId = ''] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(header) ?? [];
  return { traceId, spanId };
}

/** A start of an emulator whose caller is being traced. */
async function startBy(clicked: Click, value: string, source?: string): Promise<void> {
  const response = await fetch(`${whole.house.urls.activation}/v1/activate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(clicked) },
    body: JSON.stringify(httpRequest(value, source)),
  });
  expect(await response.json()).toMatchObject({ granted: true });
}

const granted = [
  'activation server POST /v1/activate',
  'activation producer publish activation.v1.ActivationGranted',
  'token consumer process activation.v1.ActivationGranted',
];

/** Whatever is done is one connected trace. `spans` is where all processes write theirs. */
export function traces(on: () => WholeHouse, spans: string): void {
  describe('traces', () => {
    beforeAll(() => {
      whole = on();
      file = spans;
    });

    test('a sign-up is one trace from the click in the page to the mail', async () => {
      person = newPerson(whole.place);
      const clicked = await signUpInBrowser(person);
      expect(clicked.traceId).not.toBe('');
      const spans = await traceOf(clicked, signedUp);
      expect(new Set(spans.map(({ service }) => service))).toEqual(
        new Set(['console-gateway', 'identity', 'notification', 'resend-stand-in']),
      );
      // What the database refuses to one of two writers is tried again.
      expect(spans.filter(({ failed, attributes }) => failed && !attributes['db.system.name'])).toEqual([]);
    });

    test('a new workspace is one trace from the click to the token and what activation knows of it', async () => {
      await verify(person, whole.place);
      await signIn(person);
      const clicked = click();
      const headers = { 'idempotency-key': randomUUID(), ...headersOf(clicked) };
      const { body } = await person.visitor.must('POST', '/v1/workspaces', { name: 'Acme' }, headers);
      person.workspaceId = (body as { workspace: { id: string } }).workspace.id;
      const spans = await traceOf(clicked, [
        'console-gateway server POST /v1/workspaces',
        'workspace-membership server workspace.v1.WorkspaceService/CreateWorkspace',
        'workspace-membership producer publish workspace.v1.MemberJoined',
        'token consumer process workspace.v1.MemberJoined',
        'token client activation.v1.FactsService/ApplyFacts',
        'token producer publish token.v1.DeveloperTokenIssued',
        'licensing consumer process workspace.v1.MemberJoined',
      ]);
      const issuing = new Set(spans.filter(({ service }) => service === 'token').map(({ spanId }) => spanId));
      const applied = spans.filter(({ service, kind }) => service === 'activation' && kind === 'server');
      expect(applied.some(({ parentSpanId }) => issuing.has(parentSpanId))).toBe(true);
    });

    test('a reset is one trace from the click to the mail that tells of it', async () => {
      await startTrial(person);
      await tokenExists(person);
      const clicked = click();
      const path = `/v1/workspaces/${person.workspaceId}/tokens/developer/me:reset`;
      const headers = { 'idempotency-key': randomUUID(), ...headersOf(clicked) };
      await person.visitor.must('POST', path, { reason: 'routine' }, headers);
      await traceOf(clicked, [
        'console-gateway client token.v1.TokenService/ResetMyDeveloperToken',
        'token server token.v1.TokenService/ResetMyDeveloperToken',
        'token client update tokens',
        'token client insert outbox',
        'token client activation.v1.FactsService/ApplyFacts',
        'activation server activation.v1.FactsService/ApplyFacts',
        'token producer publish token.v1.DeveloperTokenReset',
        'notification consumer process token.v1.DeveloperTokenReset',
        ...mailed,
      ]);
    });

    test('a start is one trace from the emulator to those who hear of it', async () => {
      const value = await reveal(person);
      const clicked = click();
      await startBy(clicked, value);
      await traceOf(clicked, [...granted, 'legacy-migration consumer process activation.v1.ActivationGranted']);
    });

    test('a start with a legacy key is one trace from the emulator to the stage that the key reaches', async () => {
      const key = newLegacyKey();
      const { callers } = await houseSecrets(join(whole.dataDir, 'house'));
      const door = {
        address: whole.house.addresses['legacy-migration'] ?? '',
        privateKey: callers.operator?.privateKey ?? '',
      };
      await importLegacyKey(door, key, person);
      const clicked = click();
      await startBy(clicked, key, 'API_KEY_ENV');
      await traceOf(clicked, [
        ...granted,
        'activation producer publish activation.v1.LegacyCredentialUsed',
        'legacy-migration consumer process activation.v1.LegacyCredentialUsed',
      ]);
    });

    test('a sign-up while Kafka is away stays one trace when Kafka is back', async () => {
      const { kafka } = whole.servers.parts;
      if (!kafka) throw new Error('the house runs on a Kafka of somebody else');
      const clicked = click();
      await kafka.stop();
      const stoppedAt = Date.now();
      await signUpBy(clicked, newPerson(whole.place));
      await kafka.start();
      const spans = await traceOf(clicked, signedUp);
      const published = spans.filter(({ name }) => name === 'publish identity.v1.UserSignedUp');
      expect(published).toHaveLength(1);
      const [{ startedAt = '', milliseconds = 0 } = {}] = published;
      expect(Date.parse(startedAt)).toBeGreaterThan(stoppedAt);
      expect(milliseconds).toBeGreaterThan(500);
    }, 300_000);
  });
}
