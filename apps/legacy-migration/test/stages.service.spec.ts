import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { legacy as wire } from '@platform/contracts';
import { type CodedError, DAY, HOUR, newId } from '@platform/kernel';
import { aKey, apiRow, as, ciRow, house, type Owner, owner } from './house.ts';
import { day, importedAt } from './samples.ts';

const home = await house();
const { user, clock, importCsv, service } = home;
afterAll(() => home.stop());
beforeEach(() => clock.set(importedAt));

const { ACTIVE, LICENSE_ASSIGNED, TOKEN_IN_USE, READY_TO_REMOVE, REGRESSED, ORPHANED } = wire.LegacyKeyStage;
const refusal = (call: Promise<unknown>): Promise<CodedError> =>
  call.then(
    () => Promise.reject(new Error('it was answered OK')),
    (error: CodedError) => error,
  );

async function imported(who: Owner): Promise<string> {
  const { rows } = await importCsv(apiRow(who, aKey()));
  return rows[0]?.legacyKeyId ?? '';
}
const get = async (who: Owner, legacyKeyId: string) =>
  (await user.getLegacyKey({ workspaceId: who.workspaceId, legacyKeyId }, { caller: as(who) })).key;
const stage = async (who: Owner, id: string) => (await get(who, id))?.stage;
const progress = (who: Owner) => user.getMigrationProgress({ workspaceId: who.workspaceId }, { caller: as(who) });

describe('the stage of a key', () => {
  test('moves by what happened, then by time, and back when the old key is used again', async () => {
    const who = owner();
    const id = await imported(who);
    await home.isLicensed(who, day(0.1));
    await service.settle();
    expect(await stage(who, id)).toBe(LICENSE_ASSIGNED);

    await home.usesKey(who, id, day(0.2));
    await home.usesToken(who, day(1));
    clock.set(day(1));
    await service.settle();
    expect(await get(who, id)).toMatchObject({
      ...{ stage: TOKEN_IN_USE, uses: 1n, lastLegacyUseAt: day(0.2), tokenFirstUsedAt: day(1), lastTokenUseAt: day(1) },
      licenseAssignedAt: day(0.1),
    });

    clock.set(day(7.2));
    expect(await stage(who, id)).toBe(READY_TO_REMOVE);
    expect(await progress(who)).toMatchObject({ total: 1, done: 0, stages: [{ stage: READY_TO_REMOVE, keys: 1 }] });

    await home.usesKey(who, id, day(7.2));
    await service.settle();
    expect(await stage(who, id)).toBe(REGRESSED);
    expect((await progress(who)).usesLast30Days).toBe(2n);
    clock.advance(DAY);
    expect(await stage(who, id)).toBe(TOKEN_IN_USE);
    const changes = (await home.told(id)).filter((type) => type === 'legacy.v1.LegacyKeyStageChanged');
    expect(changes).toHaveLength(3);
  });

  test('counts a use once, however often it is heard', async () => {
    const who = owner();
    const id = await imported(who);
    const event = await home.usesKey(who, id, day(1));
    await home.usesKey(who, id, day(1), event);
    await home.usesKey(who, id, day(1), event);
    await home.usesKey(who, id, day(1));
    await service.settle();
    expect((await get(who, id))?.uses).toBe(2n);
  });

  test('knows what was heard before the import, of the owner and of the key', async () => {
    const who = owner();
    await home.joins(who, day(-30));
    await home.isLicensed(who, day(-20));
    await home.usesToken(who, day(-10));
    await service.settle();
    const id = await imported(who);
    expect(await get(who, id)).toMatchObject({ stage: TOKEN_IN_USE, tokenFirstUsedAt: day(-10) });
  });

  test('follows the owner out of the workspace and back in, in whatever order it is heard', async () => {
    const who = owner();
    const id = await imported(who);
    await home.leaves(who, day(2));
    await home.joins(who, day(1));
    await service.settle();
    expect(await stage(who, id)).toBe(ORPHANED);
    await home.joins(who, day(3));
    await service.settle();
    expect(await stage(who, id)).toBe(ACTIVE);
  });

  test('without a license it is back at the beginning', async () => {
    const who = owner();
    const id = await imported(who);
    await home.losesLicense(who, day(2));
    await home.isLicensed(who, day(1));
    await service.settle();
    expect(await stage(who, id)).toBe(ACTIVE);
  });

  test('is of one workspace: a token used in another says nothing (S-165)', async () => {
    const who = owner();
    const id = await imported(who);
    await home.usesToken({ ...who, workspaceId: newId('ws') }, day(1));
    await home.usesToken(owner(who.workspaceId), day(1));
    await service.settle();
    expect(await stage(who, id)).toBe(ACTIVE);
  });

  test('is right whichever of import and event comes first', async () => {
    const people = Array.from({ length: 15 }, () => owner());
    const [ids] = await Promise.all([
      Promise.all(people.map((who) => imported(who))),
      ...people.map((who) => home.usesToken(who, day(0))),
    ]);
    await service.settle();
    const stages = await Promise.all(people.map((who, index) => stage(who, ids[index] ?? '')));
    expect(stages).toEqual(people.map(() => TOKEN_IN_USE));
  });

  test('goes dormant by time alone', async () => {
    const who = owner();
    const id = await imported(who);
    clock.set(day(90));
    expect(await get(who, id)).toMatchObject({ dormant: true, stage: ACTIVE });
    expect((await progress(who)).dormant).toBe(1);
  });
});

