/** The console's quiet look over that of the library, with colours that can be read in both themes. */
export const look = `html {
  color-scheme: light;
  --paper: light-dark(#fff, #1a1b1e);
  --raised: light-dark(#f8f9fa, #25262b);
  --ink: light-dark(#212529, #e9ecef);
  --quiet: light-dark(#495057, #ced4da);
  --line: light-dark(#dee2e6, #373a40);
  --link: light-dark(#4338ca, #a5b4fc);
  --get: light-dark(#1864ab, #74c0fc);
  --post: light-dark(#2b6a2f, #8ce99a);
  --patch: light-dark(#8a4b00, #ffc078);
  --delete: light-dark(#b02525, #ffa8a8);
}
html.dark-mode { color-scheme: dark; }
body { margin: 0; color: var(--ink); font: 0.875rem/1.5 system-ui, sans-serif; }
body, html.dark-mode body { background: var(--paper); }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding: 0.75rem 1.5rem; border-bottom: 1px solid var(--line); }
header nav { display: flex; gap: 1.5rem; }
a { color: var(--link); }
header a { padding: 0.25rem 0; text-decoration: none; }
header a:hover { text-decoration: underline; }
header a[aria-current] { color: var(--ink); font-weight: 600; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
main { max-width: 1200px; margin: 0 auto; padding: 1.5rem; }
main > h1 { margin: 0 0 0.5rem; font-size: 1.375rem; font-weight: 600; }
main > h2 { margin: 2rem 0 0.5rem; font-size: 1rem; font-weight: 600; }
main > p { max-width: 72ch; margin: 0; color: var(--quiet); }
code { font-family: ui-monospace, monospace; font-size: 0.8125rem; }

.wide { overflow-x: auto; }
.wide table { border-collapse: collapse; }
.wide th, .wide td { padding: 0.5rem 1rem 0.5rem 0; border-bottom: 1px solid var(--line); font-weight: 400; text-align: left; vertical-align: top; }
.wide thead th { color: var(--quiet); font-weight: 600; }
.wide tbody th { color: var(--quiet); overflow-wrap: anywhere; }
.wide th a { text-decoration: none; }
.wide td { min-width: 5rem; }
.wide td:first-of-type { min-width: 12rem; max-width: 72ch; }
.wide strong { font-weight: 600; }
.wide tr:target { background: var(--raised); }

#reference .swagger-ui, #reference .swagger-ui * { border-color: var(--line); box-shadow: none; font-family: inherit; }
#reference .swagger-ui :is(.opblock-summary-path, code, pre, .parameter__type, .parameter__in, .model *) { font-family: ui-monospace, monospace; }
#reference .swagger-ui :is(p, h3, h4, h5, td, th, li, label, span, div, table thead tr th, .opblock-description-wrapper p) { color: var(--ink); }
#reference .swagger-ui :is(.parameter__type, .parameter__in, .opblock-summary-description, .response-control-media-type__accept-message, .response-control-media-type__title, .tab li) { color: var(--quiet); }
#reference .swagger-ui .parameter__name.required span, #reference .swagger-ui .parameter__name.required::after { color: var(--delete); }
#reference .swagger-ui a { color: var(--link); }
#reference .swagger-ui .opblock-tag { margin: 1.5rem 0 0.25rem; padding: 0.5rem 0; font-size: 1rem; font-weight: 600; }
#reference .swagger-ui .opblock { margin: 0; border: 0; border-bottom: 1px solid var(--line); border-radius: 0; background: none; }
#reference .swagger-ui .opblock .opblock-summary { padding: 0.375rem 0.25rem; border: 0; }
#reference .swagger-ui .opblock .opblock-section-header { min-height: 0; padding: 0.5rem 1rem; background: var(--raised); }
#reference .swagger-ui .opblock-summary-method { min-width: 4.5rem; padding: 0.125rem 0; background: none; font-size: 0.75rem; font-weight: 700; text-align: left; text-shadow: none; }
#reference .swagger-ui .opblock-get .opblock-summary-method { color: var(--get); }
#reference .swagger-ui .opblock-post .opblock-summary-method { color: var(--post); }
#reference .swagger-ui .opblock-patch .opblock-summary-method { color: var(--patch); }
#reference .swagger-ui .opblock-delete .opblock-summary-method { color: var(--delete); }
#reference .swagger-ui .opblock-summary-path { max-width: none; font-size: 0.8125rem; font-weight: 500; }
#reference .swagger-ui .opblock-summary-description { font-size: 0.8125rem; }
#reference .swagger-ui .opblock .tab-header .tab-item.active h4 span::after { background: var(--link); }
#reference .swagger-ui :is(.parameters-col_description, .response-col_description) > div > :is(input, select, textarea),
#reference .swagger-ui .parameters-col_description :is(input, select, textarea),
#reference .swagger-ui .response-control-media-type__accept-message,
#reference .swagger-ui .response-col_links { display: none; }
/* The library writes these colours into the elements themselves. */
#reference .swagger-ui .highlight-code pre { max-height: none; overflow: visible; background: var(--raised) !important; border: 1px solid var(--line); }
#reference .swagger-ui .highlight-code pre :is(code, span) { color: var(--ink) !important; }
#reference .swagger-ui .markdown code, #reference .swagger-ui .renderedMarkdown code { padding: 0; background: none; color: inherit; font-weight: 400; }
/* Every refusal has the same form, which the page of the errors shows once. */
#reference .swagger-ui .response:is([data-code^='4'], [data-code^='5']) :is(.response-controls, .model-example) { display: none; }
html.dark-mode #reference .swagger-ui { background: none; }
#reference .swagger-ui svg { fill: var(--quiet); }
@media (max-width: 40rem) {
  #reference .swagger-ui :is(.opblock-tag-section, .opblock-body, table, tbody, tr, td) { min-width: 0; }
  #reference .swagger-ui .wrapper { padding: 0; }
}
`;
