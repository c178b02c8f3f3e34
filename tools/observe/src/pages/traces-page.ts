import type { Search, Summary } from '../traces/search.ts';
import { duration, instant } from './format.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

const row = (one: Summary): Html => html`<tr>
<td class="soft">${instant(one.startedAt)}</td>
<td class="name"><a href="/traces/${one.traceId}">${one.name}</a>${one.failed ? html` <span class="bad">failed</span>` : ''}</td>
<td class="number">${duration(one.milliseconds)}</td>
<td class="number">${one.spans}</td>
<td class="name soft">${one.services.join(', ')}</td>
</tr>`;

/** The newest traces that fit a search. */
export function tracesPage(found: readonly Summary[], search: Search, services: readonly string[]): string {
  const options = services.map(
    (name) => html`<option${name === search.service ? html` selected` : ''}>${name}</option>`,
  );
  const body = html`<form class="search" method="get" action="/traces">
<div><label for="text">Trace id or name</label><input id="text" name="text" value="${search.text}"></div>
<div><label for="service">Service</label><select id="service" name="service"><option value="">any</option>${options}</select></div>
<div><label for="slower">Slower than (ms)</label><input id="slower" name="slower" type="number" min="0" value="${search.slowerThanMs || ''}"></div>
<div><label for="failed">Failed only</label><input id="failed" name="failed" type="checkbox" value="1"${search.failed ? html` checked` : ''}></div>
<button>Search</button>
</form>
${
  found.length === 0
    ? html`<p class="soft">No trace fits. Use the product for a moment, or ask for less.</p>`
    : html`<div class="scroll"><table>
<thead><tr><th>Began</th><th>What</th><th class="number">Took</th><th class="number">Spans</th><th>Services</th></tr></thead>
<tbody>${found.map(row)}</tbody>
</table></div>`
}`;
  return page('Traces', body);
}
