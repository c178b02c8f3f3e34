/** Every sentence of the frame around the pages. */
export const words = {
  product: 'LocalStack',
  fault: 'Something broke on our side',
  faultDetail: 'The page met an error of its own. Nothing of yours is changed.',
  notFound: 'There is no such page',
  notFoundDetail: 'The address may be mistyped, or the page has moved.',
  home: 'To the first page',
  skip: 'Skip to the content',
  navigation: 'Pages',
  workspace: 'Workspace',
  newWorkspace: 'New workspace',
  signOut: 'Sign out',
  apiReference: 'API reference',
  theme: { light: 'Light', dark: 'Dark', auto: 'As the system' },
  colours: 'Colours',
  offline: 'No connection: what you see may be old. It goes on by itself.',
  menu: 'Menu',
} as const;
