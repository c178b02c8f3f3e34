import { expect, test } from '@jest/globals';
import { reasons, warnings } from '@platform/kernel';
import { errorsPage } from './errors-page.ts';
import { eventsPage } from './events-page.ts';

test('every reason has one line that can be linked to, verdicts apart from the others', () => {
  const [apis = '', verdicts = '', told = ''] = errorsPage().split(/^## /m).slice(1);
  for (const [reason, { verdict }] of Object.entries(reasons)) {
    expect([reason, apis.split(`<a id="${reason}"></a>`).length]).toEqual([reason, verdict ? 1 : 2]);
    expect([reason, verdicts.split(`<a id="${reason}"></a>`).length]).toEqual([reason, verdict ? 2 : 1]);
  }
  for (const warning of Object.keys(warnings)) expect(told).toContain(`\`${warning}\``);
});

test('a reason says what happened, what to do and who can', () => {
  const { title, fix, by } = reasons.LICENSE_NOT_ASSIGNED;
  const line = errorsPage()
    .split('\n')
    .find((one) => one.includes('LICENSE_NOT_ASSIGNED'));
  for (const words of [title, fix, by]) expect(line).toContain(words);
});

test('every message stands beside its topic', () => {
  expect(eventsPage()).toContain('| `token.token.v1` | `token.v1.DeveloperTokenReset` |');
  expect(eventsPage()).toContain('| `workspace.member.v1` | `workspace.v1.MemberJoined` |');
});
