import { type FixableBy, type ReasonEntry, reasons } from '@platform/kernel';
import { documentOf } from './page.ts';

const who: Readonly<Record<FixableBy, string>> = {
  you: 'You',
  workspace_admin: 'An admin of the workspace',
  billing: 'Whoever pays',
  network_admin: 'Whoever runs the network',
  vendor: 'We',
};
const again: Readonly<Record<ReasonEntry['retry'], string>> = {
  no: 'No',
  yes: 'At once',
  after: 'When it says',
  reread: 'After reading again',
};

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/`([^`]*)`/g, '<code>$1</code>');

const row = ([reason, { http, title, fix, by, retry }]: [string, ReasonEntry]): string => `
            <tr id="${reason}">
              <th scope="row"><a href="#${reason}"><code>${reason}</code></a> ${http}</th>
              <td>${escaped(title)} <strong>${escaped(fix)}</strong></td><td>${who[by]}</td><td>${again[retry]}</td>
            </tr>`;

const table = (id: string, heading: string, entries: readonly [string, ReasonEntry][]): string => `
      <h2 id="${id}">${heading}</h2>
      <div class="wide" role="region" aria-labelledby="${id}" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Reason, status</th>
              <th scope="col">What happened, and what to do</th>
              <th scope="col">Who can</th>
              <th scope="col">Try again as it is</th>
            </tr>
          </thead>
          <tbody>${entries.map(row).join('')}
          </tbody>
        </table>
      </div>`;

/** What the `type` of every problem leads to (contract §4.3): each reason with what to do about it, under its own name. */
export function errorsPage(): string {
  const all = Object.entries(reasons);
  const verdicts = all.filter(([, { verdict }]) => verdict);
  const others = all.filter(([, { verdict }]) => !verdict);
  return documentOf({
    title: 'Errors',
    here: '/docs/errors',
    main: `<p>Every refusal names one of these reasons, in the member <code>reason</code> of its <code>application/problem+json</code> document. A reason is never renamed.</p>
      ${table('verdicts', 'Why an activation was refused', verdicts)}
      ${table('others', 'Everything else', others)}`,
  });
}