describe('reading', () => {
  test('pages are in order, complete, and of one list', async () => {
    const who = owner();
    await importCsv(...Array.from({ length: 5 }, (_, n) => apiRow(who, aKey(), `key ${n}`)), ciRow(owner(), aKey()));
    const page = (pageToken: string, changes = {}) =>
      user.listLegacyKeys({ workspaceId: who.workspaceId, pageSize: 2, pageToken, ...changes }, { caller: as(who) });
    const first = await page('');
    const second = await page(first.nextPageToken);
    const third = await page(second.nextPageToken);
    expect([first, second, third].map(({ keys }) => keys.length)).toEqual([2, 2, 1]);
    expect(third.nextPageToken).toBe('');
    const ids = [first, second, third].flatMap(({ keys }) => keys.map(({ id }) => id));
    expect(ids).toEqual([...new Set(ids)].sort());
    expect([first, third].map(({ totalSize }) => totalSize)).toEqual([5n, 5n]);
    expect((await refusal(page(first.nextPageToken, { stage: ORPHANED }))).reason).toBe('PAGE_TOKEN_INVALID');
    expect((await refusal(page('AAAA'))).reason).toBe('PAGE_TOKEN_INVALID');
    expect((await refusal(page('', { pageSize: 201 }))).reason).toBe('VALIDATION_FAILED');
  });

  test('a list of one stage holds the keys that are in it now', async () => {
    const who = owner();
    const id = await imported(who);
    await home.usesToken(who, day(0));
    await service.settle();
    clock.advance(HOUR);
    const list = (stage: wire.LegacyKeyStage) =>
      user.listLegacyKeys({ workspaceId: who.workspaceId, stage }, { caller: as(who) });
    expect(await list(TOKEN_IN_USE)).toMatchObject({ totalSize: 1n, keys: [{ id }] });
    expect(await list(READY_TO_REMOVE)).toMatchObject({ totalSize: 0n, keys: [] });
    clock.set(day(8));
    expect(await list(READY_TO_REMOVE)).toMatchObject({ totalSize: 1n });
  });

  test('needs legacy.read in this workspace', async () => {
    const who = owner();
    const legacyKeyId = await imported(who);
    const { workspaceId } = who;
    const calls = (options: Parameters<typeof user.listLegacyKeys>[1]) => [
      user.listLegacyKeys({ workspaceId }, options),
      user.getLegacyKey({ workspaceId, legacyKeyId }, options),
      user.getMigrationProgress({ workspaceId }, options),
    ];
    for (const call of calls({ caller: as(who, { permissions: [] }) })) {
      expect(await refusal(call)).toMatchObject({
        reason: 'PERMISSION_REQUIRED',
        metadata: { permission: 'legacy.read' },
      });
    }
    for (const call of calls({ caller: as(owner()) })) expect((await refusal(call)).reason).toBe('WORKSPACE_NOT_FOUND');
    const elsewhere = owner();
    const crossed = { workspaceId: elsewhere.workspaceId, legacyKeyId };
    expect((await refusal(user.getLegacyKey(crossed, { caller: as(elsewhere) }))).reason).toBe('RESOURCE_NOT_FOUND');
    for (const wrong of ['', '{"$ne":""}', 'lgk_1', '__proto__']) {
      const request = { workspaceId, legacyKeyId: wrong };
      expect((await refusal(user.getLegacyKey(request, { caller: as(who) }))).reason).toBe('VALIDATION_FAILED');
    }
  });
});
