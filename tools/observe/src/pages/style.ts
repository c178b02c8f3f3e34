/** The one style sheet: quiet, light and dark by the viewer's choice. */
export const style = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1c2024, #e6e8eb);
  --soft: light-dark(#60646c, #9ba1a6);
  --line: light-dark(#e4e6e9, #2b2f33);
  --ground: light-dark(#fdfdfe, #131518);
  --raised: light-dark(#f4f5f7, #1b1e22);
  --link: light-dark(#2f55d4, #91a9ff);
  --good: light-dark(#1b7a4b, #5fd19a);
  --bad: light-dark(#c02b2b, #ff8f8f);
  font: 14px/1.5 system-ui, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
header { display: flex; justify-content: space-between; align-items: center; padding: 10px 24px; border-bottom: 1px solid var(--line); }
nav a { margin-right: 20px; color: var(--soft); }
nav a[aria-current] { color: var(--ink); font-weight: 600; }
main { max-width: 1240px; margin: 0 auto; padding: 20px 24px 60px; }
main.login { max-width: 380px; padding-top: 16vh; }
h1 { font-size: 20px; font-weight: 600; margin: 0 0 16px; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 500; color: var(--soft); font-size: 12px; }
th, td { padding: 7px 12px 7px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
.number { text-align: right; }
td.name { white-space: normal; }
.good { color: var(--good); }
.bad { color: var(--bad); font-weight: 600; }
.soft { color: var(--soft); }
.facts { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 20px; padding: 0; list-style: none; }
.facts li { background: var(--raised); border-radius: 8px; padding: 8px 14px; }
.facts b { display: block; font-size: 18px; font-weight: 600; }
form.search { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; margin-bottom: 16px; }
label { display: block; font-size: 12px; color: var(--soft); }
input, select, button { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 6px 10px; }
.login input { width: 100%; margin-bottom: 12px; }
button { cursor: pointer; }
svg.bar { width: 320px; height: 14px; display: block; }
svg.bar rect { fill: var(--link); }
svg.bar rect.failed { fill: var(--bad); }
details pre { margin: 4px 0; white-space: pre-wrap; color: var(--soft); font-size: 12px; }
code, .mono { font-family: ui-monospace, monospace; font-size: 12px; }
`;
