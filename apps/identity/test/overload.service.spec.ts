import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as argon2 from '@node-rs/argon2';
import { argon2Passwords } from '../src/index.ts';
import { activeUser, freshEmail, freshIp, type House, openHouse, otherPassword, password, signIn } from './house.ts';

const door = gateOfOne();
let house: House;
beforeAll(async () => {
  house = await openHouse(door);
});
afterAll(() => house.stop());

/** Passwords that are looked at one at a time, with no room to wait; the test holds the one that is being looked at. */
function gateOfOne() {
  let held: Promise<void> | undefined;
  let entered = () => {};
  const verify: typeof argon2.verify = async (...given) => {
    entered();
    await held;
    return argon2.verify(...given);
  };
  return {
    passwords: argon2Passwords({ atOnce: 1, waiting: 0, verify }),
    /** Lets one in and keeps it there until it is released. */
    async fill(attempt: () => Promise<unknown>) {
      let release = () => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      const inside = new Promise<void>((resolve) => {
        entered = resolve;
      });
      const outcome = attempt();
      await Promise.race([inside, outcome]);
      held = undefined;
      return { outcome, release };
    },
  };
}

const refusal = (reason: string) => expect.objectContaining({ reason });

test('who is sent away because too many passwords wait has tried nothing: neither account nor network is locked', async () => {
  const { email } = await activeUser(house);
  const { caller } = await signIn(house, email);
  const ip = freshIp();
  const { outcome, release } = await door.fill(() => signIn(house, freshEmail(), otherPassword));
  for (let attempt = 0; attempt < 8; attempt += 1) {
    for (const address of [email, freshEmail()]) {
      await expect(signIn(house, address, password, ip)).rejects.toEqual(refusal('RATE_LIMITED'));
    }
    await expect(house.client.reAuthenticate({ password }, { caller })).rejects.toEqual(refusal('RATE_LIMITED'));
  }
  release();
  await expect(outcome).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await expect(signIn(house, email, otherPassword, ip)).rejects.toEqual(refusal('CREDENTIALS_INVALID'));
  }
  await signIn(house, email, password, ip);
  await house.client.reAuthenticate({ password }, { caller });
});
