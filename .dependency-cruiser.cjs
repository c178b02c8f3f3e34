// The architecture as rules (docs/architecture.md is drawn from it). Kinds come from the Nx tags of each package.json,
// so that a project without a tag is an error and a new project cannot be forgotten.
const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

// Run from the repository's root; the fixtures of tools/boundaries are a small repository of their own.
const root = process.cwd();

/** Who may import whom (design: layers). `testing` is for specs and harnesses. */
const mayImport = {
  kernel: ['kernel'],
  contracts: ['contracts', 'kernel'],
  platform: ['platform', 'kernel'],
  testing: ['testing', 'platform', 'contracts', 'kernel'],
  service: ['platform', 'contracts', 'kernel'],
  gateway: ['platform', 'contracts', 'kernel'],
  cli: ['platform', 'contracts', 'kernel'],
  ui: ['ui'],
  web: ['contracts', 'kernel', 'ui'],
  harness: ['harness', 'service', 'gateway', 'cli', 'testing', 'platform', 'contracts', 'kernel'],
};
const onlySpecsMayAlso = {
  platform: ['testing'],
  service: ['testing'],
  gateway: ['testing'],
  cli: ['testing'],
  web: ['testing'],
};

const below = (folder) =>
  existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [];

function projects() {
  const folders = [...below('libs'), ...below('apps'), ...below('tools'), 'infra/local'];
  return folders
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const { nx } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const kind = nx?.tags?.find((tag) => tag.startsWith('kind:'))?.slice('kind:'.length);
      if (!kind || !mayImport[kind])
        throw new Error(`${folder}/package.json: no nx tag kind:… that the architecture knows`);
      return { folder, kind };
    });
}

const all = projects();
const escaped = (text) => text.replaceAll('/', '\\/').replaceAll('.', '\\.');
const inside = (folders) => `^(${folders.map(escaped).join('|')})/`;
const foldersOf = (kinds) => all.filter(({ kind }) => kinds.includes(kind)).map(({ folder }) => folder);
const spec = '(\\.spec\\.tsx?$|/test/)';

const betweenProjects = all.flatMap(({ folder, kind }) => {
  const others = (kinds) =>
    all.filter((other) => other.folder !== folder && !kinds.includes(other.kind)).map((other) => other.folder);
  const forbidden = others(mayImport[kind]);
  const forbiddenToSpecs = others([...mayImport[kind], ...(onlySpecsMayAlso[kind] ?? [])]);
  const rule = (name, from, to) =>
    to.length === 0
      ? []
      : [
          {
            name,
            severity: 'error',
            comment: `kind:${kind} may import ${mayImport[kind].join(', ')}`,
            from,
            to: { path: inside(to) },
          },
        ];
  return [
    ...rule(`layers:${folder}`, { path: inside([folder]), pathNot: spec }, forbidden),
    ...rule(`layers-of-specs:${folder}`, { path: `${inside([folder])}.*${spec}` }, forbiddenToSpecs),
  ];
});

const services = inside(foldersOf(['service']));
const insideServices = [
  {
    name: 'domain-knows-only-the-kernel',
    severity: 'error',
    comment: 'A decision is pure: it imports its own folder and kernel libraries.',
    from: { path: `${services}src/domain/`, pathNot: spec },
    to: { pathNot: [`${services}src/domain/`, inside(foldersOf(['kernel']))] },
  },
  {
    name: 'rpc-goes-through-the-context',
    severity: 'error',
    comment: 'An RPC reaches stores, consumers and jobs through its context.',
    from: { path: `${services}src/rpc/`, pathNot: spec },
    to: { path: `${services}src/(store|consumers|jobs)/`, dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'only-the-door-is-imported',
    severity: 'error',
    comment: "A project is imported by its name, never by another project's inner files.",
    from: { path: '^(apps|libs|tools|infra)/([^/]+)/' },
    to: {
      path: '^(apps|libs)/([^/]+)/(src|test)/',
      pathNot: ['^(apps|libs|tools|infra)/$2/', '/src/index\\.ts$', '/src/register\\.ts$'],
    },
  },
];

const webs = inside(foldersOf(['web']));
const insideWebs = [
  {
    name: 'features-know-not-each-other',
    severity: 'error',
    comment: 'What two features of the console share lies outside both.',
    from: { path: `${webs}src/features/([^/]+)/` },
    to: { path: `${webs}src/features/`, pathNot: `${webs}src/features/$2/` },
  },
];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'dependencies-are-named',
      severity: 'error',
      comment: "An npm package must be named by the project's own package.json.",
      from: { pathNot: spec },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], pathNot: 'node_modules/@types/' },
    },
    ...betweenProjects,
    ...insideServices,
    ...insideWebs,
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|/gen/|\\.d\\.ts$)' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
