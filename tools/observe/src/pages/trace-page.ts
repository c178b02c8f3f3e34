import { summaryOf } from '../traces/search.ts';
import type { Span } from '../traces/span.ts';
import { type Row, waterfall } from '../traces/waterfall.ts';
import { duration, instant } from './format.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';

const indent = (depth: number): string => '  '.repeat(Math.min(depth, 20));

/** A rectangle of SVG: a style attribute would need a weaker policy. */
const bar = ({ from, width, span }: Row): Html =>
  html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${duration(span.milliseconds)}"><rect${span.failed ? html` class="failed"` : ''} x="${(from * 100).toFixed(2)}" width="${Math.max(width * 100, 0.4).toFixed(2)}" y="1" height="8" rx="1"></rect></svg>`;

const row = (one: Row): Html => {
  const { span, depth } = one;
  const attributes = Object.entries(span.attributes).map(([name, value]) => `${name} = ${value}`);
  return html`<tr>
<td class="name">${indent(depth)}${span.failed ? html`<span class="bad">✕</span> ` : ''}${span.name}${
    attributes.length > 0
      ? html`<details><summary class="soft">more</summary><pre>${attributes.join('\n')}</pre></details>`
      : ''
  }</td>
<td class="soft">${span.service}</td>
<td class="soft">${span.kind}</td>
<td class="number">${duration(span.milliseconds)}</td>
<td>${bar(one)}</td>
</tr>`;
};

/** One trace as a waterfall. */
export function tracePage(spans: readonly Span[]): string {
  const { name, startedAt, milliseconds, traceId, services } = summaryOf(spans);
  return page(
    name,
    html`<p class="soft"><span class="mono">${traceId}</span> · ${instant(startedAt)} · ${duration(milliseconds)} · ${spans.length} spans of ${services.join(', ')}</p>
<div class="scroll"><table>
<thead><tr><th>Span</th><th>Service</th><th>Kind</th><th class="number">Took</th><th>When</th></tr></thead>
<tbody>${waterfall(spans).map(row)}</tbody>
</table></div>`,
  );
}
