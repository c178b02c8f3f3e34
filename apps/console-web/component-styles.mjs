const all = '@mantine/core/styles.layer.css';
const base = ['baseline', 'default-css-variables', 'global'];
const classesOf = /\/@mantine\/core\/esm\/(?:components|utils)\/.*\/(\w+)\.module\.mjs$/;
const sheet = (name) => `@mantine/core/styles/${name}.layer.css`;

/**
 * In the built console each component brings its own styles, in the chunk in which it stands; a page loads those of the
 * components that it shows. `main.tsx` names the whole sheet, which is what one works with; here it becomes its base.
 * The file with a component's class names is where they are hung up, so that no list of components has to be kept.
 */
export const componentStyles = () => ({
  name: 'component-styles',
  apply: 'build',
  enforce: 'pre',
  transform(code, id) {
    if (id.endsWith('/src/main.tsx')) {
      if (!code.includes(`import '${all}';`)) throw new Error(`main.tsx does not import ${all}`);
      return {
        code: code.replace(`import '${all}';`, base.map((name) => `import '${sheet(name)}';`).join('')),
        map: null,
      };
    }
    const component = classesOf.exec(id)?.[1];
    return component && { code: `import '${sheet(component)}';\n${code}`, map: null };
  },
});
