import { expect, test } from '@jest/globals';
import { CodedError, type Reason, reasons, refuse } from '@platform/kernel';
import { headersOf, problemOf } from './problem.ts';

const about = { requestId: 'req_1', docsUrl: 'https://app.example/docs/errors' };

test.each(Object.keys(reasons) as Reason[])('%s becomes a problem that says what happened and what to do', (reason) => {
  const problem = problemOf(new CodedError(reason), about);
  expect(problem).toMatchObject({
    reason,
    status: reasons[reason].http,
    instance: 'req_1',
    type: `${about.docsUrl}#${reason}`,
  });
  expect(problem.detail.length).toBeGreaterThan(10);
  expect(problem.fix.length).toBeGreaterThan(5);
});

test('every wrong field is named by its pointer', () => {
  const refusal = refuse('VALIDATION_FAILED', {
    fields: [
      { field: '/body/email', reason: 'INVALID', detail: 'Give an address.' },
      { field: 'name.first', reason: 'EMPTY', detail: 'Give a name.' },
    ],
  });
  expect(problemOf(refusal, about).errors.map(({ pointer }) => pointer)).toEqual(['/body/email', '/name/first']);
});

test('a refusal that passes says when to come back', () => {
  expect(headersOf(refuse('RATE_LIMITED', { retryAfterSeconds: 4.2 }))).toEqual({ 'Retry-After': '5' });
  expect(headersOf(refuse('UNAUTHENTICATED'))).toEqual({});
});

test('a method that is not taken is answered with those that are', () => {
  expect(headersOf(refuse('METHOD_NOT_ALLOWED', { metadata: { allow: 'GET, POST' } }))).toEqual({ Allow: 'GET, POST' });
});
