import { type Figures, figuresOf, largest, total } from '../metrics/figures.ts';
import type { Reading } from '../metrics/scrape.ts';
import { figure, megabytes, percent, plain, seconds } from './format.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

const heads = [
  ...['Service', 'Requests/s', 'Failed', 'p99', 'Event loop p99', 'Outbox', 'Behind', 'Dead letters'],
  ...['Jobs waiting', 'Jobs given up', 'Memory'],
];

const row = (one: Figures): Html => html`<tr>
<td><span class="${one.up ? 'good' : 'bad'}">${one.up ? '●' : '○ away'}</span> ${one.name}</td>
${[
  figure(one.perSecond, plain),
  figure(one.failedShare, percent, 0.01),
  figure(one.p99Seconds, seconds, 1),
  figure(one.loopLagSeconds, seconds, 0.2),
  figure(one.outboxSeconds, seconds, 30),
  figure(one.lagSeconds, seconds, 60),
  figure(one.deadLetters, plain, 0),
  figure(one.jobsWaiting, plain),
  figure(one.jobsGivenUp, plain, 0),
  figure(one.residentBytes, megabytes),
].map((cell) => html`<td class="number">${cell}</td>`)}
</tr>`;

const accepted = (labels: Readonly<Record<string, string>>) => labels.outcome === 'accepted';
const refused = (labels: Readonly<Record<string, string>>) => labels.outcome === 'refused';

/** How every service is, from what it said in the last half minute. */
export function servicesPage(readings: readonly Reading[]): string {
  const body = html`<ul class="facts">
<li>Away<b>${figure(readings.filter(({ up }) => !up).length, plain, 0)}</b></li>
<li>Facts that differ<b>${figure(total(readings, 'facts_differing'), plain, 0)}</b></li>
<li>Dead letters<b>${figure(largest(readings, 'dead_letters_waiting'), plain, 0)}</b></li>
<li>Canary: old tokens refused<b>${figure(total(readings, 'canary_rotations_total', refused), plain)}</b></li>
<li>Canary: old tokens accepted<b>${figure(total(readings, 'canary_rotations_total', accepted), plain, 0)}</b></li>
<li>Open pages<b>${figure(total(readings, 'sse_open_streams'), plain)}</b></li>
</ul>
<div class="scroll"><table>
<thead><tr>${heads.map((head, index) => html`<th${index > 0 ? html` class="number"` : ''}>${head}</th>`)}</tr></thead>
<tbody>${readings.map(figuresOf).map(row)}</tbody>
</table></div>`;
  return page('Services', body, 5);
}
