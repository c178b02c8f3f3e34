/** Before the first paint: the colours that were chosen in the console, else those of the machine, also when they change. */
export const theme = `(() => {
  const machine = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => {
    const chosen = localStorage.getItem('mantine-color-scheme-value');
    const dark = chosen === 'dark' || (chosen !== 'light' && machine.matches);
    document.documentElement.classList.toggle('dark-mode', dark);
    document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  };
  follow();
  machine.addEventListener('change', follow);
})();
`;

/**
 * The operations alone: the page says the rest itself. Nothing is tried out from here, so that nobody is asked for a secret;
 * the name of an operation is no link within the button that opens it.
 */
export const start = `const quiet = ({ React: { createElement } }) => ({
  components: {
    Quiet: ({ getComponent, specSelectors }) =>
      createElement(
        'div',
        { className: 'swagger-ui' },
        createElement(getComponent('errors', true)),
        specSelectors.specStr() === '' ? null : createElement(getComponent('operations', true)),
      ),
  },
  wrapComponents: {
    authorizeBtn: () => () => null,
    authorizeOperationBtn: () => () => null,
    DeepLink: () => ({ text }) => createElement('span', null, text),
  },
});
window.ui = SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  supportedSubmitMethods: [],
  plugins: [quiet],
  layout: 'Quiet',
});
`;
