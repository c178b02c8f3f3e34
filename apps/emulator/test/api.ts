import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { activation as wire } from '@platform/contracts';
import { refuseWith, rpc, serve } from '@platform/grpc';
import { DAY, HOUR, newId, type Reason, reasons, refuse } from '@platform/kernel';
import {
  credentialFingerprint,
  jwksOf,
  type LeaseClaims,
  machineFingerprint,
  newStoredKey,
  type SigningKey,
  type StoredKey,
  signingKey,
  signLease,
} from '@platform/lease';
import { logger } from '@platform/telemetry';
import { callers } from '@platform/testing';

/** What the played API does with the next requests. */
export type Play =
  | { readonly grant: true }
  | { readonly refuse: Reason }
  | { readonly status: number }
  | { readonly forge: true };

interface Asked {
  readonly value: string;
  readonly machineId: string;
  readonly sessionId: string;
  readonly nonce: string;
}

/** The licensing API, played by the test behind both doors with the same answers. */
export async function playedApi() {
  const first = newStoredKey('k1');
  const forged = signingKey(newStoredKey('k1'));
  const asked: Asked[] = [];
  const state: { play: Play; now: () => Date; key: SigningKey } = {
    play: { grant: true },
    now: () => new Date(),
    key: signingKey(first),
  };

  async function lease({ value, machineId, sessionId }: Asked): Promise<string> {
    const iat = Math.floor(state.now().getTime() / 1_000);
    const claims: LeaseClaims = {
      iss: 'test',
      aud: 'localstack-pro',
      sub: newId('usr'),
      ws: newId('ws'),
      cred_kind: 'developer',
      cred_id: credentialFingerprint(value),
      jti: newId('lse'),
      sid: sessionId,
      mid: machineFingerprint(machineId),
      plan: 'Trial',
      feat: ['pro'],
      iat,
      nbf: iat,
      exp: iat + DAY / 1_000,
      renew_at: iat + (12 * HOUR) / 1_000,
      v: 1,
    };
    return signLease(claims, 'forge' in state.play ? forged : state.key);
  }

  async function answer(one: Asked): Promise<wire.ActivateResponse> {
    asked.push(one);
    if ('refuse' in state.play) {
      const reason = state.play.refuse;
      const blocking = [
        { reason, message: reasons[reason].title },
        { reason: 'TRIAL_EXPIRED', message: reasons.TRIAL_EXPIRED.title },
      ];
      const whole = wire.ActivateResponse.fromPartial({ granted: false, decisionId: 'dec_1', reason, blocking });
      throw refuseWith(refuse(reason), 'activation.v1.ActivateResponse', wire.ActivateResponse.encode(whole).finish());
    }
    if ('status' in state.play) throw refuse('DEPENDENCY_UNAVAILABLE');
    const { nonce } = one;
    return wire.ActivateResponse.fromPartial({
      granted: true,
      decisionId: 'dec_2',
      lease: await lease(one),
      serverTime: state.now(),
      nonce,
    });
  }

  const grpc = await serve({
    address: '127.0.0.1:0',
    log: logger('api', { level: 'silent' }),
    caller: callers().trust('activation'),
    services: [
      {
        definition: wire.ActivationServiceService,
        rpcs: {
          activate: rpc('open', ({ credential, machine, sessionId, nonce }: wire.ActivateRequest) =>
            answer({ value: credential?.value ?? '', machineId: machine?.machineId ?? '', sessionId, nonce }),
          ),
          explainDecision: rpc('open', () => Promise.reject(refuse('NOT_OFFERED'))),
          getSigningKeys: rpc('open', async () => ({ jwksJson: JSON.stringify(jwksOf([state.key])) })),
        },
      },
    ],
  });

  async function httpAnswer(body: string): Promise<readonly [number, object]> {
    const request = JSON.parse(body);
    const one = {
      value: request.credential.value,
      machineId: request.machine.machine_id,
      sessionId: request.session_id,
      nonce: request.nonce,
    };
    try {
      const { lease: jws, decisionId, nonce } = await answer(one);
      return [
        200,
        {
          granted: true,
          decision_id: decisionId,
          lease: jws,
          server_time: state.now().toISOString(),
          nonce,
          warnings: [],
        },
      ];
    } catch {
      if (!('refuse' in state.play)) return ['status' in state.play ? state.play.status : 500, { message: 'not ours' }];
      const reason = state.play.refuse;
      const blocking = [
        { reason, message: reasons[reason].title },
        { reason: 'TRIAL_EXPIRED', message: reasons.TRIAL_EXPIRED.title },
      ];
      return [reasons[reason].http, { reason, detail: reasons[reason].title, decision_id: 'dec_1', blocking }];
    }
  }

  async function httpResponse(url: string | undefined, body: Buffer): Promise<readonly [number, object]> {
    if (url?.endsWith('license-jwks.json')) return [200, jwksOf([state.key])];
    // As much as the licensing API reads.
    return body.length > 65_536 ? [413, {}] : httpAnswer(body.toString());
  }

  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const [status, body] = await httpResponse(request.url, Buffer.concat(chunks));
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', () => resolve()));

  return {
    asked,
    plays: (play: Play) => {
      state.play = play;
    },
    /** What the server signed with at first, as a client of that time knows it. */
    first,
    firstKeys: JSON.stringify(jwksOf([signingKey(first)])),
    signsWith: (key: StoredKey) => {
      state.key = signingKey(key);
    },
    /** Whose time the server has from now on. */
    lives: (now: () => Date) => {
      state.now = now;
    },
    doors: { http: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, grpc: `grpc://${grpc.address}` },
    stop: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await grpc.stop();
    },
  };
}
